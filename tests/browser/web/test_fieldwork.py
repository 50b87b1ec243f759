"""The coordinator's own pages in a real browser: the plan, calls, what was sent, the desk."""

import datetime as dt

import pytest

from belagg.web.fieldwork import plan
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS, Project, Stage

pytestmark = pytest.mark.long


@pytest.fixture
def coordinator(person, db, make_study, answers):
    """A coordinator who has logged in to a study in the field, with a plan and mail in line."""
    units = [{"unit_id": f"{n:02}", "name": f"Påhittad region {n}"} for n in (1, 3, 4, 5)]
    study = make_study(
        units=units,
        settings={"geography": "se-regions", "steward": "Påhittade föreningen",
                  "extra": {"made_up": True},
                  "period": (dt.date(2021, 5, 19), dt.date(2021, 7, 30))},
        recipients=[{"recipient_id": f"r{u['unit_id']}", "unit_id": u["unit_id"],
                     "role": "Hälso- och sjukvårdsdirektör"} for u in units],
        private={"recipients": [
            {"recipient_id": f"r{u['unit_id']}", "name": "Påhittad Person",
             "email": f"r{u['unit_id']}@example.org", "phone": "08-000 00 00"} for u in units]},
        responses=answers("1", "yes", at="2021-06-01T08:00:00Z"),
    )  # fmt: skip
    project = save_study(study)
    Project.objects.update(stage=Stage.FIELD)
    user = User.objects.create_user("samordnare@example.org", "fyra gröna äpplen")
    Membership.objects.create(user=user, project=project, role=Role.LEAD)
    plan.propose(project, dt.date(2021, 5, 19), actor=user)
    plan.carry_out(project.steps.get(key="invitation"), actor=user)
    person.goto("/accounts/login/")
    person.locator("[name=login]").fill(user.email)
    person.locator("[name=password]").fill("fyra gröna äpplen")
    person.keyboard.press("Enter")
    person.get_by_role("heading", name="Studier").wait_for()
    return person


@pytest.mark.parametrize(
    "path",
    [
        "desk/", "desk/bodies/", "desk/bodies/01/", "desk/follow-ups/", "desk/reconcile/", "field/",
        "field/calls/", "field/calls/r03/", "field/outbox/", "field/steps/reminder-1/",
        "field/steps/reminder-1/preview/", "field/steps/escalation/preview/",
    ],
)  # fmt: skip
def test_a_page_of_the_coordinators_is_sound(coordinator, sound, path):
    response = coordinator.goto(f"/studies/prov/{path}")
    assert response.status == 200
    assert coordinator.locator("main h1").count() == 1
    assert coordinator.locator("header .made-up").is_visible()
    sound(coordinator)


def test_a_call_is_found_made_and_written_down_by_keyboard(coordinator, sound):
    page = coordinator
    page.goto("/studies/prov/field/calls/")
    page.get_by_role("link", name="Påhittad region 3").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Att säga").wait_for()
    page.get_by_label("nåddes inte", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label("Anteckning").focus()
    page.keyboard.type("Åter efter lunch")
    page.get_by_role("button", name="Anteckna").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Antecknat.").wait_for()
    sound(page)
    row = ROWS["contacts"].objects.get(recipient_id="r03")
    assert (row.channel, row.outcome, row.note) == ("phone", "non_contact", "Åter efter lunch")
