"""A real Chromium, and a long report as a page in it."""

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from belagg.publish.build import build
from belagg.report.html import render_html
from belagg.study.geography import load_geography
from belagg.study.study import Study

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "tests" / "report" / "long_report.py"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser(needs: Callable[[str], Path]) -> Iterator[Browser]:
    """Give the system's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=needs("chromium"), args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def report_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the long report as a page."""
    document = runpy.run_path(str(REPORT))["long_report"](10)
    text = render_html(document, {"se-regions": load_geography("se-regions", {})})
    return _page(tmp_path_factory, text)


@pytest.fixture(scope="session")
def model_case_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the model case's report as a page."""
    study = Study.load(ROOT / "examples" / "kse-2021")
    return _page(tmp_path_factory, build(study, lambda _step: None).files["report.html"].decode())


def _page(tmp_path_factory: pytest.TempPathFactory, text: str) -> str:
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(text, encoding="utf-8")
    return file.as_uri()
