"""The coder's desk in a real browser: documents page by page, claims graded by keyboard alone."""

from pathlib import Path

import pytest

from belagg.study.study import Study
from belagg.web.coding.documents import reading
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS

pytestmark = pytest.mark.long
EXAMPLE = Path(__file__).parents[3] / "examples" / "exempelregioner"
HOME = "/studies/exempelregioner/coding/"


@pytest.fixture
def coder(person, db):
    """A coder who has logged in, with documents read and one claim that waits."""
    project = save_study(Study.load(EXAMPLE))
    reading.ask(project)
    reading.run(project.pk)
    ROWS["claims"].objects.filter(claim_id="c1").update(
        grade=None, document_id=None, page=None, quote=None, coder=None, rationale=None
    )
    user = User.objects.create_user("kodare@example.org", "fyra gröna äpplen")
    for role in (Role.CODER, Role.LEAD):
        Membership.objects.create(user=user, project=project, role=role)
    person.goto("/accounts/login/")
    person.locator("[name=login]").fill(user.email)
    person.locator("[name=password]").fill("fyra gröna äpplen")
    person.keyboard.press("Enter")
    person.get_by_role("heading", name="Studier").wait_for()
    return person


def claim():
    return ROWS["claims"].objects.get(claim_id="c1")


def press(page, control):
    """Go to a link or button and press it, by keyboard."""
    control.focus()
    page.keyboard.press("Enter")


def test_every_page_of_the_desk_is_sound(coder, sound):
    for path in ("", "documents/", "documents/upload/", "documents/fetch/", "documents/requests/",
                 "documents/p01-plan/", "documents/p06-rutin/?page=2", "claims/?show=all",
                 "claims/of/c1/", "claims/of/c2/", "claims/answers/?item=1B",
                 "claims/answers/P05-1B/", "claims/results/?item=1B", "recode/",
                 "recode/answers/recoded/1A/?show=all", "recode/answers/recoded/1A/P01/",
                 "recode/rules/", "recode/rules/new/", "recode/rules/delvis/",
                 "double/plan/", "double/disagreements/", "double/agreement/"):  # fmt: skip
        response = coder.goto(HOME + path)
        assert response.status == 200, path
        assert coder.locator("main h1").count() == 1, path
        for part in coder.locator("details > summary").all():
            press(coder, part)
        sound(coder)


def test_a_plan_is_found_in_the_list_and_opened_at_its_five_lines(coder):
    page = coder
    page.goto(HOME)
    press(page, page.get_by_role("link", name="Dokument", exact=True))
    page.get_by_role("heading", name="Dokument", exact=True).wait_for()
    row = page.get_by_role("row").filter(has_text="Almviks")
    assert row.locator("td.number").all_inner_texts() == ["43", "1", "5"]
    press(page, row.get_by_role("link"))
    page.get_by_text("43 sidor. På 1 av dem: 5 rader i ämnet.").wait_for()
    assert page.get_by_text("Sida 29 av 43").is_visible()
    assert page.locator(".sheet rect.mark.now").count() == 5
    drawn = page.locator(".sheet img")
    drawn.wait_for()
    if page.scripts:
        assert drawn.evaluate("async one => { await one.decode(); return one.naturalWidth; }") > 500


def test_a_claim_is_graded_and_the_grade_undone_by_keyboard(coder, sound):
    page = coder
    page.goto(f"{HOME}claims/")
    press(page, page.get_by_role("link", name="Handlingsplanen tar upp sex mot ersättning."))
    page.get_by_role("heading", name="Vad dokumentet bekräftar").wait_for()
    assert page.get_by_label("det markerade stället, sida 29, rad 19").is_checked()
    page.get_by_label("Varför").focus()
    page.keyboard.type("Fem rader 1 2 3, ingen tid.")
    if page.scripts:
        page.locator("main").focus()
        page.keyboard.press("2")
    else:
        press(page, page.get_by_role("button", name="bekräftas delvis"))
    page.get_by_role("status").get_by_text("c1: bekräftas delvis.").wait_for()
    row = claim()
    assert (row.grade, row.page, row.rationale) == ("partly", 29, "Fem rader 1 2 3, ingen tid.")
    page.goto(f"{HOME}claims/of/c1/")
    sound(page)
    if page.scripts:
        page.keyboard.press("u")
    else:
        press(page, page.get_by_role("button", name="Ångra min senaste bedömning"))
    page.get_by_role("status").get_by_text("Ångrat.").wait_for()
    assert claim().grade is None


def test_words_that_are_selected_are_the_passage(coder):
    page = coder
    if not page.scripts:
        pytest.skip("selecting needs scripts; lines of a page are chosen by number without")
    page.goto(f"{HOME}claims/of/c1/?document=p01-plan&page=29")
    page.evaluate("""() => {
      const mark = document.querySelector('.lines mark').firstChild;
      document.getSelection().setBaseAndExtent(mark, 0, mark, 18);
    }""")
    chosen = page.get_by_label("orden jag har markerat:")
    chosen.wait_for()
    assert chosen.is_checked()
    press(page, page.get_by_role("button", name="bekräftas", exact=False).first)
    page.get_by_role("status").get_by_text("c1: bekräftas.").wait_for()
    assert claim().quote == "Sex mot ersättning"


def test_pages_are_turned_with_one_key_unless_the_keys_are_off(coder):
    page = coder
    page.goto(f"{HOME}documents/p01-plan/?page=3")
    if not page.scripts:
        press(page, page.get_by_role("link", name="Nästa sida"))
        page.get_by_text("Sida 4 av 43").wait_for()
        return
    page.keyboard.press("j")
    page.get_by_text("Sida 4 av 43").wait_for()
    page.keyboard.press("n")
    page.get_by_text("Sida 29 av 43").wait_for()
    page.goto(f"{HOME}claims/of/c1/")
    press(page, page.locator(".keys summary"))
    press(page, page.get_by_role("button", name="Stäng av tangenterna"))
    page.get_by_role("heading", name="Region Almvik").wait_for()
    page.keyboard.press("5")
    press(page, page.locator(".keys summary"))
    page.get_by_text("Enbokstavstangenterna är avstängda.").wait_for()
    assert claim().grade is None
