"""The sheets of XLSX, XLS and ODS files through calamine, which trusts the sizes a file claims.

calamine keeps a sheet as a full rectangle, so that one cell far away asks for all the memory there
is and ends the process. An XLSX file is therefore unpacked and measured first, and read here only
when all its cells say where they are and lie close; everything else is read in a child process
with a limit on its memory (`belagg.study.workbook_child`).
"""

import datetime
import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.sheets import MAX_BYTES, MAX_CELLS, Cell, Sheet, sheet_of

_CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c(?=[\s/>])")
_PLACED = re.compile(rb'<(?:[^\s<>/:]+:)?c r="([A-Z]{1,3})(\d{1,7})"')
_FAILED = re.compile(rb'(<(?:[^\s<>/:]+:)?c r="[A-Z]+\d+"[^<>]*? t=")e"')


def zipped_sheets(data: bytes, file: str) -> tuple[Sheet, ...]:
    """Read the sheets of a zipped workbook, XLSX or ODS.

    Raises StudyError when it is damaged, declares entities, or is larger than a form can be.
    """
    parts = _unpacked(data, file)
    if "content.xml" in parts:
        return guarded_sheets(_packed(parts), file)
    if "xl/workbook.bin" in parts or not any("workbook" in name for name in parts):
        raise _unusable(
            file, "file-not-sheets",
            _("the file is packed, but it is not a workbook in XLSX or ODS; save it as XLSX"),
        )  # fmt: skip
    sheets = [name for name, content in parts.items() if b"sheetData" in content]
    # calamine reads a failed formula as a blank cell; as text it can be told to the reader.
    parts |= {name: _FAILED.sub(rb'\1str"', parts[name]) for name in sheets}
    if not all(_is_close(parts[name]) for name in sheets):
        return guarded_sheets(_packed(parts), file)
    try:
        found = list(cells_of(_packed(parts)))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in calamine is no Exception
        raise _damaged(file) from error
    return tuple(
        sheet_of(name, _numbered(rows), file=file, merged=merged) for name, rows, merged in found
    )


def guarded_sheets(data: bytes, file: str) -> tuple[Sheet, ...]:
    """Read the sheets of any workbook in a child process with a limit on its memory."""
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "belagg.study.workbook_child"],
            input=data, capture_output=True, check=False, timeout=120,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _damaged(file) from None
    if child.returncode != 0:
        raise _damaged(file)
    return tuple(
        sheet_of(
            name,
            [(number, tuple(map(_restored, cells))) for number, cells in rows],
            file=file,
            merged=tuple((a, b, c, d) for a, b, c, d in merged),
        )
        for name, rows, merged in json.loads(child.stdout)
    )


def cells_of(
    data: bytes,
) -> Iterator[tuple[str, list[list[Cell]], tuple[tuple[int, int, int, int], ...]]]:
    """Give each sheet's name, its rows from row 1, and its merged areas, as calamine reads them.

    Raises ValueError for a sheet with more than MAX_CELLS, and calamine's errors.
    """
    import python_calamine

    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for index, name in enumerate(book.sheet_names):
            if book.sheets_metadata[index].typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            if sheet.total_height * sheet.total_width > MAX_CELLS:
                raise ValueError(name)
            merged = tuple(
                (top + 1, left + 1, bottom + 1, right + 1)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            )
            yield name, sheet.to_python(skip_empty_area=False), merged


def portable(cell: Cell) -> Any:
    """Give a cell as JSON holds it; `_restored` is the way back."""
    if isinstance(cell, datetime.datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, datetime.date):
        return {"date": cell.isoformat()}
    if isinstance(cell, datetime.time):
        return {"time": cell.isoformat()}
    if isinstance(cell, datetime.timedelta):
        return {"seconds": cell.total_seconds()}
    return cell


def _restored(value: Any) -> Cell:
    match value:
        case {"datetime": text}:
            return datetime.datetime.fromisoformat(text)
        case {"date": text}:
            return datetime.date.fromisoformat(text)
        case {"time": text}:
            return datetime.time.fromisoformat(text)
        case {"seconds": number}:
            return datetime.timedelta(seconds=number)
        case str() | int() | float():
            return value
        case _:
            raise TypeError(value)


def _numbered(rows: list[list[Cell]]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    return ((number, tuple(cells)) for number, cells in enumerate(rows, start=1))


def _unpacked(data: bytes, file: str) -> dict[str, bytes]:
    """Unpack the XML of a zip, which Python does no further than the size the zip declares."""
    parts: dict[str, bytes] = {}
    left = MAX_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if not info.filename.endswith((".xml", ".rels", "mimetype", "workbook.bin")):
                    continue
                left -= info.file_size
                if left < 0:
                    raise _unusable(
                        file, "file-too-large",
                        _("the file unpacks to more than 64 MB, which no form needs"),
                    )  # fmt: skip
                parts[info.filename] = archive.read(info)
    # ValueError: a place before the beginning of the file.
    except (
        zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError,
        ValueError,
    ):  # fmt: skip
        raise _damaged(file) from None
    if any(b"<!DOCTYPE" in content or b"<!ENTITY" in content for content in parts.values()):
        raise _unusable(
            file, "file-has-entities",
            _("the file declares XML entities, which no spreadsheet program writes"),
        )  # fmt: skip
    return parts


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack again, so that what is read is just what was measured."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def _is_close(sheet: bytes) -> bool:
    """Say whether every cell of the sheet says where it is, and the farthest is close enough."""
    placed = _PLACED.findall(sheet)
    if len(placed) != len(_CELL.findall(sheet)):
        return False
    width = max(
        (_column_number(letters) for letters in {column for column, row in placed}), default=0
    )
    height = max(map(int, {row for column, row in placed}), default=0)
    return width * height <= MAX_CELLS


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _damaged(file: str) -> StudyError:
    return _unusable(
        file, "file-damaged",
        _(
            "the file cannot be read: it is damaged, locked with a password, or has a cell far "
            "away from the others. Open it, copy the sheets to a new file and save that as XLSX"
        ),
    )  # fmt: skip


def _unusable(file: str, code: str, message: str) -> StudyError:
    return StudyError([Problem(code, message, Where(file))])
