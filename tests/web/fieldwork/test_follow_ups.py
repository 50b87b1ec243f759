"""Follow-up questions speak the recipient's language, and are reminded of once."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from belagg.web.fieldwork import follow_ups, reach
from belagg.web.fieldwork.models import OutboxMail
from belagg.web.respond import links
from belagg.web.store.models import ROWS, Stage


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def asked(project, lead):
    """Two questions to region 2, sent together and wanted by Friday 16 July."""
    for n in (1, 2):
        ROWS["follow_ups"].objects.create(
            project=project, follow_up_id=f"02-1-{n}", unit_id="02", question_id="1",
            text=f"Den {n}:a frågan?",
        )  # fmt: skip
    follow_ups.send_waiting(project, dt.date(2021, 7, 16), actor=lead)
    return project


def reminders():
    return OutboxMail.objects.filter(step__endswith="-reminder")


@pytest.mark.parametrize(
    "now, mails",
    [
        ("2021-07-16 10:00", 0),  # the day itself
        ("2021-07-17 10:00", 0),  # a Saturday
        ("2021-07-19 07:00", 0),
        ("2021-07-19 10:00", 1),
        ("2021-08-02 10:00", 0),  # too long ago
    ],
)
def test_whoever_has_not_answered_is_reminded_on_the_first_workday_after(asked, now, mails):
    assert follow_ups.remind_late(at(now)) == mails
    assert reminders().count() == mails


def test_one_is_reminded_once_and_of_what_is_open_alone(asked):
    ROWS["follow_ups"].objects.filter(follow_up_id="02-1-1").update(answered="2021-07-15T08:00:00Z")
    follow_ups.remind_late(at("2021-07-19 10:00"))
    ROWS["follow_ups"].objects.filter(follow_up_id="02-1-1").update(answered=None)
    assert follow_ups.remind_late(at("2021-07-20 10:00")) == 0
    body = reminders().get().body
    assert "Den 2:a frågan?" in body
    assert "Den 1:a frågan?" not in body


@pytest.mark.parametrize("stage, mails", [(Stage.CLOSED, 1), (Stage.ARCHIVED, 0)])
def test_reminders_go_after_the_field_has_closed_but_not_from_an_archive(asked, stage, mails):
    type(asked).objects.update(stage=stage)
    assert follow_ups.remind_late(at("2021-07-19 10:00")) == mails


def test_whoever_wants_english_is_asked_and_reminded_in_english(project, lead):
    reach.speak(project, "r2", "en")
    ROWS["follow_ups"].objects.create(project=project, follow_up_id="f", unit_id="02", text="Hur?")
    follow_ups.send_waiting(project, dt.date(2021, 7, 16), actor=lead)
    follow_ups.remind_late(at("2021-07-19 10:00"))
    subjects = list(OutboxMail.objects.values_list("subject", flat=True))
    assert subjects[0].startswith("Follow-up questions about your answer")
    assert subjects[1].startswith("Reminder of follow-up questions")


def test_mail_follows_the_language_that_an_official_has_chosen_on_our_pages(project, client):
    link = links.issue(project, "r2").removeprefix("http://localhost:8000")
    client.post(link, headers={"accept-language": "en"})
    assert reach.language_of(project, "r2") == "sv"  # her browser's language is not her choice
    client.post(reverse("set_language"), {"language": "en", "next": link})
    client.post(link)
    assert reach.language_of(project, "r2") == "en"
