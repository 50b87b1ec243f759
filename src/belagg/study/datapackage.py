"""`datapackage.json`: the package described after Frictionless Data Package 1.0."""

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from belagg.study.declare import Column, Table, Type
from belagg.study.tables import TABLES

if TYPE_CHECKING:
    from belagg.study.study import Study

_TYPES: dict[Type, dict[str, str]] = {
    Type.TEXT: {"type": "string"},
    Type.IDENTIFIER: {"type": "string"},
    Type.MOMENT: {"type": "string"},
    Type.LIST: {"type": "string"},
    Type.INTEGER: {"type": "integer"},
    Type.NUMBER: {"type": "number"},
    Type.BOOLEAN: {"type": "boolean"},
    Type.DATE: {"type": "date"},
}


def datapackage(study: "Study", revision: str) -> str:
    """Describe the public tables of a study as the text of a datapackage.json.

    `revision` is that of the whole study, of which these tables may be a part.
    """
    settings = study.settings
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": settings.study_id,
        "title": settings.title[settings.language],
        "version": revision,
        "created": f"{settings.date.isoformat()}T00:00:00Z",
    }
    if text := settings.description.get(settings.language):
        described["description"] = text
    if settings.licence:
        described["licenses"] = [{"name": settings.licence}]
    described["resources"] = [
        _resource(TABLES[name], frame, study)
        for name, frame in study.tables.items()
        if len(frame) or name == "units"
    ]
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table, frame: pl.DataFrame, study: "Study") -> dict[str, Any]:
    used = [
        column
        for column in table.public_columns
        if column.required or frame[column.name].null_count() < len(frame)
    ]
    declared = {column.name for column in table.columns}
    extra = [
        {"name": name, "type": "string"}
        for name in frame.columns
        if name not in declared and frame[name].null_count() < len(frame)
    ]
    present = {name for name, rows in study.tables.items() if len(rows) or name == "units"}
    keys = [
        {"fields": column.name, "reference": {"resource": name, "fields": field}}
        for column in used
        if column.references and column.holds is not Type.LIST
        for name, _dot, field in [column.references.partition(".")]
        if name in present and TABLES[name].key == (field,)
    ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.en,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in used] + extra,
            "primaryKey": list(table.key),
            "missingValues": [""],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, **_TYPES[column.holds], "title": column.en}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.allowed is not None:
        constraints["enum"] = [member.value for member in column.allowed]
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if constraints:
        field["constraints"] = constraints
    return field
