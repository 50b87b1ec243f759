"""Three items of an example from the first coder to the report, by keyboard alone.

Two coders recode and grade without seeing each other, the lead settles what differs and changes a
rule, a body has its say by its link, and the report has the table of said against found.
"""

import datetime as dt
import re
from pathlib import Path

import pytest
from tests.browser.web.test_mapping import button, choose, link, press, write
from tests.browser.web.test_whole import another
from typer.testing import CliRunner

from belagg.cli import app
from belagg.study.study import Study
from belagg.web.coding.documents import reading
from belagg.web.coding.models import Coding
from belagg.web.factcheck.models import FactCheck
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.respond import links
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS, Project, Stage

pytestmark = pytest.mark.long
__all__ = ["another"]

EXAMPLE = Path(__file__).parents[3] / "examples" / "exempelregioner"
HOME = "/studies/exempelregioner/coding/"
PASSWORD = "fyra gröna äpplen"


@pytest.fixture
def regions(db, settings) -> Project:
    """The made-up regions: answers are in and documents are read, and nobody has coded anything."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    project = save_study(Study.load(EXAMPLE))
    ROWS["assessments"].objects.filter(question_id__in=("1A", "8B")).delete()
    ROWS["claims"].objects.filter(claim_id="c1").update(
        grade=None, document_id=None, page=None, quote=None, coder=None, rationale=None
    )
    reading.ask(project)
    reading.run(project.pk)
    Project.objects.update(stage=Stage.CLOSED)
    for name, role in (("lotta", Role.LEAD), ("anna", Role.CODER), ("bo", Role.CODER)):
        email, full = f"{name}@example.org", f"{name.title()} Prov"
        user = User.objects.create_user(email, PASSWORD, name=full)
        Membership.objects.create(user=user, project=project, role=role)
    return project


def log_in(page, name):
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(f"{name}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Studier").wait_for()
    return page


def deal_out(page, sound, items, what):
    """Give items to both coders, every answer to both."""
    page.goto(f"{HOME}double/plan/")
    for item in items:
        choose(page, page.locator(f"input[name=questions][value='{item}']"))
    choose(page, page.locator(f"input[name=layer][value={what}]"))
    lead = User.objects.get(email="lotta@example.org").signature
    choose(page, page.locator(f"input[name=coders][value='{lead}']"))
    write(page, "Kodas dubbelt, procent av organen", "100")
    sound(page)
    press(page, button(page, "Fördela"))
    page.get_by_role("status").first.wait_for()
    sound(page)


def recode(page, sound, item, verdict, rule, but=None):
    """Recode all that waits of an item in the grid; one body apart where it is judged otherwise."""
    page.goto(f"{HOME}recode/answers/recoded/{item}/")
    sound(page)
    boxes = page.locator("input[name=body]")
    if but is not None:
        choose(page, boxes.first)
        decide(page, but, "")
        page.get_by_text("1 beslut är sparat.").wait_for()
    for place in range(boxes.count()):
        choose(page, boxes.nth(place))
    decide(page, verdict, rule)
    page.get_by_text("Inget här väntar på dig.").wait_for()


def decide(page, verdict, rule):
    choose(page, page.locator(f"input[name=verdict][value={verdict}]"))
    if rule:
        page.get_by_label("Enligt regeln").focus()
        page.keyboard.type(rule)
    else:
        write(page, "Varför", "Svaret säger något annat än regeln.")
    press(page, button(page, "Spara beslutet"))


def grade(page, sound, word, why):
    """Grade the claim about the plan, found from the queue, on what is marked in it."""
    page.goto(f"{HOME}documents/")
    row = page.get_by_role("row").filter(has_text="Almviks")
    assert row.locator("td.number").all_inner_texts() == ["43", "1", "5"]
    page.goto(f"{HOME}claims/")
    press(page, page.get_by_role("link", name="Handlingsplanen tar upp sex mot ersättning."))
    page.get_by_role("heading", name="Vad dokumentet bekräftar").wait_for()
    assert page.get_by_label("det markerade stället, sida 29, rad 19").is_checked()
    page.get_by_label("Varför").focus()
    page.keyboard.type(why)
    sound(page)
    press(page, page.get_by_role("button", name=re.compile(f"{word}$")))
    page.get_by_role("status").get_by_text(f"c1: {word}.").wait_for()


def settle_recoding(page, sound):
    page.goto(f"{HOME}double/disagreements/")
    page.get_by_text("Svaret säger något annat än regeln.").first.wait_for()
    assert not page.get_by_text("Anna Prov").count()
    sound(page)
    press(page, page.get_by_role("link", name=re.compile(", 1A$")).first)
    page.get_by_role("heading", name="Avgör", exact=True).wait_for()
    sound(page)
    choose(page, page.locator("input[name=verdict][value=partly]"))
    page.get_by_label("Enligt regeln").focus()
    page.keyboard.type("delvis")
    write(page, "Varför", "Delar av verksamheten omfattas.")
    press(page, page.get_by_role("button", name=re.compile("^Spara, och skriv om")))


def change_the_rule(page, sound):
    """Write the rule anew; what was decided by the version before is listed, and stands."""
    page.get_by_role("heading", name="delvis", exact=True).wait_for()
    write(page, "När den gäller", "Svaret gäller några verksamheter, åldrar eller tider.")
    sound(page)
    press(page, button(page, "Spara"))
    page.get_by_role("heading", name=re.compile("^delvis: ")).wait_for()
    sound(page)
    boxes = page.locator("input[name=case]")
    assert boxes.count() > 1
    for place in range(boxes.count()):
        choose(page, boxes.nth(place))
    press(page, button(page, "Låt de markerade stå kvar"))
    page.get_by_text("De står kvar som de är.").wait_for()


def settle_grade(page, sound):
    page.goto(f"{HOME}double/disagreements/")
    sound(page)
    press(page, page.get_by_role("link", name=re.compile("Almvik, 1B$")))
    page.get_by_role("heading", name="Avgör", exact=True).wait_for()
    page.get_by_text("Planen är ingen rutin.").wait_for()
    page.get_by_label("Varför").focus()
    page.keyboard.type("Fem rader är inte hela frågan.")
    sound(page)
    press(page, page.get_by_role("button", name=re.compile("bekräftas delvis$")))
    page.get_by_text("Inga beslut skiljer sig åt.").wait_for()


def object_to_it(page, sound, project):
    """The body reads what will be said of it by its link, and objects to the grade."""
    page.goto(links.issue(project, "P01-rs").split("8000")[-1])
    press(page, button(page, "Öppna faktagranskningen"))
    page.get_by_role("heading", name="Det som kommer att sägas om").wait_for()
    sound(page)
    press(
        page, page.get_by_role("link", name=re.compile("Något stämmer inte här.*bedömning")).first
    )
    write(page, "Sida", "31")
    write(page, "Vad som är fel, och hur det är i stället", "Sidan 31 handlar också om gruppen.")
    sound(page)
    press(page, button(page, "Skicka invändningen"))
    page.get_by_text("Er invändning är noterad.").wait_for()
    press(
        page, page.get_by_role("button", name=re.compile("punkter som inte är besvarade stämmer"))
    )
    page.get_by_text("Noterat. Tack.").wait_for()
    sound(page)


def answer_it(page, sound):
    page.goto("/studies/exempelregioner/fact-check/")
    press(page, link(page, "Region Almvik"))
    decide = page.get_by_role("link", name=re.compile("Besluta.*bedömning")).first
    decide.wait_for()
    sound(page)
    press(page, decide)
    page.get_by_label("Det står kvar", exact=True).focus()
    page.keyboard.press("Space")
    write(page, "Skäl, som organet får läsa", "Sidan 31 är läst. Den nämner inte gruppen.")
    sound(page)
    press(page, button(page, "Besluta"))
    page.get_by_text("Beslutat.").wait_for()
    FactCheck.objects.update(ends=dt.date(2021, 1, 1))
    page.goto("/studies/exempelregioner/fact-check/")
    press(page, button(page, "Avsluta faktagranskningen"))
    page.get_by_text("Faktagranskningen är avslutad. Det som").wait_for()
    sound(page)


def test_three_items_go_from_two_coders_to_the_report(person, another, sound, regions, tmp_path):
    lead = log_in(person, "lotta")
    anna, bo = (log_in(another(), name) for name in ("anna", "bo"))
    deal_out(lead, sound, ["1A", "8B"], "recoded")
    deal_out(lead, sound, ["1B"], "grades")

    recode(anna, sound, "1A", "partly", "delvis")
    recode(anna, sound, "8B", "partly", "delvis")
    grade(anna, sound, "bekräftas delvis", "Fem rader av 43 sidor.")
    bo.goto(f"{HOME}claims/of/c1/")
    assert "Fem rader av 43 sidor." not in bo.content()
    recode(bo, sound, "1A", "partly", "delvis", but="no")
    recode(bo, sound, "8B", "partly", "delvis")
    grade(bo, sound, "motsägs", "Planen är ingen rutin.")

    settle_recoding(lead, sound)
    change_the_rule(lead, sound)
    settle_grade(lead, sound)
    lead.goto(f"{HOME}double/agreement/")
    lead.get_by_text("Krippendorffs alfa, ordinal").first.wait_for()
    sound(lead)
    assert not Coding.objects.filter(state__in=("Assigned", "HalfCoded", "Differs")).exists()

    lead.goto("/studies/exempelregioner/fact-check/")
    press(lead, button(lead, "Skriv till organen"))
    lead.get_by_text("får ett mejl.").wait_for()
    object_to_it(anna, sound, regions)
    answer_it(lead, sound)
    assert ROWS["claims"].objects.get(claim_id="c1").grade == "partly"

    out = tmp_path / "out"
    made = CliRunner().invoke(app, ["build", "db:exempelregioner", "--out", str(out)])
    assert made.exit_code == 0, made.output
    report = (out / "report.html").read_text(encoding="utf-8")
    table = report.split("Handlingsplanen")[0]
    assert "bekräftas delvis" in report.lower()
    assert "Region Almvik" in table
