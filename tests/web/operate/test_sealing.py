"""Whoever changes the log of changes is found out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from belagg.web.operate import doctor
from belagg.web.operate.models import Seal
from belagg.web.operate.sealing import examine_chain, seal_new
from belagg.web.people.audit import record
from belagg.web.people.models import AuditEvent


@pytest.fixture
def sealed(db, settings, tmp_path):
    """Five events in two seals, and one that is too young to be sealed."""
    settings.HOME = tmp_path
    long_ago = timezone.now() - timedelta(hours=1)

    def events(*numbers):
        AuditEvent.objects.bulk_create(
            AuditEvent(at=long_ago, actor_kind="system", verb="test", key=str(n), details={"n": n})
            for n in numbers
        )

    events(1, 2, 3)
    assert seal_new() == 3
    events(4, 5)
    record("test", key="6")
    assert seal_new() == 2
    assert seal_new() == 0


def changed(statement: str) -> None:
    """Change the log as somebody would who has the database in her hands."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for trigger in ("audit_no_update", "audit_no_delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE people_auditevent DISABLE TRIGGER USER")
        cursor.execute(statement)


def test_a_log_that_nobody_has_touched_is_whole(sealed):
    chain = examine_chain()
    assert (chain.seals, chain.events, chain.waiting, chain.broken) == (2, 5, 1, None)


@pytest.mark.parametrize("statement", [
    "UPDATE people_auditevent SET verb = 'other' WHERE key = '2'",
    "UPDATE people_auditevent SET details = '{\"n\": 7}' WHERE key = '2'",
    "DELETE FROM people_auditevent WHERE key = '2'",
    "DELETE FROM operate_seal",
    "UPDATE operate_seal SET digest = 'x'",
])  # fmt: skip
def test_a_change_is_found(sealed, statement):
    first = AuditEvent.objects.order_by("pk").first().pk
    changed(statement)
    chain = examine_chain()
    if "DELETE FROM operate_seal" in statement:
        assert (chain.events, chain.waiting) == (0, 6)
    else:
        assert chain.broken is not None
        assert chain.broken[0] <= first + 2
        assert doctor._log().health is doctor.Health.FAULT


def test_an_event_put_in_afterwards_is_found(sealed):
    pk = AuditEvent.objects.get(key="2").pk
    changed(f"DELETE FROM people_auditevent WHERE id = {pk}")
    long_ago = timezone.now() - timedelta(hours=1)
    AuditEvent.objects.create(pk=pk, at=long_ago, actor_kind="system", verb="test", key="forged")
    assert examine_chain().broken is not None


def test_who_has_the_database_and_not_the_key_cannot_make_it_fit(sealed, settings, tmp_path):
    changed("UPDATE people_auditevent SET verb = 'other' WHERE key = '2'")
    Seal.objects.all().delete()
    settings.HOME = tmp_path / "elsewhere"
    seal_new()
    assert examine_chain().broken is None
    settings.HOME = tmp_path
    assert examine_chain().broken is not None
