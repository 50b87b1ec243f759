"""The web application on a real server, and people in front of real browsers."""

import os
from importlib import import_module

import django
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.db import connection

# Playwright runs an event loop in this thread, in which Django would refuse to ask anything.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
django.setup()

append_only = import_module("belagg.web.people.migrations.0002_audit_append_only")


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    # Every test logs in from one address: what is counted against guessing begins anew.
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    with connection.cursor() as cursor:
        for name in append_only.TRIGGERS if connection.vendor == "sqlite" else ():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


@pytest.fixture(params=["1280", "320", "without scripts"])
def person(request, browser, live_server):
    """Open a page at both widths, and without scripts; every page it shows is held to axe."""
    scripts = request.param != "without scripts"
    width = 320 if request.param == "320" else 1280
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="sv-SE", java_script_enabled=scripts,
        base_url=live_server.url,
    )  # fmt: skip
    page = context.new_page()
    page.scripts = scripts
    yield page
    context.close()


@pytest.fixture
def sound():
    """Hold a page to axe, and to its width."""

    def check(page):
        if not page.scripts:
            return
        violations = Axe().run(page).response["violations"]
        told = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in violations]
        assert told == [], page.url
        widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], page.url

    return check
