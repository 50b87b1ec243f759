"""A workbook: the data in words, its code book, and a sheet for each table of the study."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from belagg.exchange.formats import Exported
from belagg.exchange.labels import codebook_rows, file_name, languages_of
from belagg.exchange.shorten import Shortener
from belagg.exchange.variables import MISSING_PLACES, Kind
from belagg.exchange.wide import Column, Wide, wide
from belagg.language import _
from belagg.study.problems import Left
from belagg.study.questionnaire import worded
from belagg.study.study import Study
from belagg.study.typing_cells import to_texts

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_576
MAX_CELL = 32_767
"""What a sheet of XLSX holds: rows, and characters of a cell."""

_FIRST_DAY = dt.date(1900, 3, 1)
"""The first day that every spreadsheet counts alike."""


def export_xlsx(study: Study, language: str | None) -> Exported:
    """Give a workbook for each language of labels.

    Sheets: `data`, a row for each body with the words of categories, and of missing codes in
    italics; `data codebook`; then each table that has rows. A table of more rows than a sheet
    holds is left out.
    """
    languages = languages_of(study, language)
    made = wide(study)
    shortener = Shortener()
    files = {
        file_name(study, lang, languages, ".xlsx"): _book(study, made, lang, shortener)
        for lang in languages
    }
    return Exported(files, (*made.left, *_too_long(study), *dict.fromkeys(shortener.left)))


def _too_long(study: Study) -> Iterator[Left]:
    for name, frame in study.tables.items():
        if len(frame) >= MAX_ROWS:
            reason = _("has {} rows, and a sheet holds 1,048,575; Parquet and CSV have it")
            yield Left(name, reason.format(len(frame)))


def _book(study: Study, made: Wide, language: str, shortener: Shortener) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    day = study.settings.date
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties(
            {
                "title": worded(study.settings.title, language),
                "comments": study.revision,
                "created": dt.datetime(day.year, day.month, day.day),
            }
        )
        writer = _Writer(book, shortener)
        writer.data(made.columns, language)
        rows = codebook_rows(
            made.columns,
            (language,),
            lambda category: worded(category.label, language),
            lambda _column, place: MISSING_PLACES[place].label(language),
        )
        writer.sheet("data codebook", rows[0], rows[1:])
        for name, frame in study.tables.items():
            if 0 < len(frame) < MAX_ROWS:
                writer.sheet(name, frame.columns, _plain(frame).iter_rows())
    return content.getvalue()


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return frame.with_columns(to_texts(frame.select(lists)))


class _Writer:
    """Writes sheets, each from its first row to its last, so that little is kept in memory."""

    def __init__(self, book: "Workbook", shortener: Shortener) -> None:
        self._book = book
        self._shortener = shortener
        self._heading = book.add_format({"bold": True, "bottom": 1})
        self._date = book.add_format({"num_format": "yyyy-mm-dd"})
        self._missing = book.add_format({"italic": True, "font_color": "#6b6b6b"})

    def sheet(self, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write a sheet of values as they are."""
        sheet = self._started(name, header)
        for row, cells in enumerate(rows, start=1):
            for place, value in enumerate(cells):
                self._cell(sheet, row, place, value, f"{name}, {header[place]}")

    def data(self, columns: Sequence[Column], language: str) -> None:
        """Write the data in words."""
        names = [column.variable.name for column in columns]
        sheet = self._started("data", names)
        words = [_words(column, language) for column in columns]
        why = {place: code.label(language) for place, code in MISSING_PLACES.items()}
        values = [column.values.to_list() for column in columns]
        reasons = [
            column.reasons.to_list() if column.reasons is not None else None for column in columns
        ]
        for row in range(min(len(values[0]), MAX_ROWS - 1)):
            for place, column in enumerate(values):
                given = reasons[place]
                reason = given[row] if given is not None else None
                if reason is not None:
                    sheet.write_string(row + 1, place, why[reason], self._missing)
                else:
                    value = words[place].get(column[row], column[row])
                    self._cell(sheet, row + 1, place, value, names[place])

    def _started(self, name: str, header: Sequence[str]) -> "Worksheet":
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(header) - 1, 18)
        for place, title in enumerate(header):
            sheet.write_string(0, place, title, self._heading)
        return sheet

    def _cell(self, sheet: "Worksheet", row: int, place: int, value: object, what: str) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value)
        elif isinstance(value, dt.date) and value >= _FIRST_DAY:
            sheet.write_datetime(row, place, value, self._date)
        elif value is not None and value != "":
            text = self._shortener.cut(str(value), MAX_CELL, what, _("a text"), len)
            sheet.write_string(row, place, text)


def _words(column: Column, language: str) -> Mapping[object, str]:
    if column.variable.kind is not Kind.CATEGORY:
        return {}
    return {one.number: worded(one.label, language) for one in column.variable.categories}
