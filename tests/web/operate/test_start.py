"""One command begins an installation, and taking it again changes nothing."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from belagg.study.problems import StudyError
from belagg.web.operate.shape import bring_up
from belagg.web.operate.start import begin
from belagg.web.people.models import AuditEvent, User


def test_the_first_account_runs_the_installation_and_chooses_its_password(db, settings):
    begun = begin("Anna@Example.org")
    owner = User.objects.get()
    assert (owner.email, owner.is_owner, begun.new) == ("anna@example.org", True, True)
    assert not owner.has_usable_password()
    client = Client()
    page = client.get(begun.choose_password.removeprefix(settings.PUBLIC_URL), follow=True)
    words = {"password1": "ett långt lösenord", "password2": "ett långt lösenord"}
    client.post(page.redirect_chain[-1][0], words)
    assert Client().login(email="anna@example.org", password="ett långt lösenord")
    again = begin("anna@example.org")
    assert (again.new, again.choose_password) == (False, "")
    assert AuditEvent.objects.filter(verb="owner added").count() == 1


def test_it_is_no_way_past_an_invitation(member):
    member()
    for email, code in (("other@example.org", "accounts-exist"), ("other", "bad-address")):
        with pytest.raises(StudyError) as told:
            begin(email)
        assert [problem.code for problem in told.value.problems] == [code]
    assert User.objects.count() == 1


def test_a_database_of_a_later_version_is_refused_before_anything_is_written(
    db, settings, tmp_path
):
    settings.HOME = tmp_path
    MigrationRecorder(connection).record_applied("people", "9999_from_the_future")
    with pytest.raises(StudyError, match="9999_from_the_future"):
        bring_up()
