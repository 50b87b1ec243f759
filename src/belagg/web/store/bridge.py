"""Between the database and `Study`: the only way there and back.

A study saved and loaded again is equal, private part included, and has the same revision.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from django.db import transaction

from belagg.study.declare import Column, Table
from belagg.study.files import File
from belagg.study.problems import StudyError
from belagg.study.questionnaire import Questionnaire
from belagg.study.settings_file import parse_settings, render_settings
from belagg.study.sheets import sheets_of
from belagg.study.study import Study, complete_tables
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype
from belagg.study.xlsform.parse import parse_form
from belagg.study.xlsform.write import write_csv
from belagg.web.store import files
from belagg.web.store.models import (
    ROWS,
    PackageFile,
    Project,
    QuestionnaireVersion,
    Text,
    Wave,
)

_BATCH = 500


def questionnaire_of(version: QuestionnaireVersion) -> Questionnaire:
    """Give the questionnaire of a version; StudyError where its sheets do not hold."""
    sheets = [
        replace(sheet, name=name.removesuffix(".csv"))
        for name, text in version.sheets.items()
        for sheet in sheets_of(text.encode(), name)
    ]
    parsed = parse_form(tuple(sheets), "questionnaire")
    if parsed.questionnaire is None:
        raise StudyError(parsed.problems)
    return parsed.questionnaire if parsed.questionnaire.items else _empty_form(version)


def _empty_form(version: QuestionnaireVersion) -> Questionnaire:
    """Give a questionnaire that nobody has put an item in yet, in the languages of its study."""
    settings, _problems = parse_settings(version.project.settings)
    languages = settings.languages if settings is not None else ("sv",)
    (row,) = csv.DictReader(io.StringIO(version.sheets["settings.csv"]))
    return Questionnaire(row["form_title"], row["form_id"], row["version"], languages, ())


def load_study(project: Project) -> Study:
    """Give the study as it stands now; what was computed is kept until its change number moves."""
    current = Project.objects.values_list("change", flat=True).get(pk=project.pk)
    return _load(project.pk, current)


@lru_cache(maxsize=8)
def _load(pk: int, _change: int) -> Study:
    project = Project.objects.get(pk=pk)
    settings, problems = parse_settings(project.settings)
    version = project.versions.order_by("-number").first()
    if settings is None or version is None:
        raise StudyError(problems)
    public: dict[str, pl.DataFrame] = {}
    private: dict[str, pl.DataFrame] = {}
    for name, table in TABLES.items():
        rows = list(ROWS[name].objects.filter(project=project).values())
        if table.public_columns:
            public[name] = _frame(rows, table, table.public_columns)
        if table.private_columns:
            private[name] = _private(_frame(rows, table, table.private_columns), table)
    return Study(
        settings=settings,
        questionnaire=questionnaire_of(version),
        tables=complete_tables(public),
        private={name: frame for name, frame in private.items() if len(frame)},
        texts={text.path: text.content for text in project.report_texts.all()},
        concepts=project.concepts,
        files={file.path: _file(file.path, file.sha256) for file in project.package_files.all()},
        waves={wave.name: _wave(wave) for wave in project.waves.all()},
    )


def _frame(rows: list[dict[str, Any]], table: Table, columns: tuple[Column, ...]) -> pl.DataFrame:
    schema: dict[str, pl.DataType] = {column.name: dtype(column) for column in columns}
    data: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in schema}
    if table.attributes and columns is not table.private_columns:
        named = sorted({name for row in rows for name in row["attributes"]})
        schema |= {name: pl.String() for name in named}
        data |= {name: [row["attributes"].get(name) for row in rows] for name in named}
    return pl.DataFrame(data, schema=schema).sort(list(table.key))


def _private(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Leave out rows of which nothing private is known; a wholly private table keeps them all."""
    if table.private:
        return frame
    known = [pl.col(name).is_not_null() for name in frame.columns if name not in table.key]
    return frame.filter(pl.any_horizontal(known))


def _file(path: str, digest: str) -> File:
    return File(path, lambda: files.read(digest))


def _wave(wave: Wave) -> Study:
    return Study.load(files.path_of(wave.sha256))


@transaction.atomic
def save_study(study: Study, *, slug: str | None = None) -> Project:
    """Put a study in the database as a new project, under its own short name unless another is
    given; django.db.IntegrityError where that name is taken."""  # fmt: skip
    project = Project.objects.create(
        slug=slug or study.settings.study_id,
        settings=render_settings(study.settings),
        concepts=study.concepts,
    )
    QuestionnaireVersion.objects.create(
        project=project, number=1, sheets=write_csv(study.questionnaire)
    )
    for name, table in TABLES.items():
        save_rows(project, table, study.tables.get(name), study.private.get(name))
    Text.objects.bulk_create(
        Text(project=project, path=path, content=text) for path, text in study.texts.items()
    )
    PackageFile.objects.bulk_create(
        PackageFile(project=project, path=path, sha256=files.keep(file.read()))
        for path, file in study.files.items()
    )
    for name, wave in study.waves.items():
        Wave.objects.create(project=project, name=name, sha256=files.keep(_zipped(wave)))
    return project


def save_rows(
    project: Project,
    table: Table,
    public: pl.DataFrame | None,
    private: pl.DataFrame | None,
) -> None:
    """Add the rows of one table, the private part of each joined to it by the key."""
    add_rows(project, table, rows_by_key(table, public, private).values())


def rows_by_key(
    table: Table, public: pl.DataFrame | None, private: pl.DataFrame | None
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Give the rows of a table by key, the private part of each joined to it."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for frame in (public, private):
        for row in frame.iter_rows(named=True) if frame is not None else ():
            key = tuple(row[name] for name in table.key)
            rows.setdefault(key, {}).update(row)
    return rows


def add_rows(project: Project, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Add rows to a table of a study."""
    model = ROWS[table.name]
    model.objects.bulk_create(
        (model(project=project, **_cells(row, table)) for row in rows), batch_size=_BATCH
    )


def _cells(row: dict[str, Any], table: Table) -> dict[str, Any]:
    prefix = table.attributes
    if prefix is None:
        return row
    own = {name: value for name, value in row.items() if not name.startswith(prefix)}
    extra = {n: v for n, v in row.items() if n.startswith(prefix) and v is not None}
    return own | {"attributes": extra}


def _zipped(study: Study) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wave.zip"
        study.public().save(path)
        return path.read_bytes()
