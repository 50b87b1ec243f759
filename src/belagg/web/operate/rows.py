"""All rows of the database as lines of JSON, table by table, and back."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import islice
from typing import IO, Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializedObject
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, router, transaction

_SNAPSHOT = "snapshot"
_BATCH = 1000

_LEFT_OUT = ("sessions.session", "usersessions.usersession")
"""Who is logged in just now: nobody is, after a restore."""


class _Encoder(DjangoJSONEncoder):
    """Django's own cuts times to thousandths of a second."""

    def default(self, o: object) -> Any:
        if isinstance(o, dt.datetime | dt.time):
            return o.isoformat()
        return super().default(o)


class _Counted:
    """A stream that counts and sums what passes through it."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self.stream = stream
        self.sum = hashlib.sha256()
        self.lines = 0

    def write(self, text: str) -> None:
        data = text.encode()
        self.lines += data.count(b"\n")
        self.sum.update(data)
        if self.stream is not None:
            self.stream.write(data)


def kept_models() -> list[type[models.Model]]:
    """Give every model whose rows a backup holds, in order of name."""
    found = (m for m in apps.get_models() if m._meta.managed and not m._meta.proxy)
    return sorted(
        (model for model in found if model._meta.label_lower not in _LEFT_OUT),
        key=lambda model: model._meta.label_lower,
    )


@contextmanager
def snapshot() -> Iterator[str]:
    """Give the alias of a connection that sees the database as it is now, while others write.

    SQLite in WAL lets a reader keep what it began with; PostgreSQL does at REPEATABLE READ.
    """
    settings = deepcopy(connections["default"].settings_dict)
    if connections["default"].vendor == "sqlite":
        settings["OPTIONS"] |= {"transaction_mode": "DEFERRED"}
    else:
        from psycopg import IsolationLevel

        settings["OPTIONS"] |= {"isolation_level": IsolationLevel.REPEATABLE_READ}
    settings["CONN_MAX_AGE"] = 0
    connections.databases[_SNAPSHOT] = settings
    try:
        with transaction.atomic(using=_SNAPSHOT):
            yield _SNAPSHOT
    finally:
        connections[_SNAPSHOT].close()
        del connections[_SNAPSHOT]
        del connections.databases[_SNAPSHOT]


def write_rows(model: type[models.Model], alias: str, stream: IO[bytes] | None) -> tuple[int, str]:
    """Write the rows in order of key, a line each; give how many there are and their SHA-256.

    Without a stream they are only counted and summed.
    """
    out = _Counted(stream)
    rows = model._base_manager.using(alias).order_by(model._meta.pk.name).iterator(_BATCH)
    serializers.serialize("jsonl", rows, stream=out, cls=_Encoder)
    return out.lines, out.sum.hexdigest()


def read_rows(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Put the rows of one model into the database as they were; give how many there were."""
    made = serializers.deserialize("jsonl", (line.decode() for line in lines))
    count = 0
    while batch := list(islice(made, _BATCH)):
        model._base_manager.bulk_create([row.object for row in batch])
        for row in batch:
            _join(row)
        count += len(batch)
    return count


def _join(row: DeserializedObject) -> None:
    for name, others in (row.m2m_data or {}).items():
        getattr(row.object, name).set(others)


def empty_all() -> None:
    """Take away what setting up a new database has put into it."""
    for model in reversed(kept_models()):
        model._base_manager.using(router.db_for_write(model))._raw_delete("default")


def go_on_counting() -> None:
    """Let the next new row have a number that none of those read in has."""
    connection = connections["default"]
    statements = connection.ops.sequence_reset_sql(no_style(), kept_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
