"""A finding is written with its figures shown live, by keyboard."""

import pytest
from tests.browser.web.test_factcheck import log_in
from tests.browser.web.test_mapping import button, link, press

from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS

pytestmark = pytest.mark.long


@pytest.fixture
def lead(db, make_study, answers):
    study = make_study(
        responses=answers("1", "yes yes no no"),
        findings=[{"finding_id": "f1", "rests_on": ["figure:1.yes.count"],
                   "statement": "I {{ 1.yes.count | words }} regioner finns det."}],
        recommendations=[{"recommendation_id": "r1", "number": 1, "level": "regional",
                          "title": "Ordna påhittad utbildning", "addressee": "Regionerna"}],
        clauses=[{"clause_id": "r1a", "recommendation_id": "r1", "text": "Ge den till alla."}],
        supports=[{"clause_id": "r1a", "finding_id": "f1"}],
    )  # fmt: skip
    user = User.objects.create_user("ledare@example.org", "fyra gröna äpplen")
    Membership.objects.create(user=user, project=save_study(study), role=Role.LEAD)
    return user


def test_a_sentence_is_written_with_its_figures_and_checks_beside(person, sound, lead):
    page = person
    log_in(page, lead)
    page.goto("/studies/prov/publish/argument/")
    page.get_by_text("I två regioner finns det.").first.wait_for()
    sound(page)
    press(page, link(page, "Lägg till ett resultat"))
    page.get_by_role("heading", name="Ett resultat").wait_for()
    sound(page)
    page.locator("[name=statement]").focus()
    page.keyboard.insert_text("Nej svarade {{ 1.no.count | words }} regioner.")
    if not page.scripts:
        press(page, button(page, "Visa med uppgifter"))
    page.get_by_text("Nej svarade två regioner.").wait_for()
    page.get_by_text("finding-on-nothing").wait_for()
    sound(page)
    page.locator("[name=rests_on]").focus()
    page.keyboard.insert_text("figure:1.no.count")
    press(page, button(page, "Spara"))
    page.get_by_text("Sparat.").wait_for()
    sound(page)
    assert ROWS["findings"].objects.get(finding_id="f2").rests_on == ["figure:1.no.count"]
    press(page, page.get_by_role("link", name="Ändra r1a"))
    page.get_by_label("f2: Nej svarade").focus()
    page.keyboard.press("Space")
    sound(page)
    press(page, button(page, "Spara"))
    page.get_by_text("Sparat.").wait_for()
    assert ROWS["supports"].objects.count() == 2
