"""Bring the database into the shape of this version, by one process at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from belagg.study.problems import Problem, StudyError, Where
from belagg.web.operate.archive import SCRATCH

_LOCK = 0x62656C616767
"""The number of the lock in PostgreSQL: any, as long as it is always the same."""


def bring_up() -> None:
    """Migrate; processes that start together do it one after the other.

    StudyError where the database does not answer, or has been brought up by a later version: this
    one would write rows that the later one does not understand.
    """
    try:
        with _alone():
            _refuse_later_version()
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        message = _("does not answer; start it, or look at DATABASE_URL and at the disk")
        name = "DATABASE_URL" if connection.vendor == "postgresql" else str(settings.HOME)
        raise StudyError([Problem("no-database", message, Where(name))]) from error


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    with (Path(settings.HOME) / f"{SCRATCH}migrating").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _refuse_later_version() -> None:
    loader = MigrationLoader(connection)
    ours = {app for app, _name in loader.disk_migrations}
    unknown = {
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
        and (app, name) not in loader.replacements
    }  # fmt: skip
    if unknown:
        message = _(
            "has been used by a later version of Belägg ({}); install that version here too"
        )
        told = message.format(", ".join(sorted(unknown)[:3]))
        raise StudyError([Problem("later-version", told, Where(_("the database")))])
