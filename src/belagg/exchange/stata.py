"""Data for Stata 14 and later (`.dta`), with labels and extended missing values."""

import re
import string
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from belagg.exchange.formats import Exported
from belagg.exchange.labels import codebook_csv, file_name, header_date, languages_of
from belagg.exchange.shorten import Shortener
from belagg.exchange.variables import MISSING_PLACES, Kind
from belagg.exchange.wide import Column, wide
from belagg.language import _
from belagg.study.questionnaire import worded
from belagg.study.study import Study

MAX_LABEL = 80
MAX_VALUE_LABEL = 32_000
"""What Stata holds, in characters."""

LETTERS = dict(zip(MISSING_PLACES, string.ascii_lowercase, strict=False))
"""The letter of each missing code: `a` stands for `.a`."""

_EPOCH = 3_653
"""Days from 1 January 1960, where Stata's calendar begins, to 1 January 1970."""

_RELEASE = 14
_TIMESTAMP = re.compile(rb"<timestamp>\x11.{17}</timestamp>", re.DOTALL)


def export_stata(study: Study, language: str | None) -> Exported:
    """Give a `.dta` for each language of labels, and the code book.

    Missing codes are `.a` to `.g` in the order of the vocabulary.
    """
    languages = languages_of(study, language)
    made = wide(study)
    shortener = Shortener()
    frame = pl.DataFrame([_coded(column) for column in made.columns])
    files = {
        file_name(study, lang, languages, ".dta"): _dta(study, made.columns, frame, lang, shortener)
        for lang in languages
    }
    files[f"{study.settings.study_id}.codebook.csv"] = codebook_csv(
        made.columns,
        languages,
        lambda category: str(category.number),
        lambda _column, place: f".{LETTERS[place]}",
    )
    return Exported(files, (*made.left, *dict.fromkeys(shortener.left)))


def _coded(column: Column) -> pl.Series:
    name, kind, values = column.variable.name, column.variable.kind, column.values
    if kind is Kind.TEXT:
        return values.fill_null("").alias(name)
    if kind is Kind.DATE:
        values = values.cast(pl.Int32) + _EPOCH
    if kind in (Kind.INTEGER, Kind.DECIMAL):
        values = values.cast(pl.Float64)
    if column.reasons is None:
        return values.alias(name)
    mixed = [
        LETTERS[reason] if reason else value
        for value, reason in zip(values.to_list(), column.reasons.to_list(), strict=True)
    ]
    return pl.Series(name, mixed, dtype=pl.Object)


def _dta(
    study: Study,
    columns: Sequence[Column],
    frame: pl.DataFrame,
    language: str,
    shortener: Shortener,
) -> bytes:
    import pyreadstat

    labels: dict[str, str | None] = {}
    values: dict[str, dict[Any, str]] = {}  # pyreadstat's types know no letters
    missing: dict[str, list[str]] = {}
    for column in columns:
        variable = column.variable
        name = variable.name
        labels[name] = shortener.cut(
            worded(variable.label, language), MAX_LABEL, name, _("the label"), len
        )
        if column.reasons is None:
            continue
        missing[name] = [*LETTERS.values()]
        values[name] = {
            one.number: shortener.cut(
                worded(one.label, language), MAX_VALUE_LABEL, name, _("the label of a value"), len
            )
            for one in variable.categories
        }
        values[name] |= {
            LETTERS[place]: why.label(language) for place, why in MISSING_PLACES.items()
        }
    title = worded(study.settings.title, language)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.dta"
        pyreadstat.write_dta(
            frame,
            path,
            file_label=shortener.cut(title, MAX_LABEL, "study", _("the title"), len),
            column_labels=labels,
            version=_RELEASE,
            variable_value_labels=values,
            missing_user_values=missing,
            variable_format={
                column.variable.name: "%td"
                for column in columns
                if column.variable.kind is Kind.DATE
            },
        )
        return _dated(path.read_bytes(), study)


def _dated(data: bytes, study: Study) -> bytes:
    """Put the study's date where ReadStat puts the clock's."""
    moment = f"{header_date(study.settings.date)} 00:00".encode()
    return _TIMESTAMP.sub(b"<timestamp>\x11" + moment + b"</timestamp>", data, count=1)
