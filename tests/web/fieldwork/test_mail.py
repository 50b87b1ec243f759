"""Mail goes out through a real server: once per recipient and step, as it was previewed."""

import datetime as dt
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from belagg.study.vocabulary import Purpose
from belagg.web.fieldwork import plan, sending
from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.fieldwork.outbox import enqueue, retry
from belagg.web.fieldwork.states import NEXT, MailState, MailStateError, after
from belagg.web.fieldwork.words import filled, unknown_fields
from belagg.web.fieldwork.workdays import is_workday, later
from belagg.web.people.permissions import Role
from belagg.web.store import bridge
from belagg.web.store.models import ROWS


def send():
    return sending.send_due(pause=lambda _seconds: None)


def test_a_plan_keeps_to_workdays(planned):
    days = list(planned.steps.values_list("day", flat=True))
    assert days[0] == dt.date(2021, 5, 17)
    assert all(is_workday(day) for day in days)


@pytest.mark.parametrize(
    "day, workdays, wanted",
    [
        ("2021-06-24", 1, "2021-06-28"),  # Midsummer's Eve is a Friday
        ("2021-12-23", 1, "2021-12-27"),
        ("2021-05-12", 1, "2021-05-14"),  # Ascension Day
        ("2021-05-21", 0, "2021-05-21"),
    ],
)
def test_holidays_are_skipped(day, workdays, wanted):
    assert later(dt.date.fromisoformat(day), workdays) == dt.date.fromisoformat(wanted)


def test_a_dry_run_shows_who_gets_what_and_sends_nothing(planned, server, client, lead):
    from belagg.web.people.models import Membership

    Membership.objects.create(user=lead, project=planned, role=Role.LEAD)
    client.force_login(lead)
    page = client.get("/studies/prov/field/steps/reminder-1/preview/").content.decode()
    assert "r1@example.org" in page
    assert "har svarat" in page
    assert "saknar adress" in page
    assert "Åäö-kartläggningen" in page
    assert not OutboxMail.objects.exists()
    assert server.messages == []


def test_an_invitation_arrives_as_it_was_previewed(planned, server):
    step = planned.steps.get(key="invitation")
    subject, body = plan.preview(step, plan.addressees(step)[0])
    plan.carry_out(step)
    assert send() == 3
    message = server.messages[0]
    assert message["Subject"].strip() == subject
    assert subject == "Åäö-kartläggningen: enkät till Påhittad region 1"
    text = message.get_body(("plain",)).get_content()
    link = re.search(r"http://localhost:8000/a/\S+/", text).group()
    assert text.strip().replace("\r\n", "\n") == body.replace(plan.PLACEHOLDER_LINK, link).strip()
    html = message.get_body(("html",)).get_content()
    assert f'href="{link}"' in html
    assert "<img" not in html
    assert "Integritetsskyddsmyndigheten" in text
    assert message["List-Unsubscribe"]
    assert message["List-Id"]
    assert "Person" not in text


def test_each_step_reaches_a_recipient_once(planned, server):
    step = planned.steps.get(key="invitation")
    assert [plan.carry_out(step), plan.carry_out(step)] == [3, 0]
    send()
    send()
    assert len(server.messages) == 3
    contacts = ROWS["contacts"].objects.values_list("contact_id", "outcome", "purpose")
    assert set(contacts) == {(f"r{n}-invitation", "sent", "invitation") for n in (1, 2, 3)}


def test_a_reminder_goes_to_those_who_have_not_answered(planned, server):
    plan.carry_out(planned.steps.get(key="reminder-1"))
    send()
    assert {m["To"] for m in server.messages} == {"r1@example.org", "r3@example.org"}


def test_whoever_wants_no_more_mail_gets_none(planned, server):
    Reach.objects.create(project=planned, recipient_id="r1", opted_out=timezone.now())
    plan.carry_out(planned.steps.get(key="invitation"))
    send()
    assert "r1@example.org" not in {m["To"] for m in server.messages}


