"""A plan that is approved carries itself out: each step on its day, once, in office hours."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from belagg.web.fieldwork import approval, plan
from belagg.web.fieldwork.models import OutboxMail
from belagg.web.people.models import AuditEvent, Membership
from belagg.web.people.permissions import Role
from belagg.web.store.models import Project, Stage


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def approved(planned, lead):
    """The plan of a study whose first day is Monday 17 May, approved before that."""
    planned.steps.update(day=dt.date(2021, 8, 2))
    planned.steps.filter(key="invitation").update(day=dt.date(2021, 5, 17))
    planned.steps.filter(channel="email").update(state="approved")
    return planned


@pytest.mark.parametrize(
    "now, mails",
    [
        ("2021-05-14 10:00", 0),  # its day has not come
        ("2021-05-17 07:59", 0),  # too early in the morning
        ("2021-05-17 08:00", 3),
        ("2021-05-18 16:30", 3),  # the worker was not running on the day
        ("2021-05-22 10:00", 0),  # a Saturday
    ],
)
def test_an_approved_step_goes_by_itself_when_its_day_has_come(approved, now, mails):
    assert approval.carry_out_due(at(now)) == mails
    assert OutboxMail.objects.count() == mails


def test_it_goes_once(approved):
    assert approval.carry_out_due(at("2021-05-17 08:00")) == 3
    assert approval.carry_out_due(at("2021-05-17 08:05")) == 0
    assert OutboxMail.objects.count() == 3
    assert AuditEvent.objects.filter(verb="step carried out", actor_kind="system").count() == 1


def test_of_two_workers_with_the_same_step_one_carries_it_out(approved):
    one, other = (approved.steps.get(key="invitation") for _worker in range(2))
    assert [plan.carry_out(one), plan.carry_out(other)] == [3, 0]


def test_a_step_nobody_approved_waits(planned):
    assert approval.carry_out_due(at("2021-05-17 08:00")) == 0


@pytest.mark.parametrize("stage", [Stage.DESIGN, Stage.PILOT, Stage.CLOSED])
def test_nothing_goes_while_the_study_is_not_in_the_field(approved, stage):
    Project.objects.update(stage=stage)
    assert approval.carry_out_due(at("2021-05-17 08:00")) == 0


def test_a_step_long_past_its_day_is_asked_about_rather_than_sent(approved):
    assert approval.carry_out_due(at("2021-06-01 08:00")) == 0
    assert approved.steps.get(key="invitation").state == "planned"


def test_a_coordinator_approves_the_plan_and_stops_a_step(planned, lead, client):
    Membership.objects.create(user=lead, project=planned, role=Role.COORDINATOR)
    client.force_login(lead)
    day = dt.date.today() + dt.timedelta(days=90)
    planned.steps.exclude(key="invitation").update(day=day)
    page = client.post("/studies/prov/field/approve/", follow=True).content.decode()
    assert "3 steg går av sig själva." in page
    states = dict(planned.steps.values_list("key", "state"))
    assert states["reminder-1"] == "approved"
    assert states["invitation"] == "planned"  # its day passed long ago
    assert states["call"] == "planned"  # nobody is called by itself
    client.post("/studies/prov/field/steps/reminder-1/withdraw/")
    assert planned.steps.get(key="reminder-1").state == "planned"


def test_changing_what_was_approved_takes_the_approval_back(planned, lead, client):
    Membership.objects.create(user=lead, project=planned, role=Role.COORDINATOR)
    client.force_login(lead)
    planned.steps.update(state="approved")
    step = planned.steps.get(key="reminder-1")
    sent = {"day": step.day.isoformat(), "only_unanswered": "on", "subject_sv": step.subject_sv,
            "body_sv": step.body_sv + "\nMed vänlig hälsning", "subject_en": step.subject_en,
            "body_en": step.body_en}  # fmt: skip
    page = client.post("/studies/prov/field/steps/reminder-1/", sent, follow=True)
    assert "Godkänn planen igen" in page.content.decode()
    assert planned.steps.get(key="reminder-1").state == "planned"
    assert planned.steps.get(key="reminder-2").state == "approved"


def test_the_outbox_is_had_as_csv_without_addresses(approved, lead, client):
    Membership.objects.create(user=lead, project=approved, role=Role.COORDINATOR)
    client.force_login(lead)
    approval.carry_out_due(at("2021-05-17 08:00"))
    lines = client.get("/studies/prov/field/outbox.csv").content.decode().splitlines()
    assert lines[1].startswith("r1,invitation,invitation,queued,")
    assert "@" not in "".join(lines)
    assert len(client.get("/studies/prov/field/outbox.csv?state=failed").content.splitlines()) == 1
