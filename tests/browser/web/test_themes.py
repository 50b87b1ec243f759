"""Reading and marking in a real browser: with the mouse, by keyboard alone, and without scripts."""

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
HOME = "/studies/exempelregioner/coding/themes/"
ANSWER = f"{HOME}read/answers/P03-2/"


@pytest.fixture
def coder(person, db):
    """Somebody who codes, leads and runs reference groups, who has logged in."""
    project = save_study(Study.load(EXAMPLE))
    ROWS["meetings"].objects.update(record="Påhittade anteckningar. Gruppen talade om köer.")
    reading.ask(project)
    reading.run(project.pk)
    user = User.objects.create_user("kodare@example.org", "fyra gröna äpplen")
    for role in (Role.CODER, Role.LEAD, Role.FACILITATOR):
        Membership.objects.create(user=user, project=project, role=role)
    person.goto("/accounts/login/")
    person.locator("[name=login]").fill(user.email)
    person.locator("[name=password]").fill("fyra gröna äpplen")
    person.keyboard.press("Enter")
    person.get_by_role("heading", name="Studier").wait_for()
    person.user = user
    return person


def press(page, control):
    """Go to a link or button and press it, by keyboard."""
    control.focus()
    page.keyboard.press("Enter")


def mine(page):
    rows = ROWS["segments"].objects.filter(coder=page.user.signature)
    texts = dict(ROWS["responses"].objects.values_list("response_id", "text"))
    return [
        (row.code_id, texts[row.source.partition(":")[2]][row.start : row.end])
        for row in rows.order_by("start")
    ]


def test_every_page_of_themes_is_sound(coder, sound):
    for path in ("", "texts/", "texts/?item=9", "texts/documents/", "texts/notes/", "texts/mine/",
                 "read/answers/P03-2/", "read/documents/p01-plan/?page=29",
                 "read/notes/samordnare-1/", "codes/styrning/", "codes/uppfoljning/",
                 "codes/uppfoljning/split/", "history/", "passages/?code=samverkan",
                 "by/body/", "by/item/?under=styrning", "together/", "agreement/",
                 "two/"):  # fmt: skip
        response = coder.goto(HOME + path)
        assert response.status == 200, path
        assert coder.locator("main h1").count() == 1, path
        for part in coder.locator("details > summary").all():
            press(coder, part)
        sound(coder)


def test_a_passage_is_marked_by_keyboard_alone_and_undone(coder, sound):
    page = coder
    page.goto(HOME)
    press(page, page.get_by_role("link", name="Läs och markera"))
    page.get_by_label("Fråga").select_option("9")
    press(page, page.get_by_role("button", name="Visa"))
    press(page, page.get_by_role("link", name="Region Dalhamra"))
    page.get_by_role("heading", name="Region Dalhamra").wait_for()
    page.get_by_label("från nummer").focus()
    page.keyboard.type("2")
    page.get_by_label("eller en ny kod").focus()
    page.keyboard.type("Sex månader")
    page.get_by_label("Den nya koden ligger under").select_option("vantan")
    press(page, page.get_by_role("button", name="Markera stället"))
    page.get_by_role("status").get_by_text("Markerat.").wait_for()
    assert mine(page) == [("sex-manader", "Kön är ungefär sex månader.")]
    assert page.get_by_role("link", name="Vägen till vård / Väntan / Sex månader").count() == 1
    sound(page)
    if page.scripts:
        page.keyboard.press("u")
    else:
        press(page, page.get_by_role("button", name="Ångra det jag gjorde senast här"))
    page.get_by_role("status").get_by_text("Ångrat.").wait_for()
    assert mine(page) == []


def test_words_that_are_written_are_marked_and_a_miss_is_told_at_the_field(coder, sound):
    page = coder
    page.goto(ANSWER)
    page.get_by_label("Ord att markera, bokstav för bokstav").fill("en gemensam rutin")
    page.get_by_label("Kod", exact=True).first.select_option("egen-rutin")
    press(page, page.get_by_role("button", name="Markera stället"))
    page.get_by_role("alert").get_by_text("De orden står inte där").wait_for()
    sound(page)
    page.get_by_label("Ord att markera, bokstav för bokstav").fill("en egen rutin")
    press(page, page.get_by_role("button", name="Markera stället"))
    page.get_by_role("status").get_by_text("Markerat.").wait_for()
    assert mine(page) == [("egen-rutin", "en egen rutin")]


def test_words_selected_with_the_mouse_are_marked(coder):
    page = coder
    if not page.scripts:
        pytest.skip("selecting needs scripts; words and numbers do without")
    page.goto(ANSWER)
    page.evaluate("""() => {
      const parts = [...document.querySelectorAll('.passage .t')];
      const first = parts[0].lastElementChild?.firstChild ?? parts[0].lastChild;
      const second = document.createTreeWalker(parts[1], NodeFilter.SHOW_TEXT).nextNode();
      document.getSelection().setBaseAndExtent(first, first.length - 6, second, 9);
    }""")
    words = page.get_by_label("Ord att markera, bokstav för bokstav")
    page.wait_for_function("document.getElementById('id_words').value !== ''")
    assert words.input_value() == "rutin. Det finns"
    page.get_by_label("Kod", exact=True).first.select_option("uppfoljning")
    press(page, page.get_by_role("button", name="Markera stället"))
    page.get_by_role("status").get_by_text("Markerat.").wait_for()
    assert mine(page) == [("uppfoljning", "rutin. Det finns")]


def test_the_tree_is_changed_and_changed_back(coder):
    page = coder
    page.goto(f"{HOME}codes/tillfallig/")
    press(page, page.get_by_text("Låt den ta över en annan kod"))
    page.get_by_label("Koden som försvinner").select_option("ordnad")
    press(page, page.get_by_role("button", name="Slå ihop"))
    page.get_by_text("En annan kod på samma plats").or_(
        page.get_by_text("Klart. Det går att ångra i historiken.")
    ).wait_for()
    assert not ROWS["codes"].objects.filter(code_id="ordnad").exists()
    page.goto(f"{HOME}history/")
    press(page, page.get_by_role("button", name="Ångra Sammanslagna"))
    page.get_by_role("status").get_by_text("Ångrat.").wait_for()
    assert ROWS["codes"].objects.get(code_id="barn-ej-vuxna").parent_id == "ordnad"


def test_a_number_of_a_table_leads_to_its_words_and_on_to_the_text(coder):
    page = coder
    page.goto(f"{HOME}by/body/")
    row = page.get_by_role("row").filter(has_text="Dalhamra")
    press(page, row.get_by_role("link").last)
    page.get_by_role("heading", name="Markerade ställen").wait_for()
    press(page, page.locator(".words").first)
    page.get_by_role("heading", name="Region Dalhamra").wait_for()
    page.locator("li:target").wait_for()
