"""What tests of the web application share: members, studies, a client that is logged in."""

from importlib import import_module

import django
import pytest
from django.db import connection
from django.test import Client

django.setup()

from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project

append_only = import_module("belagg.web.people.migrations.0002_audit_append_only")


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    # Hashing a password slowly on purpose would take most of the tests' time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _log_can_be_flushed(request):
    """Let pytest empty the log between tests that commit: its triggers forbid that on SQLite."""
    yield
    if "transactional_db" in request.fixturenames or "live_server" in request.fixturenames:
        with connection.cursor() as cursor:
            for name in append_only.TRIGGERS if connection.vendor == "sqlite" else ():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


@pytest.fixture
def guarded_log(db):
    """Give the log its triggers back, where a test before has emptied it."""
    with connection.cursor() as cursor:
        for statement in append_only.SQLITE if connection.vendor == "sqlite" else ():
            cursor.execute(statement)


@pytest.fixture
def project(db, make_study) -> Project:
    """A study of four made-up regions and one item, in the database."""
    return save_study(make_study())


@pytest.fixture
def member(project):
    """Make an account with roles in the study: member(Role.LEAD)."""

    def make(*roles: Role, of: Project | None = None) -> User:
        number = User.objects.count() + 1
        user = User.objects.create_user(f"person{number}@example.org", "ett långt lösenord")
        for role in roles:
            Membership.objects.create(user=user, project=of or project, role=role)
        return user

    return make


@pytest.fixture
def logged_in(member):
    """Give a client logged in as somebody with the roles: logged_in(Role.LEAD)."""

    def make(*roles: Role, of: Project | None = None) -> Client:
        client = Client()
        client.force_login(member(*roles, of=of))
        return client

    return make
