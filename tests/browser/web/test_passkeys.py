"""A passkey is added and opens the account, in a browser with a key of its own; codes besides."""

import pytest

from belagg.web.people.models import User

pytestmark = pytest.mark.long

KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(browser, live_server, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    context = browser.new_context(
        viewport={"width": 320, "height": 800}, locale="sv-SE", base_url=live_server.url
    )
    page = context.new_page()
    page.scripts = True
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()


def test_a_passkey_is_added_and_opens_the_account(page, sound):
    User.objects.create_user("nyckel@example.org", "fyra gröna äpplen")
    page.goto("/accounts/login/")
    sound(page)
    page.locator("[name=login]").fill("nyckel@example.org")
    page.locator("[name=password]").fill("fyra gröna äpplen")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Studier").wait_for()

    page.goto("/accounts/2fa/webauthn/add/")
    sound(page)
    page.get_by_label("Lösenord").fill("fyra gröna äpplen")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Lägg till säkerhetsnyckel").wait_for()
    sound(page)
    page.get_by_label("Namn").fill("Min nyckel")
    page.get_by_label("Utan lösenord").check()
    page.get_by_role("button", name="Lägg till").press("Enter")
    page.get_by_text("Det finns 10 av 10 återställningskoder").wait_for()
    sound(page)
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_text("Min nyckel", exact=True).wait_for()
    sound(page)
    page.goto("/accounts/sessions/")
    sound(page)

    page.get_by_role("button", name="Logga ut", exact=True).press("Enter")
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("button", name="Logga in med nyckel").press("Enter")
    page.get_by_role("heading", name="Studier").wait_for()
