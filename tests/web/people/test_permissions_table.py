"""Every address of a study, by every role, in one's own study and in another's."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, get_resolver

from belagg.web.people.permissions import ALLOWED, Permission, Role
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project, Text

VALUES = {"int": "1", "slug": "units", "str": "01", "path": "report/01.md"}


def addresses(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from addresses(pattern.url_patterns, route)
        elif "<slug:slug>" in route:
            path = route.replace("<slug:slug>", "prov")
            path = re.sub(r"<(\w+):\w+>", lambda match: VALUES[match[1]], path)
            yield pytest.param(f"/{path}", pattern.callback.permissions, id=path)


ADDRESSES = list(addresses(get_resolver().url_patterns))


def ask(client: Client, path: str) -> int:
    response = client.get(path)
    return client.post(path).status_code if response.status_code == 405 else response.status_code


@pytest.fixture
def study(db, make_study, answers):
    project = save_study(make_study(responses=answers("1", "yes no")))
    Text.objects.create(project=project, path="report/01.md", content="# Ett\n")
    return project


@pytest.mark.parametrize("path, wanted", ADDRESSES)
def test_a_page_is_seen_by_those_who_may_and_by_nobody_else(study, make_study, path, wanted):
    from belagg.web.people.models import Membership, User

    other = save_study(make_study(settings={"study_id": "annan"}))
    assert ask(Client(), path) in (302, 404)
    for role in Role:
        user = User.objects.create_user(f"{role.value}@example.org")
        mine = Membership.objects.create(user=user, project=study, role=role)
        client = Client()
        client.force_login(user)
        status = ask(client, path)
        assert status < 500, (role, status)
        if not wanted <= ALLOWED[role]:
            assert status == 403, (role, status)
        if not Project.objects.filter(pk=study.pk).exists():
            pytest.fail("asking for a page has deleted the study")
        if role is Role.LEAD:
            mine.delete()
            Membership.objects.create(user=user, project=other, role=role)
            assert ask(client, path) == 404


@pytest.mark.parametrize("role", Role)
def test_no_role_is_shut_out_of_what_the_table_gives_it(study, role):
    from belagg.web.people.models import Membership, User

    user = User.objects.create_user("x@example.org")
    Membership.objects.create(user=user, project=study, role=role)
    client = Client()
    client.force_login(user)
    plain = {
        Permission.READ, Permission.DESIGN, Permission.PEOPLE, Permission.FIELD,
        Permission.WRITE, Permission.AUDIT, Permission.EXPORT, Permission.RECONCILE,
    }  # fmt: skip
    for path, wanted in (p.values for p in ADDRESSES):
        if wanted <= plain & ALLOWED[role] and "/tables/units" not in path:
            assert ask(client, path) != 403, path


def test_what_is_served_over_https_passes_djangos_own_check(settings, monkeypatch):
    # Tests in a browser set this for themselves; nobody who serves does.
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = True
    settings.CSRF_COOKIE_SECURE = settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_HSTS_PRELOAD, settings.SECURE_HSTS_SECONDS = True, 31536000
    call_command("check", "--deploy", "--fail-level", "WARNING")


def test_every_page_bears_a_policy_without_inline_scripts(study):
    policy = Client().get("/accounts/login/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
