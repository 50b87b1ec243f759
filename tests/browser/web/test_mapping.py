"""From nothing to closed, in a real browser, by keyboard alone."""

import re

import pytest

from belagg.web.people.models import User
from belagg.web.respond import links
from belagg.web.store.models import ROWS, Project

pytestmark = pytest.mark.long


def press(page, locator):
    """Go to a control and press Enter, as somebody without a mouse does."""
    locator.focus()
    page.keyboard.press("Enter")


def write(page, label, text):
    field = page.get_by_label(label, exact=True).first
    field.focus()
    field.fill("")
    page.keyboard.type(text)


def choose(page, locator):
    locator.focus()
    page.keyboard.press("Space")


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def link(page, name):
    return page.get_by_role("link", name=name, exact=True)


@pytest.fixture
def coordinator(person, db):
    user = User.objects.create_user("samordnare@example.org", "fyra gröna äpplen")
    person.goto("/accounts/login/")
    person.locator("[name=login]").fill(user.email)
    person.locator("[name=password]").fill("fyra gröna äpplen")
    person.keyboard.press("Enter")
    person.get_by_role("heading", name="Studier").wait_for()
    return person


def test_a_mapping_goes_from_nothing_to_closed(coordinator, sound, browser, live_server):
    page = coordinator
    sound(page)
    press(page, link(page, "Ny studie"))
    write(page, "Titel", "Påhittad kartläggning")
    write(page, "Kortnamn", "ny")
    sound(page)
    press(page, button(page, "Börja"))
    page.get_by_role("heading", name="Påhittad kartläggning").wait_for()
    sound(page)

    page.goto("/studies/ny/tables/units/import/")
    press(page, link(page, "Sveriges 21 regioner"))
    button(page, "Läs in").wait_for()
    sound(page)
    press(page, button(page, "Läs in"))
    page.get_by_text("21 rader är inlästa.").wait_for()
    sound(page)

    page.goto("/studies/ny/questionnaire/")
    press(page, link(page, "Lägg till en fråga"))
    write(page, "Nummer", "1A")
    write(page, "Fråga", "Finns en rutin?")
    page.get_by_label("Svarsalternativ").focus()
    page.keyboard.type("yes | Ja")
    page.keyboard.press("Enter")
    page.keyboard.type("no | Nej")
    sound(page)
    press(page, button(page, "Spara"))
    page.get_by_role("status").get_by_text("Sparat.").wait_for()
    sound(page)

    page.goto("/studies/ny/tables/recipients/row/")
    write(page, "Mottagarens beteckning", "01-rd")
    write(page, "Organ", "01")
    write(page, "Roll, till exempel ordförande", "Regiondirektör")
    write(page, "E-postadress", "p@example.org")
    sound(page)
    press(page, button(page, "Spara"))
    page.get_by_role("status").get_by_text("Sparat.").wait_for()

    page.goto("/studies/ny/")
    press(page, button(page, "Öppna för svar"))
    page.get_by_text("i fält").wait_for()
    project = Project.objects.get(slug="ny")
    address = links.issue(project, "01-rd").removeprefix("http://localhost:8000")
    _official_answers(page, sound, browser, live_server, address)

    page.goto("/studies/ny/desk/")
    assert "1 av 21 organ har svarat" in page.inner_text("main")
    sound(page)
    press(page, link(page, "1 har svarat"))
    press(page, link(page, "Region Stockholm"))
    page.get_by_role("heading", name="Region Stockholm").wait_for()
    sound(page)
    summary = page.get_by_text("Ställ en följdfråga om ett svar")
    press(page, summary)
    write(page, "Följdfrågan", "Vilken rutin?")
    press(page, button(page, "Lägg till de andra"))
    page.get_by_text("väntar på att skickas").first.wait_for()
    page.goto("/studies/ny/desk/follow-ups/")
    page.locator("[name=due]").fill("2030-07-16")
    sound(page)
    press(page, button(page, "Skicka dem"))
    page.get_by_text("1 organ får ett mejl").wait_for()
    page.goto("/studies/ny/")
    press(page, button(page, "Stäng för svar"))
    page.get_by_text("stängd").first.wait_for()
    outcomes = set(ROWS["contacts"].objects.values_list("outcome", flat=True))
    assert "complete" in outcomes


def _official_answers(page, sound, browser, live_server, address):
    context = browser.new_context(
        viewport=page.viewport_size, locale="sv-SE", java_script_enabled=page.scripts,
        base_url=live_server.url,
    )  # fmt: skip
    theirs = context.new_page()
    theirs.scripts = page.scripts
    theirs.goto(address)
    sound(theirs)
    press(theirs, button(theirs, "Öppna enkäten"))
    theirs.get_by_text("Finns en rutin?").wait_for()
    assert not re.search(r"/a/", theirs.url)
    sound(theirs)
    press(theirs, link(theirs, "Börja svara"))
    choose(theirs, theirs.get_by_label("Ja", exact=True))
    if theirs.scripts:
        theirs.get_by_text("Sparat", exact=True).wait_for()
    sound(theirs)
    press(theirs, button(theirs, "Spara och gå vidare"))
    theirs.get_by_role("heading", name="Läs igenom och skicka").wait_for()
    sound(theirs)
    press(theirs, button(theirs, "Godkänn och skicka"))
    theirs.get_by_role("heading", name="Tack. Svaret har kommit in.").wait_for()
    sound(theirs)
    context.close()


def test_two_tabs_in_the_same_answer_see_each_other(person, sound, db, make_study):
    from belagg.web.store.bridge import save_study
    from belagg.web.store.models import Stage

    if not person.scripts:
        pytest.skip("the page without scripts is held to this in tests/web/respond")
    project = save_study(make_study(recipients=[{"recipient_id": "r1", "unit_id": "01"}]))
    Project.objects.update(stage=Stage.FIELD)
    person.goto(links.issue(project, "r1").removeprefix("http://localhost:8000"))
    press(person, button(person, "Öppna enkäten"))
    press(person, link(person, "Börja svara"))
    person.wait_for_url("**/page/1/")
    other = person.context.new_page()
    other.goto(person.url)
    choose(other, other.get_by_label("Ja", exact=True))
    other.get_by_text("Sparat", exact=True).wait_for()
    choose(person, person.get_by_label("Nej", exact=True))
    person.get_by_text("En kollega har svarat under tiden: Ja").wait_for()
    sound(person)
    press(person, button(person, "Behåll mitt"))
    person.get_by_text("Sparat", exact=True).wait_for()
    kept = list(
        project.sheets.get().versions.order_by("version").values_list("category", flat=True)
    )
    assert kept == ["yes", "no"]
