"""Texts of a CSV file <-> typed columns of a table, every cell that does not fit named."""

import math
import re
from collections.abc import Sequence
from itertools import islice

import polars as pl

from belagg.language import _
from belagg.study.csv_file import Texts
from belagg.study.declare import Column, Table, Type
from belagg.study.problems import Problem, Where, nearest

SEPARATOR = "|"
"""What stands between the texts of a list in one cell."""

SHOWN = 20
"""How many cells with the same fault in one column are named one by one."""

_DTYPES = {
    Type.INTEGER: pl.Int64(),
    Type.NUMBER: pl.Float64(),
    Type.BOOLEAN: pl.Boolean(),
    Type.DATE: pl.Date(),
    Type.LIST: pl.List(pl.String),
}

_DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_MOMENT = rf"^{_DATE}(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{{1,6}})?)?Z)?$"
_IDENTIFIER = r"^[^\s\x00-\x1f|](?:[^\x00-\x1f|]*[^\s\x00-\x1f|])?$"


def dtype(column: Column) -> pl.DataType:
    """Give the polars type of a declared column."""
    return _DTYPES.get(column.holds, pl.String())


def empty_frame(columns: Sequence[Column]) -> pl.DataFrame:
    """Give a frame with the columns and no rows."""
    return pl.DataFrame(schema={column.name: dtype(column) for column in columns})


def type_cells(
    texts: Texts, columns: Sequence[Column], table: Table
) -> tuple[pl.DataFrame, list[Problem]]:
    """Give the frame with the declared columns in order, typed; columns it lacks are null.

    Cells that do not fit become null and a problem.
    """
    frame, file = texts.frame, texts.file
    problems = _unknown_columns(frame, columns, table, file)
    meant = {problem.nearest for problem in problems}
    problems += [
        Problem(
            "missing-column",
            _("the column “{}” is missing; every row must have one").format(column.name),
            Where(file, row=1),
        )
        for column in columns
        if (column.required or column.name in table.key)
        and column.name not in frame.columns
        and column.name not in meant
    ]
    typed: list[pl.Series] = []
    for column in columns:
        if column.name not in frame.columns:
            typed.append(pl.Series(column.name, [None] * len(frame), dtype=dtype(column)))
            continue
        series, faults = _type_column(texts, column)
        typed.append(series)
        problems += faults
    extra = sorted(name for name in frame.columns if _is_attribute(name, table))
    return pl.DataFrame([*typed, *(frame[name] for name in extra)]), problems


def _is_attribute(name: str, table: Table) -> bool:
    return bool(table.attributes) and name.startswith(table.attributes or "")


def _unknown_columns(
    frame: pl.DataFrame, columns: Sequence[Column], table: Table, file: str
) -> list[Problem]:
    known = [column.name for column in columns]
    elsewhere = {c.name for c in table.columns} - set(known)
    problems = []
    for name in frame.columns:
        if name in known or (_is_attribute(name, table) and not file.startswith("private/")):
            continue
        if name in elsewhere and not file.startswith("private/"):
            message = _("the column “{}” is private and belongs in private/{}").format(name, file)
            problems.append(Problem("private-column", message, Where(file, row=1), name))
        else:
            message = _("the column “{}” is not one of {}").format(name, ", ".join(known))
            where = Where(file, row=1)
            near = nearest(name, known)
            problems.append(Problem("unknown-column", message, where, name, near))
    return problems


