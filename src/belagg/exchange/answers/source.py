"""A file of answers as one table of texts, whatever its format, with bounded memory.

What a file is, is told from its first bytes and not from its name. CSV is read by polars and goes
up to millions of rows; workbooks go through `belagg.study.sheets`; SPSS files are read in a child
process, because their reader is C code and the file may be anybody's.
"""

import csv
import io
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where, nearest
from belagg.study.sheets import Sheet, read_sheets, text_of

MAX_CSV = 512 * 2**20
"""The largest CSV or SPSS file that is read, in bytes."""

_SPSS = (b"$FL2", b"$FL3")
_OTHERS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Source:
    """A table of texts: `frame` has one text column for each heading, null where a cell is empty.

    `rows` is the row of the file that each row stands on. `labels` is what a column is called
    besides its heading (the variable label of SPSS). `file` is what messages call the file.
    """

    file: str
    frame: pl.DataFrame
    rows: pl.Series
    sheet: str | None = None
    labels: dict[str, str] = field(default_factory=dict)

    def where(self, row: int | None = None, column: str | None = None) -> Where:
        """Give the place of a cell for a message."""
        return Where(self.file, row=row, column=column, sheet=self.sheet)


def read_source(path: Path, sheet: str | None = None) -> Source:
    """Read the answers in a file: CSV, XLSX, XLS, ODS or SPSS; `sheet` chooses one by name.

    Without `sheet` the first one with rows is taken. Raises StudyError when there is no table.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(2000)
    except OSError as error:
        raise _unusable(path.name, "file-unreadable", str(error.strerror or error)) from error
    is_book = start.startswith(_OTHERS) or start.lstrip().lower().startswith((b"<?xml", b"<"))
    if not is_book and size > MAX_CSV:
        message = _("the file is larger than {} MB; deliver it in parts").format(MAX_CSV >> 20)
        raise _unusable(path.name, "file-too-large", message)
    if start.startswith(_SPSS):
        return tidied(_spss(path))
    if is_book:
        return tidied(_from_sheet(_chosen(read_sheets(path), sheet, path.name)))
    return tidied(_csv(path.read_bytes(), path.name))


def tidied(source: Source) -> Source:
    """Let texts be NFC with LF and nothing around them, empty ones null, and blank rows gone."""
    # One column at a time, so that only one lies in memory twice.
    columns = [
        column.str.replace_all("\r\n?", "\n").str.normalize("NFC").str.strip_chars()
        for column in source.frame.iter_columns()
    ]
    frame = pl.DataFrame([column.set(column == "", None) for column in columns])
    filled = (
        frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
        if columns
        else pl.Series([], dtype=pl.Boolean)
    )
    if not filled.any():
        raise _unusable(source.file, "no-rows", _("the file has no rows below its headings"))
    if filled.all():
        return Source(source.file, frame, source.rows, source.sheet, source.labels)
    rows = source.rows.filter(filled)
    return Source(source.file, frame.filter(filled), rows, source.sheet, source.labels)


def _csv(data: bytes, file: str) -> Source:
    data = _as_utf8(data, file)
    if not data[:4096].strip():
        raise _unusable(file, "no-rows", _("the file is empty"))
    head = io.StringIO(data[: 1 << 20].decode("utf-8", "ignore"), newline="")
    line = head.readline()
    delimiter = max(",;\t|", key=line.count)
    head.seek(0)
    try:
        header = next(csv.reader(head, delimiter=delimiter), [])
    except csv.Error as error:
        raise _unusable(
            file, "csv-unreadable", _("cannot be read as CSV ({})").format(error)
        ) from None
    try:
        frame = pl.read_csv(data, separator=delimiter, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise StudyError(_csv_problems(data, delimiter, file, str(error))) from error
    frame.columns = headed(header[: frame.width], frame.width)
    rows = pl.int_range(2, len(frame) + 2, eager=True)
    return Source(file, frame, rows)


def _as_utf8(data: bytes, file: str) -> bytes:
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unusable(file, "file-not-table", _("the file is neither a table nor CSV text"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()
    return data


def _csv_problems(data: bytes, delimiter: str, file: str, reason: str) -> list[Problem]:
    """Name the rows that are not like the heading; else what polars said."""
    rows = csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter, strict=True)
    problems: list[Problem] = []
    number, width = 0, 0
    try:
        for number, cells in enumerate(rows, start=1):
            width = width or len(cells)
            if len(cells) > width:
                message = _("has {} cells; the heading has {}").format(len(cells), width)
                problems.append(Problem("row-width", message, Where(file, row=number)))
            if len(problems) == 20:
                break
    except csv.Error as error:
        message = _("the row cannot be read as CSV ({}); is a quotation mark missing?")
        where = Where(file, row=number + 1)
        problems.append(Problem("csv-unreadable", message.format(error), where))
    if not problems:
        message = _("cannot be read as CSV ({})").format(reason.partition("\n")[0])
        problems.append(Problem("csv-unreadable", message, Where(file)))
    return problems


def _chosen(sheets: tuple[Sheet, ...], name: str | None, file: str) -> Sheet:
    if name is None:
        filled = [sheet for sheet in sheets if sheet.rows]
        if not filled:
            raise _unusable(file, "no-rows", _("the file has no rows below its headings"))
        return filled[0]
    for sheet in sheets:
        if sheet.name.casefold() == name.casefold():
            return sheet
    names = [sheet.name for sheet in sheets]
    message = _("there is no sheet “{}”; there are {}").format(name, ", ".join(names))
    near = nearest(name, names)
    raise StudyError([Problem("no-sheet", message, Where(file), name, near)])


def _from_sheet(sheet: Sheet) -> Source:
    width = max([len(sheet.header), *(len(cells) for _row, cells in sheet.rows)])
    names = headed([text_of(cell) for cell in sheet.header], width)
    columns = [
        pl.Series(
            name,
            [text_of(cells[at]) if at < len(cells) else None for _row, cells in sheet.rows],
            dtype=pl.String,
        )
        for at, name in enumerate(names)
    ]
    rows = pl.Series([row for row, _cells in sheet.rows], dtype=pl.Int64)
    return Source(sheet.file, pl.DataFrame(columns), rows, sheet.name or None)


def headed(header: list[str], width: int) -> list[str]:
    """Give every column a name of its own: its heading, numbered where it stands before."""
    seen: Counter[str] = Counter()
    names = []
    for at in range(width):
        text = " ".join(header[at].split()) if at < len(header) else ""
        name = text or _("column {}").format(at + 1)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _spss(path: Path) -> Source:
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "belagg.exchange.answers.spss_child", str(path)],
            capture_output=True, check=False, timeout=300,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        child = None
    if child is None or child.returncode != 0:
        message = _("the file cannot be read as SPSS; it is damaged, or asks for too much memory")
        raise _unusable(path.name, "file-damaged", message)
    frame = pl.read_ipc(child.stdout)
    labels = dict(zip(frame.columns, frame.row(0), strict=True)) if len(frame) else {}
    frame = frame.slice(1)
    rows = pl.int_range(1, len(frame) + 1, eager=True)
    named = {name: label for name, label in labels.items() if label}
    return Source(path.name, frame, rows, labels=named)


def _unusable(file: str, code: str, message: str) -> StudyError:
    return StudyError([Problem(code, message, Where(file))])
