"""The languages of labels, the names of files, and the list of what every value means."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeAlias

from belagg.exchange.table_csv import csv_bytes
from belagg.exchange.variables import MISSING_PLACES, Category, Kind
from belagg.exchange.wide import Column
from belagg.language import _
from belagg.study.problems import Problem, StudyError, nearest
from belagg.study.questionnaire import worded
from belagg.study.study import Study

CategoryCode: TypeAlias = Callable[[Category], str]
"""How a format writes a category."""

MissingCode: TypeAlias = Callable[[Column, int], str]
"""How a format writes the missing code at a place, in a column."""


def languages_of(study: Study, language: str | None) -> tuple[str, ...]:
    """Give the languages to make labels in: the one asked for, else all, the first first.

    StudyError where the study does not have the language.
    """
    known = study.settings.languages
    if language is None:
        return known
    if language not in known:
        message = _("the study is not in “{}” but in {}").format(language, ", ".join(known))
        raise StudyError(
            [Problem("no-language", message, found=language, nearest=nearest(language, known))]
        )
    return (language,)


def file_name(study: Study, language: str, languages: Sequence[str], suffix: str) -> str:
    """Name a file in a language: the first language's file bears the study's name alone."""
    stem = study.settings.study_id
    return f"{stem}{suffix}" if language == languages[0] else f"{stem}.{language}{suffix}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def header_date(day: dt.date) -> str:
    """Give a date as headers of SPSS and Stata have it: `01 Sep 2021`."""
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year:04}"


def codebook_rows(
    columns: Sequence[Column],
    languages: Sequence[str],
    category: CategoryCode,
    missing: MissingCode,
) -> list[list[str]]:
    """Give the code book: a heading, then a row for each value, and for each variable without any.

    Columns: variable, its label in each language, the item, the layer, the kind of value, the
    value as the data have it, the study's own code, the value's label in each language, and
    whether the value is a missing code.
    """
    rows = [
        [
            "variable", *(f"label_{lang}" for lang in languages), "question_id", "layer", "kind",
            "value", "code", *(f"value_label_{lang}" for lang in languages), "missing",
        ]
    ]  # fmt: skip
    for column in columns:
        variable = column.variable
        head = [
            variable.name,
            *(worded(variable.label, lang) for lang in languages),
            variable.item.question_id if variable.item else "",
            variable.layer.value if variable.layer else "",
            variable.kind.value,
        ]
        values = [
            [category(one), one.code, *(worded(one.label, lang) for lang in languages), "no"]
            for one in variable.categories
        ]
        if column.reasons is not None:
            values += [
                [missing(column, place), code.value, *map(code.label, languages), "yes"]
                for place, code in MISSING_PLACES.items()
            ]
        if variable.kind is not Kind.CATEGORY:
            values.insert(0, ["", "", *("" for _lang in languages), ""])
        rows += [[*head, *value] for value in values]
    return rows


def codebook_csv(
    columns: Sequence[Column],
    languages: Sequence[str],
    category: CategoryCode,
    missing: MissingCode,
) -> bytes:
    """Give the code book as CSV."""
    return csv_bytes(codebook_rows(columns, languages, category, missing))
