"""The organisation's own log-in (OpenID Connect) as allauth's settings."""

from collections.abc import Mapping
from typing import Any


def open_id_connect(environment: Mapping[str, str]) -> dict[str, Any]:
    """Give SOCIALACCOUNT_PROVIDERS from BELAGG_OIDC_…; empty where no address is given."""
    url = environment.get("BELAGG_OIDC_URL")
    if not url:
        return {}
    app = {
        "provider_id": "organisation",
        "name": environment.get("BELAGG_OIDC_NAME", "OpenID Connect"),
        "client_id": environment.get("BELAGG_OIDC_CLIENT", ""),
        "secret": environment.get("BELAGG_OIDC_SECRET", ""),
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
