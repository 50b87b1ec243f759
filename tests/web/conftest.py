"""What tests of the web application share: members, studies, a client that is logged in."""

import django
import pytest
from django.test import Client

django.setup()

from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    # Hashing a password slowly on purpose would take most of the tests' time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
