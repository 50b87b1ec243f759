"""An official shares the work, attaches and sends, a coordinator redacts: by keyboard alone."""

import io
import re

import docx
import pytest
from django.core import mail
from tests.browser.web.test_mapping import button, choose, link, press, write

from belagg.web.fieldwork.sending import send_due
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.respond import links
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS, Project, Stage

pytestmark = pytest.mark.long


@pytest.fixture
def project(db, make_study, make_item, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAILS_PER_MINUTE = 100_000
    study = make_study(
        [make_item("1"), make_item("2", "text", theme="t1")],
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "Regiondirektör"}],
        private={"recipients": [{"recipient_id": "r1", "email": "direktor@region.example"}]},
    )
    project = save_study(study)
    Project.objects.update(stage=Stage.FIELD)
    project.refresh_from_db()
    return project


def at(page, heading):
    page.get_by_role("heading", name=heading, exact=True).first.wait_for()


def local(address):
    return re.sub(r"^https?://[^/]+", "", address)


def guideline() -> bytes:
    document = docx.Document()
    document.add_paragraph("Alla patienter ska frågas om våld.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_an_official_delegates_answers_attaches_and_sends(person, sound, project):
    page = person
    page.goto(local(links.issue(project, "r1")))
    sound(page)
    press(page, button(page, "Öppna enkäten"))
    at(page, "Alla frågor")
    sound(page)
    sheet = page.url

    press(page, link(page, "Ta hjälp av kollegor med vissa delar"))
    at(page, "Ta hjälp av kollegor")
    sound(page)
    write(page, "Din kollegas e-postadress", "kunnig@region.example")
    press(page, button(page, "Skicka en länk"))
    page.get_by_text("Något behöver rättas").wait_for()
    sound(page)
    choose(page, page.get_by_label("Tema ett"))
    press(page, button(page, "Skicka en länk"))
    page.get_by_text("Ett mejl med en länk är på väg.").wait_for()
    sound(page)

    send_due(pause=lambda _seconds: None)
    asked = re.search(r"/a/[\w-]+/", mail.outbox[-1].body)[0]
    context = page.context.browser.new_context(
        viewport=page.viewport_size, locale="sv-SE", java_script_enabled=page.scripts,
        base_url=sheet.split("/answer")[0],
    )  # fmt: skip
    colleague = context.new_page()
    colleague.scripts = page.scripts
    colleague.goto(asked)
    sound(colleague)
    press(colleague, button(colleague, "Öppna enkäten"))
    at(colleague, "Alla frågor")
    sound(colleague)
    press(colleague, link(colleague, "Börja svara"))
    colleague.get_by_label("Fråga 2?").first.focus()
    colleague.keyboard.type("Det gäller 900101-1239.")
    press(colleague, button(colleague, "Spara och gå vidare"))
    colleague.get_by_role("heading", name="Alla frågor").wait_for()
    context.close()

    page.goto(sheet)
    press(page, link(page, "Dokument: riktlinjer, planer, rutiner"))
    at(page, "Dokument")
    sound(page)
    page.get_by_label("Filen").set_input_files(
        {"name": "Riktlinje.docx", "mimeType": "application/octet-stream", "buffer": guideline()}
    )
    write(page, "Dokumentets titel", "Riktlinje om våld")
    write(page, "Sida", "1")
    press(page, button(page, "Bifoga"))
    page.get_by_text("”Riktlinje om våld” är bifogat.").wait_for()
    sound(page)

    page.goto(f"{sheet}page/1/")
    choose(page, page.get_by_label("Ja", exact=True))
    press(page, button(page, "Spara och gå vidare"))
    page.get_by_text("Det gäller 900101-1239.").wait_for()
    press(page, button(page, "Spara och gå vidare"))
    page.get_by_text("Något här kan handla om en enskild person.").wait_for()
    sound(page)
    press(page, button(page, "Godkänn och skicka"))
    page.get_by_role("heading", name="Tack. Svaret har kommit in.").wait_for()
    sound(page)
    page.goto(f"{sheet}history/")
    page.get_by_text("kunnig@region.example").first.wait_for()
    sound(page)
    assert ROWS["documents"].objects.get().title == "Riktlinje om våld"
    assert ROWS["responses"].objects.get(question_id="2").text == "[…]"


def test_a_wrong_person_names_a_better_one(person, sound, project):
    page = person
    page.goto(local(links.issue(project, "r1")))
    press(page, link(page, "Någon annan borde ha den här, eller inga fler mejl"))
    at(page, "Inte rätt person?")
    sound(page)
    write(page, "Rätt funktion", "Enhetschef")
    press(page, button(page, "Tala om vem"))
    page.get_by_role("heading", name="Tack").wait_for()
    sound(page)
    page.goto("/a/gissat/")
    sound(page)
    page.goto("/answer/questions/")
    sound(page)
    page.goto("/answer/privacy/")
    sound(page)


def test_a_coordinator_redacts_enters_a_letter_and_adds_who_was_named(person, sound, project):
    page = person
    user = User.objects.create_user("samordnare@example.org", "fyra gröna äpplen")
    Membership.objects.create(user=user, project=project, role=Role.COORDINATOR)
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill("fyra gröna äpplen")
    page.keyboard.press("Enter")
    at(page, "Studier")
    page.goto("/studies/prov/")
    press(page, link(page, "Svar"))
    at(page, "Svar att gå igenom")
    sound(page)
    press(page, link(page, "För in svar som kom med post eller telefon"))
    at(page, "För in svar")
    sound(page)
    page.get_by_label("Hur de kom").select_option("phone")
    press(page, button(page, "Börja föra in"))
    page.get_by_text("Du för in svar för Påhittad region 1.").wait_for()
    sound(page)
    sheet = page.url
    page.goto(f"{sheet}page/2/")
    page.get_by_label("Fråga 2?").first.focus()
    page.keyboard.type("Handbok av Anna Svensson.")
    press(page, button(page, "Spara och gå vidare"))
    at(page, "Läs igenom och skicka")
    press(page, button(page, "Godkänn och skicka"))
    page.get_by_role("heading", name="Tack. Svaret har kommit in.").wait_for()
    press(page, link(page, "Tillbaka till studien"))
    page.get_by_text("namn").first.wait_for()
    sound(page)
    press(page, link(page, "Påhittad region 1, fråga 2"))
    at(page, "Påhittad region 1, fråga 2")
    sound(page)
    press(page, button(page, "Visa bara detta"))
    page.get_by_text("Från och med nu gäller den maskade versionen.").wait_for()
    sound(page)
    assert ROWS["responses"].objects.get(question_id="2").text == "Handbok av […]."


def test_a_page_that_is_sent_while_a_field_is_being_saved_meets_no_conflict(person, project):
    if not person.scripts:
        pytest.skip("nothing is saved by itself without scripts")
    person.goto(local(links.issue(project, "r1")))
    press(person, button(person, "Öppna enkäten"))
    at(person, "Alla frågor")
    person.goto(f"{person.url}page/2/")
    held = []

    def hold(route):
        held.append(route)
        if len(held) > 1:
            route.continue_()

    person.route("**/save/2/", hold)
    person.get_by_label("Fråga 2?").first.focus()
    person.keyboard.type("Det första")
    with person.expect_request("**/save/2/"):
        pass
    person.keyboard.type(" och det andra.")
    press(person, button(person, "Spara och gå vidare"))
    held[0].continue_()
    at(person, "Läs igenom och skicka")
    person.get_by_text("Det första och det andra.").wait_for()
