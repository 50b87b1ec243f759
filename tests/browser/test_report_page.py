"""The report in a real browser: for everyone, on every screen, by keyboard, without scripts."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]

RULES: dict[str, Any] = {
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ],
    "rules": {"target-size": {"enabled": True}},
}  # fmt: skip


@pytest.fixture(
    params=[
        pytest.param(("report_page", "light", 1440), marks=pytest.mark.long),
        ("report_page", "dark", 320),
        pytest.param(("model_case_page", "dark", 1440), marks=pytest.mark.long),
        ("model_case_page", "light", 320),
    ],
    ids=str,
)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    address, scheme, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    opened = context.new_page()
    opened.goto(request.getfixturevalue(address))
    yield opened
    context.close()


def test_axe_finds_nothing_against_wcag_2_2_aa(page: Page) -> None:
    found = Axe().run(page, options=RULES).response
    assert found["passes"]
    told = [
        (rule["id"], node["html"][:120], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert told == []


def test_the_page_never_scrolls_sideways(page: Page) -> None:
    page_width = page.evaluate("document.documentElement.scrollWidth")
    assert page_width <= page.viewport_size["width"]  # type: ignore[index]


def test_what_scrolls_sideways_is_named_and_reached_by_keyboard(page: Page) -> None:
    lost = page.evaluate(
        """() => [...document.querySelectorAll('body *')]
        .filter(e => e.scrollWidth > e.clientWidth + 1
          && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
        .filter(e => e.tabIndex < 0 || !(e.ariaLabel || e.getAttribute('aria-labelledby')))
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert lost == []


def test_nothing_is_asked_of_any_address_and_no_policy_is_broken(
    browser: Browser, report_page: str
) -> None:
    context = browser.new_context()
    opened = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(report_page)
    opened.wait_for_load_state("networkidle")
    fonts = opened.evaluate(
        "() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    context.close()
    assert {address.split(":")[0] for address in asked} <= {"file", "data"}
    assert said == []
    assert "Belagg Serif" in {name.strip("\"'") for name in fonts}


def test_the_report_reads_the_same_without_scripts(browser: Browser, report_page: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(report_page)
    assert opened.locator("main").inner_text().startswith("Sammanfattning")
    assert opened.locator("svg.picture").count() == 4
    context.close()


def test_the_keyboard_meets_the_skip_link_first_and_then_the_contents(
    browser: Browser, report_page: str
) -> None:
    opened = browser.new_page(viewport={"width": 1440, "height": 800})
    opened.goto(report_page)
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    assert opened.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.getAttribute('href')") == "#sammanfattning"
    opened.keyboard.press("Shift+Tab")
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "page.text"
    opened.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert opened.evaluate(inside)
    opened.close()


def test_every_stop_of_the_keyboard_can_be_seen(browser: Browser, report_page: str) -> None:
    opened = browser.new_page(viewport={"width": 1440, "height": 800})
    opened.goto(report_page)
    stops = opened.locator("a[href], [tabindex='0']").count()
    for _stop in range(stops):
        opened.keyboard.press("Tab")
        seen = opened.evaluate(
            """() => { const e = document.activeElement, b = e.getBoundingClientRect();
            return e.matches(':focus-visible') && getComputedStyle(e).outlineStyle !== 'none'
              && b.bottom > 0 && b.top < innerHeight && b.width > 0 }"""
        )
        assert seen, opened.evaluate("document.activeElement.outerHTML.slice(0, 120)")
    opened.close()


def test_a_note_and_back_by_keyboard(browser: Browser, report_page: str) -> None:
    opened = browser.new_page()
    opened.goto(report_page)
    opened.locator("[role=doc-noteref]").first.press("Enter")
    assert opened.url.endswith("#note.1")
    opened.locator("[id='note.1'] [role=doc-backlink]").first.press("Enter")
    assert opened.url.endswith("#note.1.mark.1")
    opened.close()


def test_running_text_is_sixty_to_seventy_characters_wide(
    browser: Browser, report_page: str
) -> None:
    opened = browser.new_page(viewport={"width": 1440, "height": 800})
    opened.goto(report_page)
    characters = opened.evaluate(
        """() => { const p = document.createElement('p');
        p.textContent = 'Av de regioner som svarade har de flesta inget stöd alls. '.repeat(40);
        document.querySelector('main section').append(p);
        const height = p.getBoundingClientRect().height;
        const line = parseFloat(getComputedStyle(p).lineHeight);
        return p.textContent.length / Math.round(height / line) }"""
    )
    opened.close()
    assert 60 <= characters <= 72
