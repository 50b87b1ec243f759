"""The organisation's own log-in (OpenID Connect), against a server of one on this computer."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from belagg.web.open_id import open_id_connect


class Provider(BaseHTTPRequestHandler):
    """Says that whoever comes is the person of the server, and nothing else."""

    def _answer(self):
        at = f"http://localhost:{self.server.server_port}"
        found = {
            "/.well-known/openid-configuration": {
                "issuer": at, "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token", "userinfo_endpoint": f"{at}/userinfo",
                "jwks_uri": f"{at}/keys",
            },
            "/token": {"access_token": "a", "token_type": "Bearer"},
            "/userinfo": self.server.person,
        }  # fmt: skip
        body = json.dumps(found[urlsplit(self.path).path]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self._answer()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer()

    def log_message(self, *_said):
        """Say nothing."""


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("localhost", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SOCIALACCOUNT_PROVIDERS = open_id_connect({
        "BELAGG_OIDC_URL": f"http://localhost:{server.server_port}",
        "BELAGG_OIDC_NAME": "Påhittade högskolan", "BELAGG_OIDC_CLIENT": "belagg",
        "BELAGG_OIDC_SECRET": "hemligt",
    })  # fmt: skip
    yield server
    server.shutdown()
    server.server_close()


def goes_there_and_back() -> Client:
    client = Client()
    away = client.post("/accounts/oidc/organisation/login/")
    state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
    client.get("/accounts/oidc/organisation/login/callback/", {"code": "x", "state": state})
    return client


def test_without_an_address_there_is_no_such_log_in():
    assert open_id_connect({"BELAGG_OIDC_NAME": "x"}) == {}


def test_the_log_in_is_offered_by_its_name(db, provider):
    assert "Påhittade högskolan" in Client().get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    "verified, known, let_in", [(True, True, True), (False, True, False), (True, False, False)]
)
def test_only_a_verified_address_that_has_an_account_is_let_in(
    provider, member, verified, known, let_in
):
    user = member()
    address = user.email if known else "annan@example.org"
    provider.person = {"sub": "1", "email": address, "email_verified": verified}
    assert (goes_there_and_back().get("/people/me/").status_code == 200) is let_in
