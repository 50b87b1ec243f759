"""Releasing a build, by keyboard, on every width and without scripts."""

import pytest

from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.publish import releasing, tasks
from belagg.web.publish.models import Build, BuildState
from belagg.web.store.bridge import save_study

pytestmark = pytest.mark.long


@pytest.fixture
def lead(person, make_study, settings, tmp_path):
    settings.PUBLISH_TO = str(tmp_path / "published")
    project = save_study(make_study(texts={"report/01.md": "# Ett\n\nText.\n"}))
    user = User.objects.create_user("ledare@example.org", "fyra gröna äpplen")
    Membership.objects.create(user=user, project=project, role=Role.LEAD)
    tasks.run(Build.objects.create(project=project, asked_by=user).pk)
    person.goto("/accounts/login/")
    person.locator("[name=login]").fill(user.email)
    person.locator("[name=password]").fill("fyra gröna äpplen")
    person.keyboard.press("Enter")
    person.get_by_role("heading", name="Studier").wait_for()
    return person


def press(page, role, name):
    page.get_by_role(role, name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_build_is_reviewed_and_released_by_keyboard(lead, sound, browser):
    page = lead
    made = Build.objects.get()
    assert made.state == BuildState.DONE, made.problems
    page.goto(f"/studies/prov/publish/{made.pk}/")
    sound(page)
    press(page, "button", "Gör en länk till granskare")
    page.get_by_role("heading", name="En länk till granskare").wait_for()
    sound(page)
    address = page.get_by_label("Länken", exact=True).input_value()
    stranger = browser.new_context(java_script_enabled=page.scripts, locale="sv-SE").new_page()
    stranger.scripts = page.scripts
    path = address.split("/", 3)[3]
    stranger.goto(page.url.split("/studies")[0] + "/" + path)
    sound(stranger)
    press(stranger, "link", "Webbplatsen")
    stranger.get_by_role("heading", name="En påhittad kartläggning").wait_for()
    assert stranger.evaluate("document.fonts.ready.then(() => document.fonts.check('1em Belagg'))")
    stranger.context.close()
    page.goto(f"/studies/prov/publish/{made.pk}/")
    press(page, "link", "Publicera det här bygget")
    page.get_by_role("heading", name="Publicera det här bygget").wait_for()
    press(page, "button", "Publicera")
    page.get_by_text("Något behöver rättas").wait_for()
    sound(page)
    page.get_by_label("Nummer", exact=True).fill("1")
    page.get_by_label("Vad som är nytt", exact=True).fill("Första versionen.")
    press(page, "button", "Publicera")
    page.get_by_role("heading", name="Versioner").wait_for()
    sound(page)
    releasing.go_on(made.project_id)
    if not page.scripts:
        press(page, "link", "Läs in sidan igen")
    page.get_by_role("link", name="Version 1 som zip").wait_for()
    sound(page)


def test_the_front_page_of_what_is_published_is_sound(lead, sound, settings):
    import datetime as dt

    made = Build.objects.get()
    releasing.ask(made, "1", "Första versionen.", dt.date(2026, 11, 25), made.asked_by)
    releasing.go_on(made.project_id)
    lead.goto(f"file://{settings.PUBLISH_TO}/prov/index.html")
    lead.get_by_role("heading", name="Alla versioner").wait_for()
    sound(lead)
    assert lead.get_by_role("link", name="Rapporten som PDF, version 1").count() == 1
    press(lead, "link", "Webbplatsen")
    lead.get_by_role("heading", name="En påhittad kartläggning").wait_for()


def test_the_queue_of_the_guide_is_worked_off_by_keyboard(lead, sound):
    from belagg.web.store.models import ROWS, Project

    ROWS["services"].objects.create(
        project=Project.objects.get(), service_id="s", name="Påhittad mottagning", place="Almvik"
    )
    Project.objects.update(change=7)
    lead.goto("/studies/prov/publish/guide/")
    sound(lead)
    lead.get_by_role("link", name="Den har bekräftat sin uppgift").press("Enter")
    lead.get_by_role("heading", name="Påhittad mottagning").wait_for()
    lead.get_by_label("Vem i verksamheten som bekräftade").fill("enhetschef")
    press(lead, "button", "Anteckna")
    lead.get_by_text("Något behöver rättas").wait_for()
    sound(lead)
    lead.get_by_label("Verksamheten har själv läst").focus()
    lead.keyboard.press("Space")
    press(lead, "button", "Anteckna")
    lead.get_by_text("Ingen verksamhet väntar.").wait_for()
    sound(lead)
