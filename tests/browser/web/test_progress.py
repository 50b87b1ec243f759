"""An official reports how far her body has come, and the team sees it, on every width."""

import datetime as dt

import pytest

from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.progress.models import Round
from belagg.web.respond import links
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project, Stage

pytestmark = pytest.mark.long


@pytest.fixture
def project(db, make_study):
    made = save_study(make_study(
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "hälsostrateg"}],
        recommendations=[{"recommendation_id": "k1", "number": 1, "level": "regional",
                          "title": "Utbilda alla som möter patienter",
                          "indicator": "Andelen som har fått utbildning"}],
        clauses=[{"clause_id": "c", "recommendation_id": "k1",
                  "text": "Utbildningen ges till alla och upprepas."}],
    ))  # fmt: skip
    Project.objects.update(stage=Stage.CLOSED)
    user = User.objects.create_user("ledare@example.org", "fyra gröna äpplen")
    Membership.objects.create(user=user, project=made, role=Role.LEAD)
    Round.objects.create(project=made, number=1, due=dt.date(2023, 11, 1), opened_by=user)
    return made


def press(page, role, name):
    page.get_by_role(role, name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_body_reports_and_the_team_sees_it(person, project, sound):
    page = person
    page.goto("/a/" + links.issue(project, "r1").split("/a/")[1])
    page.get_by_role("button").last.press("Enter")
    press(page, "link", "Berätta hur långt ni har kommit med rekommendationerna")
    page.get_by_role("heading", name="Hur långt ni har kommit").wait_for()
    sound(page)
    page.get_by_label("Påbörjad", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("textbox").fill("Påhittat beslut i maj")
    press(page, "button", "Skicka")
    page.get_by_text("Tack.").wait_for()
    sound(page)
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("ledare@example.org")
    page.locator("[name=password]").fill("fyra gröna äpplen")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Studier").wait_for()
    page.goto("/studies/prov/progress/")
    sound(page)
    press(page, "link", "1. Utbilda alla som möter patienter")
    page.get_by_text("Påhittat beslut i maj").wait_for()
    sound(page)
