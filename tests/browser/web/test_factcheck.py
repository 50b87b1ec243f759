"""The body's own say, by keyboard: a body objects, the lead decides, the check ends."""

import datetime as dt
import re

import pytest
from tests.browser.web.test_mapping import button, link, press, write

from belagg.web.factcheck import holding
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.respond import links
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS, Project, Stage

pytestmark = pytest.mark.long


@pytest.fixture
def project(db, make_study, make_item, answers, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    study = make_study(
        [make_item("1")],
        responses=answers("1", "yes"),
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "Direktör"}],
        private={"recipients": [{"recipient_id": "r1", "email": "ett@region.example"}]},
        assessments=[
            {"assessment_id": "a1", "unit_id": "01", "question_id": "1", "layer": "recoded",
             "category": "partly", "round": "adjudicated",
             "rationale": "Svaret gäller bara vuxna.", "at": "2021-08-01T08:00:00Z"},
        ],
        documents=[{"document_id": "plan", "unit_id": "01", "title": "Påhittad handlingsplan"}],
        claims=[
            {"claim_id": "c1", "unit_id": "01", "question_id": "1",
             "claim": "Handlingsplanen tar upp gruppen.", "grade": "partly", "document_id": "plan",
             "page": 29, "quote": "Fem rader om gruppen (påhittade).",
             "rationale": "En sida av 43 har fem rader. Ingen tid anges för genomförandet."},
        ],
    )  # fmt: skip
    made = save_study(study)
    Project.objects.update(stage=Stage.CLOSED)
    made.refresh_from_db()
    return made


@pytest.fixture
def lead(project, db):
    user = User.objects.create_user("ledare@example.org", "fyra gröna äpplen")
    Membership.objects.create(user=user, project=project, role=Role.LEAD)
    return user


def log_in(page, user):
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill("fyra gröna äpplen")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Studier").wait_for()


def test_a_body_objects_the_lead_decides_and_the_check_ends(person, sound, project, lead):
    page = person
    log_in(page, lead)
    page.goto("/studies/prov/fact-check/")
    sound(page)
    press(page, button(page, "Skriv till organen"))
    page.get_by_text("1 organ får ett mejl.").wait_for()
    sound(page)

    page.goto(links.issue(project, "r1").split("8000")[-1])
    sound(page)
    press(page, button(page, "Öppna faktagranskningen"))
    page.get_by_role("heading", name="Det som kommer att sägas om").wait_for()
    sound(page)
    press(page, page.get_by_role("link", name=re.compile("Något stämmer inte här.*bedömning")))
    write(page, "Sida", "31")
    press(page, button(page, "Skicka invändningen"))
    page.get_by_role("alert").or_(page.locator("textarea:invalid")).first.wait_for()
    write(page, "Vad som är fel, och hur det är i stället", "Sidan 31 handlar också om gruppen.")
    sound(page)
    press(page, button(page, "Skicka invändningen"))
    page.get_by_text("Er invändning är noterad.").wait_for()
    sound(page)
    press(page, button(page, "De 2 punkter som inte är besvarade stämmer"))
    page.get_by_text("Noterat. Tack.").wait_for()

    page.goto("/studies/prov/fact-check/")
    press(page, link(page, "Påhittad region 1"))
    page.get_by_role("heading", name="Påhittad region 1").wait_for()
    sound(page)
    press(page, page.get_by_role("link", name=re.compile("Besluta.*bedömning")))
    page.get_by_label("Det ändras", exact=True).focus()
    page.keyboard.press("Space")
    write(page, "Skäl, som organet får läsa", "Sidan var förbisedd.")
    page.get_by_label("Ändras till").select_option(label="Bekräftas")
    sound(page)
    press(page, button(page, "Besluta"))
    page.get_by_text("Beslutat.").wait_for()
    sound(page)
    assert ROWS["claims"].objects.get().grade == "confirmed"
    page.goto("/studies/prov/fact-check/")
    press(page, button(page, "Avsluta faktagranskningen"))
    page.get_by_text("Faktagranskningen är avslutad. Det som").wait_for()
    sound(page)


def test_a_body_reads_the_decisions_afterwards(person, sound, project, lead):
    check = holding.begin(project, dt.date(2100, 1, 1), actor=lead)
    check.points.update(state="agreed")
    holding.end(check, actor=lead)
    person.goto(links.issue(project, "r1").split("8000")[-1])
    sound(person)
    press(person, button(person, "Öppna faktagranskningen"))
    person.get_by_text("Faktagranskningen är avslutad.").first.wait_for()
    sound(person)
