"""One CSV file of a package: bytes in UTF-8 <-> a frame of texts, every fault named by its row."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

import polars as pl

from belagg.language import _
from belagg.study.problems import Problem, Where

_BOM = b"\xef\xbb\xbf"

csv.field_size_limit(1 << 30)


@dataclass(frozen=True, slots=True)
class Texts:
    """The cells of a file as texts, and the row of the file each row of the frame stands on."""

    file: str
    frame: pl.DataFrame
    rows: pl.Series


def read_csv(data: bytes, file: str) -> tuple[Texts | None, list[Problem]]:
    """Read a CSV file as texts: one column per heading, an empty cell is null.

    Texts come out in NFC with LF; rows without a value are passed over. Gives None when the file
    cannot be taken apart; the problems then say why: not UTF-8, semicolons for commas, a heading
    twice, a row too long.
    """
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        message = _("is not UTF-8 (byte {} at position {}); save it as CSV UTF-8").format(
            hex(data[error.start]), error.start
        )
        return None, [Problem("not-utf8", message, Where(file, row=row))]
    if "\x00" in text:
        row = text[: text.index("\x00")].count("\n") + 1
        return None, [Problem("nul", _("holds a NUL character"), Where(file, row=row))]
    if not text.strip():
        return None, [Problem("empty-file", _("is empty; expected a row of headings"), Where(file))]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = _shape_problems(text, file)
    if problems:
        return None, problems
    frame = pl.read_csv(io.BytesIO(text.encode()), infer_schema=False)
    tidy = pl.all().str.normalize("NFC").replace("", None)
    frame = frame.rename(lambda name: name.strip()).with_columns(tidy)
    rows = pl.int_range(2, len(frame) + 2, eager=True).alias("row")
    filled = frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    return Texts(file, frame.filter(filled), rows.filter(filled)), []


def _shape_problems(text: str, file: str) -> list[Problem]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[Problem] = []
    number = 0
    header: list[str] = []
    try:
        for number, row in enumerate(rows, start=1):
            if number == 1:
                header = row
                problems.extend(_header_problems(header, file))
                if problems:
                    return problems
            elif row and len(row) != len(header):
                message = _("has {} cells; the heading has {}").format(len(row), len(header))
                problems.append(Problem("row-width", message, Where(file, row=number)))
    except csv.Error as error:
        message = _("is not well-formed CSV: {}").format(error)
        problems.append(Problem("bad-csv", message, Where(file, row=number + 1)))
    return problems


def _header_problems(header: list[str], file: str) -> list[Problem]:
    where = Where(file, row=1)
    if len(header) == 1 and header[0].count(";") > 1:
        message = _("has semicolons between its columns; expected commas")
        return [Problem("semicolons", message, where)]
    names = [name.strip() for name in header]
    problems = [
        Problem("duplicate-column", _("the column “{}” stands twice").format(name), where, name)
        for name, count in Counter(names).items()
        if count > 1 and name
    ]
    if "" in names:
        message = _("column {} has no heading").format(names.index("") + 1)
        problems.append(Problem("no-heading", message, where))
    return problems


def write_csv(frame: pl.DataFrame) -> bytes:
    """Write a frame of texts as CSV in UTF-8 with LF; null and empty text both become empty."""
    return frame.write_csv(line_terminator="\n").encode()
