"""Forms on disk: a workbook, a CSV file, or a folder with one CSV file for each sheet."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.sheets import Cell, Sheet, read_sheets, sheet_of, sheets_of, text_of
from belagg.study.xlsform.parse import SHEETS, Parsed, parse_foreign_form, parse_form

Parser: TypeAlias = Callable[[Sequence[Sheet], str, str], Parsed]


def read_form(path: Path, language: str = "sv", file: str | None = None) -> Parsed:
    """Read a form from a file or a folder, and never raise for what stands in it.

    `file` is what messages call it, by default the name of the path; `language` is that of texts
    whose column names none, when the form does not say.
    """
    return _read(path, language, file, parse_form)


def form_of(data: bytes, file: str, language: str = "sv") -> Parsed:
    """Read a form from the content of a file, as `read_form` does."""
    try:
        sheets = _form_sheets(sheets_of(data, file))
    except StudyError as error:
        return Parsed(None, error.problems, ())
    return parse_form(sheets, file, language)


def read_foreign_form(path: Path, language: str = "sv", file: str | None = None) -> Parsed:
    """Read a form that others made, as `read_form` does; small faults are mended and listed."""
    return _read(path, language, file, parse_foreign_form)


def _read(path: Path, language: str, file: str | None, parse: Parser) -> Parsed:
    file = file or path.name
    try:
        sheets = _folder(path, file) if path.is_dir() else _form_sheets(read_sheets(path, file))
        if path.stem.lower() in SHEETS and len(sheets) == 1:
            sheets = _folder(path.parent, "")
    except StudyError as error:
        return Parsed(None, error.problems, ())
    return parse(sheets, file, language)


def _folder(folder: Path, file: str) -> tuple[Sheet, ...]:
    problems: list[Problem] = []
    sheets: list[Sheet] = []
    for path in sorted(folder.iterdir()):
        name = path.stem.lower()
        if path.suffix.lower() != ".csv" or name not in SHEETS:
            continue
        called = f"{file}/{path.name}" if file else path.name
        try:
            sheets += (replace(sheet, name=name) for sheet in read_sheets(path, called))
        except StudyError as error:
            problems += error.problems
    if not sheets and not problems:
        problems.append(
            Problem("missing-sheet", _("there is no file survey.csv in the folder"), Where(file))
        )
    if problems:
        raise StudyError(problems)
    return tuple(sorted(sheets, key=lambda sheet: SHEETS.index(sheet.name)))


def _form_sheets(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Split a CSV file that has all sheets below each other, as pyxform reads them.

    The first column then has the name of a sheet, alone on its row; the rows of the sheet follow
    with that column blank.
    """
    if len(sheets) != 1:
        return sheets
    (only,) = sheets
    if not only.header or text_of(only.header[0]).lower() not in SHEETS:
        return sheets
    if any(cell != "" for cell in only.header[1:]):
        return sheets
    parts: dict[str, list[tuple[int, tuple[Cell, ...]]]] = {}
    name = ""
    for number, cells in [(only.header_row, only.header), *only.rows]:
        if first := text_of(cells[0]):
            name = first
        if any(cell != "" for cell in cells[1:]):
            parts.setdefault(name, []).append((number, cells[1:]))
    return tuple(sheet_of(name, rows, file=only.file) for name, rows in parts.items())
