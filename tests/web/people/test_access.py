"""Every address says who may see it, and holds others out."""

import pytest
from django.urls import URLPattern, get_resolver

from belagg.web.people.permissions import ALLOWED, Permission, Role

NOT_OURS = ("accounts/", "language/")


def ours(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(NOT_OURS):
            continue
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from ours(pattern.url_patterns, route)


@pytest.mark.parametrize("route, view", list(ours(get_resolver().url_patterns)))
def test_every_view_says_who_may_see_it(route, view):
    inside = "<slug:slug>" in route
    if inside:
        wanted = getattr(view, "permissions", frozenset())
        assert wanted
        assert wanted <= frozenset(Permission)
    else:
        assert getattr(view, "audience", None) in ("all", "members", "owners")


def test_every_permission_is_somebodys():
    assert frozenset().union(*ALLOWED.values()) == frozenset(Permission)
    assert set(ALLOWED) == set(Role)