def _type_column(texts: Texts, column: Column) -> tuple[pl.Series, list[Problem]]:
    series = texts.frame[column.name]
    typed, expected = _convert(series, column)
    if column.holds in (Type.IDENTIFIER, Type.MOMENT):
        pattern = _IDENTIFIER if column.holds is Type.IDENTIFIER else _MOMENT
        bad = ~series.str.contains(pattern)
    else:
        bad = series.is_not_null() & typed.is_null()
    problems = cell_problems(texts, bad, column, "bad-value", expected)
    if column.allowed is not None:
        codes = [member.value for member in column.allowed]
        wrong = series.is_not_null() & ~series.is_in(codes)
        allowed = _("one of {}").format(", ".join(codes))
        problems += cell_problems(texts, wrong, column, "unknown-value", allowed, codes)
    if column.minimum is not None:
        low = typed < column.minimum
        expected = _("{} or more").format(f"{column.minimum:g}")
        problems += cell_problems(texts, low, column, "too-small", expected)
    return typed, problems


def _convert(series: pl.Series, column: Column) -> tuple[pl.Series, str]:
    match column.holds:
        case Type.INTEGER:
            return series.cast(pl.Int64, strict=False), _("a whole number")
        case Type.NUMBER:
            number = series.cast(pl.Float64, strict=False)
            return number.set(~number.is_finite(), None), _("a number with a decimal point")
        case Type.BOOLEAN:
            return (
                series.replace_strict(
                    {"true": True, "false": False}, default=None, return_dtype=pl.Boolean
                ),
                _("true or false"),
            )
        case Type.DATE:
            day = series.str.to_date("%Y-%m-%d", strict=False)
            day = day.set(~series.str.contains(f"^{_DATE}$"), None)
            return day, _("a date as 2021-05-19")
        case Type.LIST:
            part = pl.element().str.strip_chars()
            parts = series.str.split(SEPARATOR).list.eval(part.filter(part != ""))
            return parts.set(parts.list.len() == 0, None), _("texts with | between them")
        case Type.MOMENT:
            return series, _("a date as 2021-05-19 or a time in UTC as 2021-05-19T08:30:00Z")
        case Type.IDENTIFIER:
            return series, _("an identifier without spaces at its ends, line breaks or |")
        case _:
            return series, _("a text")


def cell_problems(
    texts: Texts,
    bad: pl.Series,
    column: Column,
    code: str,
    expected: str,
    allowed: Sequence[str] = (),
) -> list[Problem]:
    """Name the cells of a column where `bad` is true; `expected` completes “… is not”."""
    rows = bad.fill_null(value=False).arg_true()
    problems = []
    for index in islice(rows, SHOWN):
        found = str(texts.frame[column.name][index])
        message = _("“{}” is not {}").format(found, expected)
        where = Where(texts.file, row=texts.rows[index], column=column.name)
        problems.append(Problem(code, message, where, found, _near(found, column, allowed)))
    if len(rows) > SHOWN:
        message = _("and {} more cells of the same kind").format(len(rows) - SHOWN)
        problems.append(Problem(code, message, Where(texts.file, column=column.name)))
    return problems


def _near(found: str, column: Column, allowed: Sequence[str]) -> str | None:
    if allowed:
        return nearest(found, allowed)
    if column.holds is Type.NUMBER:
        guess = found.replace(",", ".").replace(" ", "").replace("\u00a0", "")
        read = pl.Series([guess]).cast(pl.Float64, strict=False)[0]
        return guess if read is not None and math.isfinite(read) else None
    if column.holds is Type.IDENTIFIER:
        return re.sub(r"[\x00-\x1f|]+", " ", found).strip() or None
    return None


def to_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the frame as the texts that a CSV file holds; the inverse of `type_cells`."""
    columns = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if isinstance(kind, pl.List):
            columns.append(column.list.join(SEPARATOR))
        elif kind == pl.Float64:
            columns.append(
                pl.when(column == column.round(0))
                .then(column.cast(pl.Int64, strict=False).cast(pl.String))
                .otherwise(column.cast(pl.String))
                .fill_null(column.cast(pl.String))
                .alias(name)
            )
        elif kind == pl.Boolean:
            columns.append(column.replace_strict({True: "true", False: "false"}, default=None))
        else:
            columns.append(column.cast(pl.String))
    return frame.select(columns)
