"""Who takes part in a study: invited, given roles, let go."""

import re

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client

from belagg.web.people.audit import record
from belagg.web.people.models import AuditEvent, Membership, User
from belagg.web.people.permissions import Role


@pytest.fixture
def lead(logged_in):
    return logged_in(Role.LEAD)


def invited(client, project, email="ny@example.org", roles=("coder",)):
    client.post(f"/studies/{project.slug}/people/", {"email": email, "roles": list(roles)})
    return re.search(r"/people/invitation/\S+", mail.outbox[-1].body).group()


def test_an_invited_person_makes_an_account_and_has_the_roles(lead, project):
    address = invited(lead, project, roles=["coder", "viewer"])
    client = Client()
    assert "ny@example.org" in client.get(address).content.decode()
    assert not User.objects.filter(email="ny@example.org").exists()
    client.post(address, {"name": "Ny Kollega", "password": "fyra gröna äpplen"})
    held = Membership.objects.filter(user__email="ny@example.org")
    assert set(held.values_list("role", flat=True)) == {"coder", "viewer"}
    assert client.get("/").status_code == 200


def test_an_invitation_works_once(lead, project):
    address = invited(lead, project)
    Client().post(address, {"name": "A", "password": "fyra gröna äpplen"})
    assert Client().get(address).status_code == 404


def test_a_guessed_invitation_is_told_kindly(db):
    response = Client().get("/people/invitation/gissning/")
    assert response.status_code == 404
    assert "Be den som skickade den" in response.content.decode()


def test_somebody_with_an_account_logs_in_and_takes_part(lead, project, member):
    known = member()
    address = invited(lead, project, email=known.email)
    client = Client()
    assert client.post(address).status_code == 200
    assert not known.memberships.exists()
    client.force_login(known)
    client.post(address)
    assert known.memberships.get().role == "coder"


def test_the_secret_of_an_invitation_is_kept_nowhere(lead, project):
    secret = invited(lead, project).rstrip("/").rsplit("/", 1)[1]
    rows = [*project.invitations.values(), *AuditEvent.objects.values()]
    assert secret not in str(rows)


def test_a_study_keeps_one_lead(lead, project):
    me = Membership.objects.get(project=project, role="lead").user
    lead.post(f"/studies/{project.slug}/people/{me.pk}/remove/")
    assert Membership.objects.filter(project=project, role="lead").count() == 1


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.LEAD])
def test_only_a_lead_gives_roles(logged_in, project, role):
    assert logged_in(role).get(f"/studies/{project.slug}/people/").status_code == 403


def test_to_others_the_study_does_not_exist(member, project):
    client = Client()
    client.force_login(member())
    assert client.get(f"/studies/{project.slug}/people/").status_code == 404


def test_whoever_is_not_logged_in_is_asked_to(project):
    response = Client().get(f"/studies/{project.slug}/people/")
    assert response["Location"].startswith("/accounts/login/")


def test_the_first_account_runs_the_installation_and_then_sign_up_is_closed(db):
    form = {"email": "forst@example.org", "password1": "fyra gröna äpplen",
            "password2": "fyra gröna äpplen"}  # fmt: skip
    Client().post("/accounts/signup/", form)
    assert User.objects.get().is_owner
    Client().post("/accounts/signup/", form | {"email": "andra@example.org"})
    assert User.objects.count() == 1


def test_the_log_takes_no_change_and_no_removal(guarded_log, member):
    event = record("tried", actor=member())
    for change in (
        lambda: AuditEvent.objects.filter(pk=event.pk).update(verb="other"),
        lambda: AuditEvent.objects.filter(pk=event.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert AuditEvent.objects.get(pk=event.pk).verb == "tried"


def test_the_log_is_read_and_taken_out(lead, project):
    invited(lead, project)
    assert "invited" in lead.get(f"/studies/{project.slug}/people/log/").content.decode()
    lines = b"".join(lead.get(f"/studies/{project.slug}/people/log.csv").streaming_content)
    assert b"ny@example.org" not in lines
    assert len(lines.splitlines()) == 2
