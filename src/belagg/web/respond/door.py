"""Who stands at the door of a response: everything a request of an official has to know, at once.

Every save of every answer asks this, so it is one statement that Django does not build anew each
time; what the statement means is what the models' own queries would say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models
from django.utils import timezone

from belagg.web.respond.colleagues import Person, colleague_of, person_of
from belagg.web.respond.models import Link, Sheet
from belagg.web.store.models import ROWS, Project

_Row = TypeVar("_Row", bound=models.Model)


@dataclass(frozen=True)
class AtTheDoor:
    """A response, its study, and who has a valid link to it in this browser; None for nobody."""

    sheet: Sheet
    person: Person | None

    @property
    def project(self) -> Project:
        """Give the study of the response."""
        return self.sheet.project


def at_the_door(sheet: int, link: int | None) -> AtTheDoor | None:
    """Give the response by its number, and who the link with this number lets in to it.

    None where there is no such response. Nobody is let in by a link that has expired or was
    revoked, that is another study's, or whose recipient is another body's or is none any more.
    """
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [link, now, sheet])
        row = cursor.fetchone()
    if row is None:
        return None
    ours = len(Sheet._meta.concrete_fields)
    held = _instance(Sheet, row[:ours])
    held.project = _instance(Project, row[ours:-3])
    person_id, unit_id, role = row[-3:]
    if person_id is None:
        return AtTheDoor(held, None)
    if unit_id is not None:
        person: Person | None = Person(person_id, unit_id, role or "", person_id)
    else:
        person = Person.asked(colleague_of(held.project, person_id))
    return AtTheDoor(held, person if person and person.unit_id == held.unit_id else None)


def entering_for(sheet: Sheet, person_id: str) -> Person | None:
    """Give whom a coordinator enters answers for, where it is somebody of the body."""
    person = person_of(sheet.project, person_id)
    return person if person is not None and person.unit_id == sheet.unit_id else None


@lru_cache(maxsize=1)
def _statement() -> str:
    recipients = ROWS["recipients"]._meta.db_table
    sheets, projects = Sheet._meta.db_table, Project._meta.db_table
    return f"""
        SELECT {_names(Sheet)}, {_names(Project)},
               link.recipient_id, recipient.unit_id, recipient.role
        FROM {sheets} JOIN {projects} ON {projects}.id = {sheets}.project_id
        LEFT JOIN {Link._meta.db_table} AS link
            ON link.id = %s AND link.project_id = {projects}.id AND link.revoked IS NULL
            AND (link.expires IS NULL OR link.expires > %s)
        LEFT JOIN {recipients} AS recipient
            ON recipient.project_id = {projects}.id AND recipient.recipient_id = link.recipient_id
        WHERE {sheets}.id = %s
    """  # noqa: S608  (names of models and their columns)


def _names(model: type[models.Model]) -> str:
    table = model._meta.db_table
    return ", ".join(f'{table}."{field.column}"' for field in model._meta.concrete_fields)


@lru_cache(maxsize=8)
def _converters(model: type[models.Model]) -> Sequence[tuple[int, Any, Any]]:
    """Give what the database's values need to become the fields': place, function, column."""
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields]
    return [
        (place, convert, column)
        for place, column in enumerate(columns)
        for convert in (
            *connection.ops.get_db_converters(column), *column.get_db_converters(connection)
        )
    ]  # fmt: skip


def _instance(model: type[_Row], values: Sequence[Any]) -> _Row:
    made = list(values)
    for place, convert, column in _converters(model):
        made[place] = convert(made[place], column, connection)
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(connection.alias, names, made)
