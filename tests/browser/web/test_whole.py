"""The whole of it by keyboard alone: from nothing to closed, with real mail in between."""

import email
import email.policy
import re
import socket

import pytest
from aiosmtpd.controller import Controller
from tests.browser.web.test_mapping import button, choose, coordinator, link, press, write
from tests.browser.web.test_respond import at, guideline, local

from belagg.web.fieldwork.sending import send_due
from belagg.web.respond import receipts
from belagg.web.respond.models import Sending
from belagg.web.store.models import ROWS, Project

pytestmark = pytest.mark.long

__all__ = ["coordinator"]


class Post:
    """A mail server, and what it got by whom it was to."""

    def __init__(self):
        self.got = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.got.append(message)
        return "250 OK"

    def fetch(self):
        """Let the worker send what waits; give the newest mail."""
        send_due(pause=lambda _seconds: None)
        return self.got[-1]


@pytest.fixture
def post(settings):
    post = Post()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield post
    controller.stop()


def link_in(message):
    return re.search(r"/a/[\w-]+/", message.get_body(("plain",)).get_content())[0]


@pytest.fixture
def another(person):
    """Give somebody at a computer of her own, of the same kind."""
    contexts = []

    def make():
        context = person.context.browser.new_context(
            viewport=person.viewport_size, locale="sv-SE", java_script_enabled=person.scripts,
            base_url=re.match(r"https?://[^/]+", person.url)[0],
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.scripts = person.scripts
        return page

    yield make
    for context in contexts:
        context.close()


def day(page, name, text):
    """Type a day as the keyboard does it; in which order is the browser's own language's."""
    year, month, number = text.split("-")
    field = page.locator(f"[name={name}]")
    for typed in ((month + number + year,), (number + month + year,), (year, month + number)):
        field.focus()
        page.keyboard.type(typed[0])
        for more in typed[1:]:
            page.keyboard.press("ArrowRight")
            page.keyboard.type(more)
        if field.input_value() == text:
            return
        field.fill("")
    raise AssertionError("no order of day, month and year was taken")


def add_item(page, number, question):
    page.goto("/studies/ny/questionnaire/")
    press(page, link(page, "Lägg till en fråga"))
    write(page, "Nummer", number)
    write(page, "Fråga", question)
    page.get_by_label("Svarsalternativ").focus()
    page.keyboard.type("yes | Ja")
    page.keyboard.press("Enter")
    page.keyboard.type("no | Nej")
    press(page, button(page, "Spara"))
    page.get_by_role("status").get_by_text("Sparat.").wait_for()


def design(page, sound):
    press(page, link(page, "Ny studie"))
    write(page, "Titel", "Påhittad kartläggning")
    write(page, "Kortnamn", "ny")
    press(page, button(page, "Börja"))
    at(page, "Påhittad kartläggning")
    page.goto("/studies/ny/tables/units/import/")
    press(page, link(page, "Sveriges 21 regioner"))
    press(page, button(page, "Läs in"))
    page.get_by_text("21 rader är inlästa.").wait_for()
    add_item(page, "1A", "Finns en rutin?")
    page.goto("/studies/ny/tables/recipients/row/")
    write(page, "Mottagarens beteckning", "01-rd")
    write(page, "Organ", "01")
    write(page, "Roll, till exempel ordförande", "Regiondirektör")
    write(page, "E-postadress", "direktor@region.example")
    press(page, button(page, "Spara"))
    page.get_by_role("status").get_by_text("Sparat.").wait_for()


def send_invitation(page, sound):
    page.goto("/studies/ny/field/")
    day(page, "day", "2030-05-20")
    sound(page)
    press(page, button(page, "Föreslå en plan"))
    page.get_by_text("Godkänn planen").wait_for()
    sound(page)
    page.goto("/studies/ny/")
    press(page, button(page, "Öppna för svar"))
    page.get_by_text("i fält").wait_for()
    page.goto("/studies/ny/field/")
    press(page, button(page, "Godkänn planen"))
    page.get_by_role("status").get_by_text("4 steg går av sig själva.").wait_for()
    sound(page)
    page.goto("/studies/ny/field/steps/invitation/preview/")
    sound(page)
    press(page, button(page, "Skicka till 1 mottagare"))
    page.get_by_role("heading", name="Utkorg").wait_for()
    sound(page)


def delegate(page, post, another, sound):
    press(page, link(page, "Ta hjälp av kollegor med vissa delar"))
    at(page, "Ta hjälp av kollegor")
    write(page, "Din kollegas e-postadress", "kunnig@region.example")
    choose(page, page.get_by_role("checkbox").first)
    press(page, button(page, "Skicka en länk"))
    page.get_by_text("Ett mejl med en länk är på väg.").wait_for()
    asked = post.fetch()
    assert asked["To"] == "kunnig@region.example"
    colleague = another()
    colleague.goto(link_in(asked))
    press(colleague, button(colleague, "Öppna enkäten"))
    press(colleague, link(colleague, "Börja svara"))
    choose(colleague, colleague.get_by_label("Ja", exact=True))
    press(colleague, button(colleague, "Spara och gå vidare"))
    at(colleague, "Alla frågor")
    sound(colleague)


def attach(page, sheet):
    page.goto(sheet)
    press(page, link(page, "Dokument: riktlinjer, planer, rutiner"))
    at(page, "Dokument")
    # The dialogue in which a file is chosen is the system's own.
    page.get_by_label("Filen").set_input_files(
        {"name": "Riktlinje.docx", "mimeType": "application/octet-stream", "buffer": guideline()}
    )
    write(page, "Dokumentets titel", "Riktlinje om våld")
    press(page, button(page, "Bifoga"))
    page.get_by_text("”Riktlinje om våld” är bifogat.").wait_for()


def answer(page, post, another, sound):
    invitation = post.fetch()
    assert invitation["To"] == "direktor@region.example"
    assert "Integritetsskyddsmyndigheten" in invitation.get_body(("html",)).get_content()
    page.goto(link_in(invitation))
    sound(page)
    press(page, button(page, "Öppna enkäten"))
    at(page, "Alla frågor")
    sheet = page.url
    delegate(page, post, another, sound)
    attach(page, sheet)
    page.goto(f"{sheet}review/")
    at(page, "Läs igenom och skicka")
    page.get_by_text("Finns en rutin?").first.wait_for()
    sound(page)
    press(page, button(page, "Godkänn och skicka"))
    page.get_by_role("heading", name="Tack. Svaret har kommit in.").wait_for()
    receipts.deliver(Sending.objects.get().pk)
    receipt = post.fetch()
    assert [a.get_content_type() for a in receipt.iter_attachments()] == ["application/pdf"]
    return sheet


def follow_up(page, official, post, sound):
    page.goto("/studies/ny/desk/bodies/01/")
    press(page, page.get_by_text("Ställ en följdfråga om ett svar"))
    write(page, "Följdfrågan", "Vilken rutin?")
    press(page, button(page, "Lägg till de andra"))
    page.get_by_text("väntar på att skickas").first.wait_for()
    page.goto("/studies/ny/desk/follow-ups/")
    day(page, "due", "2030-07-16")
    press(page, button(page, "Skicka dem"))
    page.get_by_text("1 organ får ett mejl.").wait_for()
    asked = post.fetch()
    assert "Vilken rutin?" in asked.get_body(("plain",)).get_content()
    official.goto(link_in(asked))
    press(official, button(official, "Öppna enkäten"))
    press(official, link(official, "Det finns följdfrågor att besvara"))
    official.get_by_text("Vilken rutin?").first.wait_for()
    sound(official)
    official.locator("main textarea").first.focus()
    official.keyboard.type("Den från 2019.")
    press(official, official.locator("main form button").last)
    official.get_by_text("Svaren är skickade. Tack.").wait_for()
    page.goto("/studies/ny/desk/follow-ups/")
    page.get_by_text("Den från 2019.").wait_for()
    sound(page)


def test_from_nothing_to_closed_with_mail_a_colleague_a_document_and_a_follow_up(
    coordinator, sound, post, another
):
    page = coordinator
    design(page, sound)
    send_invitation(page, sound)
    official = another()
    answer(official, post, another, sound)
    page.goto("/studies/ny/desk/")
    assert "1 av 21 organ har svarat" in page.inner_text("main")
    follow_up(page, official, post, sound)
    page.goto("/studies/ny/")
    press(page, button(page, "Stäng för svar"))
    page.get_by_text("stängd").first.wait_for()
    sound(page)
    project = Project.objects.get(slug="ny")
    rows = ROWS["responses"].objects.filter(project=project)
    assert set(rows.values_list("origin", "category", "text")) >= {
        ("survey", "yes", None), ("follow_up", None, "Den från 2019."),
    }  # fmt: skip
    assert ROWS["documents"].objects.get(project=project).title == "Riktlinje om våld"
    assert local(page.url).startswith("/studies/ny/")
