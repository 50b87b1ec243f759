"""The pages of the routine cards in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from belagg.publish.cards import card_files
from belagg.study.study import Study

EXAMPLE = Path(__file__).parents[2] / "examples" / "hitta-stod"
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cards")
    for name, data in card_files(Study.load(EXAMPLE)).files.items():
        (folder / Path(name).name).write_bytes(data)
    return folder


@pytest.mark.parametrize("name", ["index", "norrvik-um", "strandmark-psyk"])
@pytest.mark.parametrize(
    ("scheme", "width"), [pytest.param("light", 1280, marks=pytest.mark.long), ("dark", 320)]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, cards: Path, name: str, scheme: Any, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 700}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((cards / f"{name}.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert {address.split(":")[0] for address in asked} <= {"file", "data"}
    found = Axe().run(page, options=RULES).response
    assert found["passes"]
    assert [
        (rule["id"], node["html"][:120]) for rule in found["violations"] for node in rule["nodes"]
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
