"""Spreadsheets and CSV files as sheets of cells, read with bounded memory whatever the file says.

What a file is, is told from its first bytes and not from its name. Formulas are read as the value
they had when the file was saved. A file that cannot be used raises StudyError.
"""

import csv
import datetime
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where

Cell: TypeAlias = (
    str
    | int
    | float
    | bool
    | datetime.date
    | datetime.datetime
    | datetime.time
    | datetime.timedelta
)
"""The value of a cell as the program that saved it understood it; the empty text when blank."""

MAX_BYTES = 64 * 2**20
"""The largest file, and the largest unpacked content of one, that is read."""

MAX_CELLS = 5_000_000
"""The largest rectangle of cells of one sheet that is read."""


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet: its first row that is not blank, and the others that are not blank.

    `rows` pairs a row's number, from 1, with its cells. `merged` has the top, left, bottom and
    right of each merged area, from 1. `file` is what messages call the file; `name` is empty for
    a CSV file that has no other name. A formula that failed is its error as text (`#REF!`).
    """

    name: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    header_row: int = 1
    file: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def where(self, row: int | None = None, column: str | None = None) -> Where:
        """Give the place of a cell for a message."""
        alone = not self.name or self.file.endswith(f"{self.name}.csv")
        return Where(self.file, row=row, column=column, sheet=None if alone else self.name)


def sheet_of(
    name: str,
    rows: Iterable[tuple[int, tuple[Cell, ...]]],
    *,
    file: str = "",
    merged: tuple[tuple[int, int, int, int], ...] = (),
) -> Sheet:
    """Make a sheet of numbered rows; blank ones are left out and the first other is the header."""
    filled = [(number, cells) for number, cells in rows if any(cell != "" for cell in cells)]
    number, header = filled[0] if filled else (1, ())
    return Sheet(name, header, tuple(filled[1:]), number, file, merged)


def text_of(cell: Cell) -> str:
    """Give a cell as text: NFC, LF, nothing around it; 1.0 is 1, and true is TRUE as in Excel."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def clean(text: str) -> str:
    """Give a text as the study holds it: NFC, lines ending in LF, no blanks around it."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_sheets(path: Path, file: str | None = None) -> tuple[Sheet, ...]:
    """Read every sheet of a file: XLSX, XLS, ODS or CSV; `file` is what messages call it."""
    name = file or path.name
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise _unusable(name, "file-unreadable", str(error.strerror or error)) from error
    if size > MAX_BYTES:
        raise _unusable(name, "file-too-large", _("the file is larger than 64 MB"))
    return sheets_of(data, name)


def sheets_of(data: bytes, file: str) -> tuple[Sheet, ...]:
    """Read every sheet of a file's content; `file` is what messages call it."""
    if not data.strip():
        raise _unusable(file, "file-empty", _("the file is empty"))
    start = data[:2000].lstrip().lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from belagg.study.workbook import zipped_sheets

        return zipped_sheets(data, file)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from belagg.study.workbook import guarded_sheets

        return guarded_sheets(data, file)
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        raise _unusable(
            file, "file-not-sheets",
            _("the file is a web page, whatever its name says; save it as XLSX"),
        )  # fmt: skip
    if start.startswith(b"<?xml"):
        raise _unusable(
            file, "file-not-sheets", _("the file is XML, whatever its name says; save it as XLSX")
        )
    return (csv_sheet(data, file),)


def csv_sheet(data: bytes, file: str) -> Sheet:
    """Read a CSV file: UTF-8, UTF-16 with a mark, or Windows-1252; comma, semicolon or tab."""
    text = _decoded(data, file)
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    if max(text.count(delimiter), text.count("\n")) > MAX_CELLS:
        raise _unusable(file, "file-too-large", _("the file has more than five million cells"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    last = 0
    try:
        for number, cells in enumerate(reader, start=1):
            last = number
            if any(cells):
                rows.append((number, tuple(map(_unguarded, cells))))
    except csv.Error as error:
        problem = Problem(
            "csv-unreadable",
            _("the row cannot be read as CSV ({}); is a quotation mark missing?").format(error),
            Where(file, row=last + 1),
        )
        raise StudyError([problem]) from error
    return sheet_of("", rows, file=file)


def guarded(text: str) -> str:
    """Give a text for a CSV cell so that no spreadsheet takes it for a formula.

    An apostrophe is set before what starts like one (`=`, `+`, `-`, `@`); reading takes it away.
    """
    return "'" + text if text.lstrip("'").startswith(_FORMULA) else text


_FORMULA = ("=", "+", "-", "@")


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def _decoded(data: bytes, file: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unusable(
        file, "file-not-sheets", _("the file is neither a spreadsheet nor CSV text in UTF-8")
    )


def _unusable(file: str, code: str, message: str) -> StudyError:
    return StudyError([Problem(code, message, Where(file))])
