"""The guide in a real browser: it asks for nothing, keeps nothing, and can be left at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

from belagg.publish.guide import guide_files
from belagg.publish.guide.build import ADDRESS
from belagg.study.study import Study

EXAMPLE = Path(__file__).parents[2] / "examples" / "hitta-stod"
HERE = "https://region.example/g/"
AWAY = "https://www.smhi.se/"
BEFORE = "https://region.example/start"
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


@pytest.fixture(scope="module")
def guide() -> bytes:
    return guide_files(Study.load(EXAMPLE)).files[ADDRESS]


class Reader:
    """Someone at the guide, with everything that the browser was asked for and was told."""

    def __init__(self, browser: Browser, guide: bytes, **options: Any) -> None:
        self.context: BrowserContext = browser.new_context(**options)
        self.asked: list[tuple[str, str | None]] = []
        self.said: list[str] = []
        self.guide = guide
        self.context.route("**/*", self._answer)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.goto(BEFORE)
        self.asked.clear()
        self.page.goto(HERE)

    def _answer(self, route: Route) -> None:
        request = route.request
        self.asked.append((request.url, request.headers.get("referer")))
        body = self.guide if request.url == HERE else b"<!DOCTYPE html><title>x</title>"
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    def history(self) -> list[tuple[str, str]]:
        session = self.context.new_cdp_session(self.page)
        entries = session.send("Page.getNavigationHistory")["entries"]
        return [(entry["url"], entry["title"]) for entry in entries]

    def choose_everything(self) -> None:
        text = self.page.locator("#text-sv")
        for name, value in (("place", "N1"), ("age", "18-22"), ("need", "testa sig")):
            text.locator(f"[data-choice={name}]").select_option(value)
        text.locator("[data-way=anonymous]").check()


@pytest.fixture
def reader(browser: Browser, guide: bytes) -> Iterator[Reader]:
    made = Reader(browser, guide)
    yield made
    made.context.close()


def shown(page: Page) -> list[str]:
    names = page.locator("#text-sv .service:visible h4").all_inner_texts()
    return [name.split(" (")[0] for name in names]


def kept(page: Page) -> dict[str, Any]:
    return page.evaluate(
        """async () => ({
          local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
          databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
          workers: (await navigator.serviceWorker.getRegistrations()).length,
          name: window.name, state: history.state })"""
    )


def test_nothing_is_asked_for_but_the_page_and_nothing_is_kept(reader: Reader) -> None:
    reader.choose_everything()
    reader.page.locator("label[for=in-en]").click()
    assert reader.asked == [(HERE, None)]
    assert reader.said == []
    assert reader.context.cookies() == []
    assert kept(reader.page) == {
        "local": 0, "session": 0, "cookies": "", "databases": 0, "caches": 0, "workers": 0,
        "name": "", "state": None,
    }  # fmt: skip


def test_choices_are_in_no_address_title_or_history(reader: Reader) -> None:
    before = reader.history()
    reader.choose_everything()
    reader.page.locator("label[for=in-en]").click()
    assert reader.page.url == HERE
    assert reader.page.title() == "Information"
    assert [(url, title) for url, title in reader.history()] == before


def leave_by_button(page: Page) -> None:
    page.locator("#leave").click()


def leave_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "leave"
    page.keyboard.press("Enter")


def leave_by_escape(page: Page) -> None:
    for _time in range(3):
        page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [leave_by_button, leave_by_keyboard, leave_by_escape])
def test_leaving_puts_another_page_in_its_place_and_tells_it_nothing(reader: Reader, leave) -> None:
    leave(reader.page)
    reader.page.wait_for_url(AWAY)
    assert [url for url, _title in reader.history() if url == HERE] == []
    assert reader.asked == [(HERE, None), (AWAY, None)]
    reader.page.go_back()
    assert reader.page.url == BEFORE


def test_two_presses_of_escape_do_not_leave(reader: Reader) -> None:
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("a")
    reader.page.keyboard.press("Escape")
    assert reader.page.url == HERE
    assert len(shown(reader.page)) == 7


def test_the_page_empties_when_it_is_left_behind_and_forgets_the_choices(reader: Reader) -> None:
    reader.choose_everything()
    reader.page.evaluate(
        """() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
                   document.dispatchEvent(new Event('visibilitychange')) }"""
    )
    assert reader.page.locator("body").inner_text().strip() == "Visa igen"
    assert reader.page.locator("main, article, select").count() == 0
    reader.page.locator("#again").click()
    reader.page.wait_for_selector("main")
    assert len(shown(reader.page)) == 7
    assert len(reader.history()) == 3


def test_going_back_to_it_shows_no_choice(reader: Reader) -> None:
    reader.choose_everything()
    reader.page.goto(BEFORE)
    reader.page.go_back()
    body = reader.page.locator("body").inner_text()
    assert body.strip() == "Visa igen" or len(shown(reader.page)) == 7


def test_without_javascript_leaving_is_a_link_and_everything_is_listed(
    browser: Browser, guide: bytes
) -> None:
    reader = Reader(browser, guide, java_script_enabled=False)
    assert len(shown(reader.page)) == 7
    assert reader.page.locator("select:visible, button:visible").count() == 0
    headings = reader.page.locator("#text-sv .group > h3").all_inner_texts()
    assert headings[:2] == ["Hela landet", "Region Norrvik (påhittad)"]
    reader.page.locator("label[for=in-en]").click()
    assert reader.page.locator("#text-en h1").is_visible()
    assert not reader.page.locator("#text-sv h1").is_visible()
    reader.page.locator("#leave").click()
    reader.page.wait_for_url(AWAY)
    assert reader.asked[-1] == (AWAY, None)
    reader.context.close()


@pytest.mark.parametrize(
    ("choices", "ways", "expected"),
    [
        ({}, [], 7),
        ({"place": "N3"}, [], ["Stödlinjen Lyktan", "Psykiatrimottagningen Eken"]),
        ({"age": "-12"}, [], ["Stödlinjen Lyktan", "Barnahus Granen"]),
        ({"age": "13-14", "place": "N1"}, [],
         ["Stödlinjen Lyktan", "Barnahus Granen", "Ungdomsmottagningen Duvan"]),
        ({"need": "testa sig"}, [], ["Mottagningen Alen", "Ungdomsmottagningen Duvan"]),
        ({"language": "so"}, [], ["Mottagningen Viken"]),
        ({}, ["anonymous", "interpreter"],
         ["Mottagningen Alen", "Mottagningen Viken", "Skyddade boendet Hamnen"]),
        ({"place": "N3", "need": "testa sig"}, [], []),
    ],
)  # fmt: skip
def test_services_by_place_age_need_way_and_language(
    reader: Reader, choices: dict[str, str], ways: list[str], expected: int | list[str]
) -> None:
    text = reader.page.locator("#text-sv")
    for name, value in choices.items():
        text.locator(f"[data-choice={name}]").select_option(value)
    for way in ways:
        text.locator(f"[data-way={way}]").check()
    found = shown(reader.page)
    assert (len(found) if isinstance(expected, int) else found) == expected
    told = text.locator(".found").inner_text()
    assert told == (f"{len(found)} av 7 ställen" if found else
                    "Inget ställe stämmer med allt. Ta bort något av valen.")  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "width"),
    [pytest.param("light", 1280, marks=pytest.mark.long), ("dark", 320)],
    ids=["light-wide", "dark-narrow"],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, guide: bytes, scheme: Any, width: int, language: str
) -> None:
    reader = Reader(
        browser, guide, viewport={"width": width, "height": 700}, color_scheme=scheme,
        bypass_csp=True,
    )  # fmt: skip
    reader.page.locator(f"label[for=in-{language}]").click()
    found = Axe().run(reader.page, options=RULES).response
    assert found["passes"]
    assert [
        (rule["id"], node["html"][:120], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ] == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    reader.context.close()


def test_the_keyboard_reaches_every_choice_after_the_exit(reader: Reader) -> None:
    stops = []
    for _stop in range(12):
        reader.page.keyboard.press("Tab")
        stops.append(
            reader.page.evaluate(
                """() => { const e = document.activeElement;
                return e.id || e.dataset.choice || e.dataset.way || e.className || e.tagName }"""
            )
        )
    assert stops[:10] == [
        "leave", "in-sv", "place", "age", "need", "language", "self_referral", "anonymous",
        "interpreter", "clear",
    ]  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False])
def test_it_prints_on_one_page(browser: Browser, guide: bytes, scripts: bool) -> None:
    reader = Reader(browser, guide, java_script_enabled=scripts)
    pdf = pypdfium2.PdfDocument(reader.page.pdf(prefer_css_page_size=True))
    assert len(pdf) == 1
    text = pdf[0].get_textpage().get_text_bounded()
    assert "031-390 06 12" in text
    assert "Vad händer om jag berättar?" in text
    assert "Find support" not in text
    reader.context.close()


def test_sixty_services_print_on_one_page_too(browser: Browser) -> None:
    study = replace(Study.load(EXAMPLE), files={})
    services = study.tables["services"]
    many = pl.concat(
        [
            services.with_columns(service_id=pl.col("service_id") + f"-{n}")
            for n in range(9)
        ]
    )  # fmt: skip
    page = guide_files(study.with_table("services", many)).files[ADDRESS]
    reader = Reader(browser, page)
    assert len(shown(reader.page)) == 63
    assert len(pypdfium2.PdfDocument(reader.page.pdf(prefer_css_page_size=True))) == 1
    reader.context.close()
