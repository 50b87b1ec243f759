"""The public site in a real browser: for everyone, on every screen, without scripts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from belagg.publish.build import build, write_outputs
from belagg.study.study import Study
from belagg.study.waves import next_wave

ROOT = Path(__file__).parents[2]
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
KINDS = (
    "index.html", "questions/index.html", "questions/1.html", "bodies/index.html",
    "bodies/{unit}.html", "recommendations/index.html", "recommendations/r1.html",
    "board/{unit}.html", "method.html", "data.html", "errata.html", "accessibility.html",
    "search.html", "r/{revision}/data/1.html", "trainings.html", "care/{care}.html",
    "press.html", "facts/{unit}.html", "compare/index.html", "compare/{unit}.html", "change.html",
    "change/{followed}.html",
)  # fmt: skip


def asked_again(study: Study) -> Study:
    """Give a study that has answered the same once before."""
    again = next_wave(study, "again", "2023", dt.date(2023, 11, 18))
    return replace(study, questionnaire=again.questionnaire, waves=again.waves)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the addresses of a page of each kind of a made-up study."""
    study = asked_again(Study.load(ROOT / "examples" / "exempelregioner"))
    out = tmp_path_factory.mktemp("site")
    made = build(study, lambda _step: None)
    write_outputs(out, made.files)
    first = study.items[0].question_id
    care = next(path for path in made.files if path.startswith("site/care/"))
    names = {
        "care": Path(care).stem,
        "followed": "4A",
        "unit": made.figures.cells.units[0],
        "revision": study.short_revision,
    }
    paths = (path.format(**names).replace("/1.html", f"/{first}.html") for path in KINDS)
    return {kind: (out / "site" / path).as_uri() for kind, path in zip(KINDS, paths, strict=True)}


@pytest.fixture(
    params=[("light", 320), pytest.param(("dark", 1280), marks=pytest.mark.long)], ids=str
)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_is_clean_to_axe_and_never_scrolls_sideways(
    kind: str, page: Page, site: dict[str, str]
) -> None:
    page.goto(site[kind])
    found = Axe().run(page, options=RULES).response
    assert found["passes"]
    told = [
        (rule["id"], node["html"][:160], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_of_legal_rules_is_clean_to_axe(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("rules")
    made = build(Study.load(ROOT / "examples" / "hitta-stod"), lambda _step: None)
    write_outputs(out, made.files)
    page.goto((out / "site" / "rules.html").as_uri())
    assert Axe().run(page, options=RULES).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_asks_for_nothing_outside_the_site_and_breaks_no_policy(
    page: Page, site: dict[str, str]
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(site["search.html"])
    page.wait_for_load_state("networkidle")
    root = site["search.html"].removesuffix("search.html")
    assert [address for address in asked if not address.startswith(root)] == []
    assert any(address.endswith(".woff2") for address in asked)
    assert said == []


def test_the_search_narrows_the_list_by_keyboard(page: Page, site: dict[str, str]) -> None:
    page.goto(site["search.html"])
    everything = page.locator("main li:visible").count()
    page.get_by_role("searchbox").focus()
    page.keyboard.type("granvall")
    assert 0 < page.locator("main li:visible").count() < everything


def test_a_number_is_copied_as_a_sentence_with_its_address(
    browser: Browser, site: dict[str, str]
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto(site["questions/1.html"])
    button = opened.get_by_role("button", name="Kopiera", exact=True).first
    button.focus()
    opened.keyboard.press("Enter")
    opened.get_by_role("status").filter(has_text="Kopierat").first.wait_for()
    said = opened.evaluate("navigator.clipboard.readText()")
    assert "på frågan" in said
    assert said.partition("#")[0].endswith("data/1A.html")
    context.close()


def test_without_scripts_a_number_is_text_to_mark(browser: Browser, site: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(site["questions/1.html"])
    assert opened.get_by_role("button").count() == 0
    assert opened.get_by_text("på frågan").first.is_visible()
    context.close()


def test_the_site_reads_the_same_without_scripts(browser: Browser, site: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(site["search.html"])
    assert opened.locator("main li").count() > 20
    assert opened.get_by_role("searchbox").count() == 0
    opened.get_by_role("navigation").get_by_role("link").nth(1).click()
    assert opened.locator("main h1").count() == 1
    context.close()


@pytest.mark.parametrize(
    "kind, pages",
    [
        ("bodies/{unit}.html", 2),
        ("board/{unit}.html", 1),
        ("facts/{unit}.html", 1),
        ("care/{care}.html", 2),
    ],
)
def test_what_is_for_paper_prints_on_a_page_or_two(
    kind: str, pages: int, browser: Browser, site: dict[str, str]
) -> None:
    import pypdfium2

    opened = browser.new_page()
    opened.goto(site[kind])
    assert len(pypdfium2.PdfDocument(opened.pdf(format="A4"))) <= pages
    opened.close()