def test_a_mail_that_was_being_sent_when_the_worker_died_is_sent_with_the_same_id(planned, server):
    plan.carry_out(planned.steps.get(key="invitation"))
    first = OutboxMail.objects.first()
    OutboxMail.objects.filter(pk=first.pk).update(
        state=MailState.SENDING, lease=timezone.now() - timedelta(seconds=1), attempts=1
    )
    assert send() == 3
    assert first.message_id in {m["Message-ID"] for m in server.messages}


def test_a_mail_under_lease_is_left_to_the_worker_that_has_it(planned, server):
    plan.carry_out(planned.steps.get(key="invitation"))
    OutboxMail.objects.update(state=MailState.SENDING, lease=timezone.now() + timedelta(minutes=4))
    assert send() == 0


def test_a_server_that_is_busy_is_tried_again_later_and_at_last_given_up(planned, server):
    server.broken = True
    enqueue(planned, "r1", step="x", purpose=Purpose.OTHER, subject="x", body="x")
    for attempt in range(1, sending.ATTEMPTS + 1):
        send()
        mail = OutboxMail.objects.get()
        assert mail.attempts == attempt
        OutboxMail.objects.update(not_before=timezone.now())
    assert mail.state == MailState.FAILED
    assert not ROWS["contacts"].objects.exists()


def test_a_failed_mail_can_be_tried_again(planned, server, lead):
    server.broken = True
    enqueue(planned, "r1", step="x", purpose=Purpose.OTHER, subject="x", body="x")
    OutboxMail.objects.update(attempts=sending.ATTEMPTS - 1)
    send()
    server.broken = False
    retry(OutboxMail.objects.get(), actor=lead)
    assert send() == 1


def test_a_mail_that_a_worker_died_of_waits_until_the_others_have_gone(planned, server):
    plan.carry_out(planned.steps.get(key="invitation"))
    bad = OutboxMail.objects.first()
    OutboxMail.objects.filter(pk=bad.pk).update(
        state=MailState.SENDING, lease=timezone.now() - timedelta(seconds=1), attempts=1
    )
    assert send() == 3
    assert OutboxMail.objects.order_by("sent").last() == bad


def test_a_mail_that_no_worker_survives_is_given_up_and_the_others_go_out(planned, server):
    plan.carry_out(planned.steps.get(key="invitation"))
    bad = OutboxMail.objects.first()
    OutboxMail.objects.filter(pk=bad.pk).update(
        state=MailState.SENDING, lease=timezone.now() - timedelta(seconds=1),
        attempts=sending.ATTEMPTS,
    )  # fmt: skip
    assert send() == 2
    bad.refresh_from_db()
    assert bad.state == MailState.FAILED


def test_many_mails_read_the_study_once(planned, server):
    plan.carry_out(planned.steps.get(key="invitation"))
    before = bridge._load.cache_info().misses
    assert send() == 3
    assert bridge._load.cache_info().misses - before <= 1


def test_an_address_that_is_refused_is_written_down_as_undeliverable(planned, server):
    ROWS["recipients"].objects.filter(recipient_id="r1").update(email="stop@example.org")
    plan.carry_out(planned.steps.get(key="invitation"))
    assert send() == 2
    assert ROWS["contacts"].objects.get(recipient_id="r1").outcome == "undeliverable"


def test_no_server_at_all_loses_nothing(planned, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    plan.carry_out(planned.steps.get(key="invitation"))
    assert send() == 0
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {"queued"}


def test_a_field_that_is_not_one_is_told_with_the_nearest():
    assert unknown_fields("Hej {enhet} {lnk}")[1] == ("lnk", "link")
    assert filled("{unit}: {due}", {"unit": "A"}) == "A: "


@pytest.mark.parametrize(
    "key", ["invitation", "reminder-1", "reminder-2", "call", "registry", "escalation", "questions"]
)
def test_the_texts_that_come_along_have_only_fields_that_there_are(key):
    from belagg.web.fieldwork.default_texts import text_of

    for language in ("sv", "en"):
        assert [unknown_fields(text) for text in text_of(key, language)] == [[], []]


@pytest.mark.parametrize("now", MailState)
@pytest.mark.parametrize("wanted", MailState)
def test_a_mail_goes_only_where_it_may(now, wanted):
    if wanted in NEXT[now]:
        assert after(now, wanted) is wanted
    else:
        with pytest.raises(MailStateError):
            after(now, wanted)
