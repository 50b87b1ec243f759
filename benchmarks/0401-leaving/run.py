"""How long it takes to leave the guide: until it is gone from the screen, and until the next page.

Usage: python benchmarks/0401-leaving/run.py [REPEATS]
"""

import statistics
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
from playwright.sync_api import BrowserContext, Page, sync_playwright

from belagg.publish.guide import guide_files
from belagg.publish.guide.build import ADDRESS
from belagg.study.study import Study

EXAMPLE = Path(__file__).parents[2] / "examples" / "hitta-stod"
HERE, AWAY = "https://region.example/g/", "https://www.smhi.se/"
# The last frame that the page paints: emptied, a moment before the next page takes its place.
WATCH = """() => {
  const begun = performance.now();
  new MutationObserver(() => requestAnimationFrame(() => console.log(performance.now() - begun)))
    .observe(document.body, { childList: true });
}"""


def page_with(copies: int) -> bytes:
    study = replace(Study.load(EXAMPLE), files={})
    services = study.tables["services"]
    many = pl.concat(
        [services.with_columns(service_id=pl.col("service_id") + f"-{n}") for n in range(copies)]
    )
    return guide_files(study.with_table("services", many)).files[ADDRESS]


def leave(page: Page, way: str) -> tuple[float | None, float]:
    emptied: list[float] = []
    page.on("console", lambda message: emptied.append(float(message.text)))
    page.goto(HERE)
    page.evaluate(WATCH)
    begun = page.evaluate("performance.timeOrigin + performance.now()")
    if way == "button":
        page.locator("#leave").dispatch_event("click")
    else:
        for _time in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(AWAY)
    arrived = page.evaluate("performance.timeOrigin + performance.now()")
    return (emptied[0] if emptied else None), arrived - begun


def served(context: BrowserContext, body: bytes) -> Page:
    html = "text/html; charset=utf-8"
    context.route(HERE, lambda route: route.fulfill(body=body, content_type=html))
    context.route(AWAY, lambda route: route.fulfill(body="x", content_type=html))
    return context.new_page()


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for copies in (1, 40):
            body = page_with(copies)
            for way in ("button", "escape"):
                took, gone = [], []
                for _repeat in range(repeats):
                    context = browser.new_context()
                    empty, arrived = leave(served(context, body), way)
                    took.append(arrived)
                    gone += [] if empty is None else [empty]
                    context.close()
                emptied = f"{statistics.median(gone):.0f}" if gone else "-"
                print(
                    f"{7 * copies} services, {len(body) / 1000:.0f} kB, {way}: "
                    f"emptied {emptied} ms, there median {statistics.median(took):.0f} ms, "
                    f"slowest {max(took):.0f} ms"
                )
        browser.close()


if __name__ == "__main__":
    main()
