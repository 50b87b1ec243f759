"""Studies in the database: a row of `Project` each, and the rows of their declared tables.

The tables of a study (`belagg.study.tables`) are models made from their one declaration, so that
every column has a place here and a new one needs a migration only. Rows refer to each other by the
study's own identifiers, as in a package; what the application adds to a table (links, drafts,
locks) stands in models of its own in the apps.
"""

import secrets
import tomllib
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils import timezone

from belagg.study.declare import Column, Table, Type
from belagg.study.tables import TABLES
from belagg.study.vocabulary import Vocabulary


def new_change() -> int:
    """Draw a change number that no study has had."""
    return secrets.randbits(62)


class Stage(Vocabulary):
    """How far a study has come."""

    DESIGN = "design", "utformas", "being designed"
    PILOT = "pilot", "prövas", "being piloted"
    FIELD = "field", "i fält", "in the field"
    CLOSED = "closed", "stängd", "closed"
    ARCHIVED = "archived", "arkiverad", "archived"


class Project(models.Model):
    """A study as the database keeps it.

    `settings` is the text of study.toml. `change` is another number after every change, drawn at
    random so that none comes back after a rollback: what was computed is kept until it moves.
    `shared` says whether the recipients of a body fill in one response together.
    """

    slug = models.SlugField(max_length=100, unique=True)
    settings = models.TextField()
    concepts = models.TextField(blank=True)
    stage = models.CharField(max_length=20, default=Stage.DESIGN.value)
    shared = models.BooleanField(default=True)
    change = models.BigIntegerField(default=new_change)
    created = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.slug

    @property
    def made_up(self) -> bool:
        """Say whether the study is made up, as its settings have it."""
        return _made_up(self.settings)


@lru_cache(maxsize=32)
def _made_up(settings: str) -> bool:
    return tomllib.loads(settings).get("extra", {}).get("made_up") is True


class QuestionnaireVersion(models.Model):
    """A version of the questionnaire, as the CSV sheets of its XLSForm; a frozen one is fielded."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    sheets = models.JSONField()
    frozen_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_version_number")
        ]


class Text(models.Model):
    """A Markdown file of the report, by its path in the package."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="report_texts")
    path = models.CharField(max_length=300)
    content = models.TextField()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["project", "path"], name="one_text_per_path")
        ]


class PackageFile(models.Model):
    """Another file of the package; its bytes lie in the files of the installation, by checksum."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="package_files")
    path = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["project", "path"], name="one_file_per_path")
        ]


class Wave(models.Model):
    """An earlier wave: a public package, kept zipped among the files."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="waves")
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_wave_per_name")
        ]


def _field(table: Table, column: Column) -> "models.Field[Any, Any]":
    if column.name in table.key:
        kind = models.BigIntegerField if column.holds is Type.INTEGER else models.CharField
        if column.holds is Type.DATE:
            return models.DateField()
        return kind() if kind is models.BigIntegerField else models.CharField(max_length=300)
    fields: dict[Type, type[models.Field[Any, Any]]] = {
        Type.INTEGER: models.BigIntegerField,
        Type.NUMBER: models.FloatField,
        Type.BOOLEAN: models.BooleanField,
        Type.DATE: models.DateField,
        Type.LIST: models.JSONField,
    }
    return fields.get(column.holds, models.TextField)(null=True, blank=True)


def _indexes(table: Table) -> list[models.Index]:
    wanted = ("unit_id", "question_id", "recipient_id", "document_id")
    return [
        models.Index(fields=["project", name], name=f"{table.name}_{name}"[:30])
        for name in wanted
        if name not in table.key and any(c.name == name for c in table.columns)
    ]


def _model(table: Table) -> type[models.Model]:
    name = "".join(part.capitalize() for part in table.name.split("_"))
    fields: dict[str, Any] = {column.name: _field(table, column) for column in table.columns}
    if table.attributes:
        fields["attributes"] = models.JSONField(default=dict, blank=True)
    meta = type(
        "Meta",
        (),
        {
            "ordering": list(table.key),
            "constraints": [
                models.UniqueConstraint(
                    fields=["project", *table.key], name=f"one_key_in_{table.name}"
                )
            ],
            "indexes": _indexes(table),
        },
    )
    project = models.ForeignKey(Project, models.CASCADE, related_name=table.name)
    return type(
        name,
        (models.Model,),
        {"__module__": __name__, "__doc__": table.en, "project": project, **fields, "Meta": meta},
    )


ROWS: dict[str, Any] = {name: _model(table) for name, table in TABLES.items()}
"""The model of each declared table, by its name: `ROWS["units"].objects.filter(project=…)`."""
