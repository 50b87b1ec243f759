"""Take the pictures of the web application that docs/ shows, from the demonstration.

Usage: python scripts/screenshots.py      (needs Chromium)

Starts `belagg demo` and `belagg serve` in a folder of its own, and writes docs/images/web/.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

TARGET = Path(__file__).parents[1] / "docs" / "images" / "web"
PORT = 8377
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGES = {
    "study": "",
    "questionnaire": "questionnaire/",
    "desk": "desk/",
    "body": "desk/bodies/P01/",
    "plan": "field/",
    "preview": "field/steps/reminder-1/preview/",
    "people": "people/",
    "builds": "publish/",
    "document": "coding/documents/p01-plan/",
    "claim": "coding/claims/of/c1/",
}

READ = """
from belagg.web.coding.documents import reading
from belagg.web.store.models import Project
for project in Project.objects.all():
    reading.ask(project)
    reading.run(project.pk)
"""
"""What the worker does in a few minutes, done at once."""


def main() -> None:
    """Take every picture."""
    home = tempfile.mkdtemp()
    environment = {**os.environ, "BELAGG_HOME": home, "BELAGG_LANG": "sv",
                   "BELAGG_URL": f"http://localhost:{PORT}"}  # fmt: skip
    belagg = [sys.executable, "-m", "belagg"]
    shown = subprocess.run([*belagg, "demo"], env=environment, check=True, capture_output=True,
                           text=True).stdout  # fmt: skip
    subprocess.run([*belagg, "manage", "shell", "-c", READ], env=environment, check=True)
    server = subprocess.Popen([*belagg, "serve", "--port", str(PORT), "--no-background"],
                              env=environment)  # fmt: skip
    try:
        _wait()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=QUIET
            )
            page = browser.new_page(viewport={"width": 1100, "height": 760}, locale="sv-SE")
            _official(page, re.findall(r"http://\S+/a/\S+", shown)[0])
            _team(page, re.search(r": (\S+)\nL", shown)[1])
            browser.close()
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home)


def _wait() -> None:
    for _try in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", PORT)) == 0:
                break
        time.sleep(0.2)
    urllib.request.urlopen(f"http://localhost:{PORT}/accounts/login/").read()


def _official(page: Page, link: str) -> None:
    page.goto(link)
    _take(page, "link")
    page.click("main button")
    _take(page, "overview")
    page.click("main a.button >> nth=0")
    page.check("[name='1A'][value=partly]")
    page.get_by_text("Sparat", exact=True).wait_for()
    _take(page, "answering")


def _team(page: Page, password: str) -> None:
    page.goto(f"http://localhost:{PORT}/accounts/login/")
    page.fill("[name=login]", "lead@demo.example")
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Studier").wait_for()
    study = f"http://localhost:{PORT}/studies/exempelregioner/"
    page.goto(f"{study}field/")
    page.fill("[name=day]", "2026-12-01")
    page.click("main form button")
    for name, path in PAGES.items():
        page.goto(study + path)
        _take(page, name)


def _take(page: Page, name: str) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=TARGET / f"{name}.png")


if __name__ == "__main__":
    main()
