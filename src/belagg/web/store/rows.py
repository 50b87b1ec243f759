"""Rows of a study's tables, one at a time: checked as a package is, and never changed unseen."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from belagg.study.csv_file import Texts
from belagg.study.declare import Column, Table
from belagg.study.part import Part
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.study import Study
from belagg.study.typing_cells import to_texts, type_cells
from belagg.study.validate import parts_of, validate
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.store import guards
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project

Key = tuple[Any, ...]


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the row since it was read."""


def key_of(table: Table, row: Any) -> Key:
    """Give the key of a row of the model, in the order of the declaration."""
    return tuple(getattr(row, name) for name in table.key)


def find(project: Project, table: Table, key: Key) -> Any | None:
    """Give the row with the key, or None."""
    where = dict(zip(table.key, key, strict=True))
    return ROWS[table.name].objects.filter(project=project, **where).first()


def version_of(table: Table, row: Any) -> str:
    """Name what stands in a row now, so that a change of it is seen."""
    return text_hash(repr([getattr(row, c.name) for c in table.columns]))[:16]


def texts_of(table: Table, row: Any) -> dict[str, str]:
    """Give the cells of a row as a person writes them in a file of the package."""
    columns = [c for c in table.columns if getattr(row, c.name) is not None]
    data = {c.name: [getattr(row, c.name)] for c in columns}
    frame = to_texts(pl.DataFrame(data)) if data else pl.DataFrame()
    return {name: str(frame[name][0]) for name in frame.columns}


def check_texts(
    study: Study, table: Table, texts: Texts, *, whole: bool = False
) -> tuple[pl.DataFrame, list[Problem]]:
    """Type the cells of rows for a table, and name everything wrong with them in this study.

    `whole` says that the rows are the table's new content and not rows beside those it has.
    """
    columns: tuple[Column, ...] = table.columns
    frame, problems = type_cells(texts, columns, table)
    part = Part(table, columns, texts.file, frame, texts)
    others = [p for p in parts_of(study) if not (whole and p.table.name == table.name)]
    found = validate([*others, part], study.questionnaire)
    return frame, problems + [p for p in found if p.where.file == texts.file]


def row_texts(table: Table, cells: Mapping[str, str]) -> Texts:
    """Give one row, as a form or a program has it, as texts to be checked."""
    given = {name: [text] for name, text in cells.items() if text != ""}
    for name in table.key:
        given.setdefault(name, [""])
    frame = pl.DataFrame(given, schema=dict.fromkeys(given, pl.String)).with_columns(
        pl.all().replace("", None)
    )
    return Texts(_("the row"), frame, pl.Series("row", [1]))


@transaction.atomic
def put(
    project: Project,
    table: Table,
    cells: Mapping[str, str],
    *,
    actor: User | None,
    old_key: Key | None = None,
    version: str = "",
) -> None:
    """Add a row, or change the one with `old_key` whose `version` is the one read.

    StudyError with every problem (`where.column` names the cell); ChangedMeanwhileError where
    another has changed the row.
    """
    study = load_study(project)
    frame, problems = check_texts(study, table, row_texts(table, cells))
    if problems:
        raise StudyError(problems)
    values = frame.row(0, named=True)
    new_key = tuple(values[name] for name in table.key)
    model = ROWS[table.name]
    old = find(project, table, old_key) if old_key is not None else None
    if old_key is not None and (old is None or version_of(table, old) != version):
        raise ChangedMeanwhileError
    if old_key is not None:
        guards.hold(project, table, {old_key: values})
    if new_key != old_key and find(project, table, new_key) is not None:
        taken = _("“{}” is taken by another row").format("|".join(map(str, new_key)))
        raise StudyError([Problem("duplicate-key", taken, Where(column=table.key[0]))])
    row = old if old is not None else model(project=project)
    before = version_of(table, old) if old is not None else ""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    if old_key is not None and new_key != old_key:
        _refuse_orphans(project, table)
    record(
        "row changed" if old_key is not None else "row added", project=project, actor=actor,
        kind=table.name, key="|".join(map(str, new_key)), before=before,
        after=version_of(table, row),
    )  # fmt: skip


@transaction.atomic
def remove(project: Project, table: Table, key: Key, *, actor: User) -> None:
    """Remove a row; StudyError where others refer to it, naming them."""
    row = find(project, table, key)
    if row is None:
        return
    guards.hold(project, table, {key: None})
    before = version_of(table, row)
    row.delete()
    record(
        "row removed", project=project, actor=actor, kind=table.name,
        key="|".join(map(str, key)), before=before,
    )  # fmt: skip
    _refuse_orphans(project, table)


@transaction.atomic
def replace_all(project: Project, table: Table, frame: pl.DataFrame, *, actor: User) -> None:
    """Let the rows of a table be those of the frame; StudyError where that leaves orphans, or
    changes a row that stands as it is."""
    from belagg.web.store.bridge import save_rows

    given = {tuple(row[name] for name in table.key): row for row in frame.iter_rows(named=True)}
    model = ROWS[table.name]
    there = model.objects.filter(project=project).values_list(*table.key)
    guards.hold(project, table, {key: given.get(key) for key in there})
    removed, _each = model.objects.filter(project=project).delete()
    save_rows(project, table, frame, None)
    record(
        "table imported", project=project, actor=actor, kind=table.name, before=str(removed),
        after=str(len(frame)),
    )  # fmt: skip
    _refuse_orphans(project, table)


def _refuse_orphans(project: Project, table: Table) -> None:
    study = load_study(project)
    problems = [
        p for p in validate(parts_of(study), study.questionnaire)
        if p.code == "unknown-reference" and not p.where.file.endswith(f"/{table.name}.csv")
    ]  # fmt: skip
    if problems:
        raise StudyError(problems)
