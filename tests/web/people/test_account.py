"""One's own account: every page of it opens, and being logged in elsewhere can be ended."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

PASSWORD = "ett långt lösenord"


@pytest.fixture
def log_in(member):
    user = member()

    def make() -> Client:
        client = Client()
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        return client

    make.user = user
    return make


@pytest.mark.parametrize(
    "path", ["/people/me/", "/accounts/sessions/", "/accounts/2fa/", "/accounts/password/change/"]
)
def test_every_page_of_ones_own_account_opens(log_in, path):
    assert log_in().get(path).status_code == 200


def test_the_list_of_passkeys_opens(log_in):
    Authenticator.objects.create(
        user=log_in.user, type=Authenticator.Type.WEBAUTHN, data={"name": "Min nyckel (påhittad)"}
    )
    client = Client()
    client.force_login(log_in.user)
    page = client.get("/accounts/2fa/webauthn/").content.decode()
    assert "Min nyckel (påhittad)" in page


def test_being_logged_in_elsewhere_is_listed_and_can_be_ended(log_in):
    here, elsewhere = log_in(), log_in()
    page = here.get("/accounts/sessions/").content.decode()
    assert "här" in page
    assert "Logga ut överallt annars" in page
    here.post("/accounts/sessions/")
    assert elsewhere.get("/people/me/").status_code == 302
    assert here.get("/people/me/").status_code == 200
