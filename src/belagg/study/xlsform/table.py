"""The rows of a sheet as texts by column, every cell judged on the way in."""

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from belagg.language import _
from belagg.study.problems import Where
from belagg.study.sheets import Cell, Sheet, text_of
from belagg.study.xlsform.columns import OF_XLSFORM, Columns, Key, column_letter
from belagg.study.xlsform.findings import Findings, rows_named

_FAILED = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_CONDITIONS = frozenset({"required", "relevant", "constraint"})
_PROSE = frozenset({"label", "hint", "constraint_message", "belagg_reason", "form_title"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank: its number in the sheet, and the texts that stand in it."""

    number: int
    cells: Mapping[Key, str]

    def get(self, kind: str, language: str = "") -> str:
        """Give the text in a column; empty where the cell is blank or there is no such column."""
        return self.cells.get((kind, language), "")

    def wording(self, kind: str, languages: tuple[str, ...]) -> dict[str, str]:
        """Give the texts of a translated column by language, where there is one."""
        cells = self.cells
        return {
            language: cells[kind, language] for language in languages if (kind, language) in cells
        }


@dataclass(frozen=True)
class Table:
    """A sheet whose columns are known and whose cells are texts; its first language is first."""

    sheet: Sheet
    columns: Columns
    rows: tuple[Row, ...]
    languages: tuple[str, ...] = ()

    def where(self, row: Row, kind: str | None = None, language: str = "") -> Where:
        """Give the place of a cell for a message, with the heading as it stands in the file."""
        heading = kind and self.columns.heading.get((kind, language), kind)
        return self.sheet.where(row.number, heading)

    def merged_into(self, row: Row, kind: str) -> int | None:
        """Give the row whose cell swallowed this one, where the two are merged."""
        position = self.columns.at.get((kind, ""))
        for top, left, bottom, right in self.sheet.merged:
            if (
                position is not None
                and top < row.number <= bottom
                and left <= position + 1 <= right
            ):
                return top
        return None


def read_table(
    sheet: Sheet, columns: Columns, findings: Findings, languages: tuple[str, ...] = ()
) -> Table:
    """Make texts of a sheet's cells; dates, failed formulas and control characters are noted."""
    held = [(position, key) for key, position in columns.at.items()]
    width = len(sheet.header)
    rows: list[Row] = []
    filled: dict[int, list[int]] = defaultdict(list)
    for number, cells in sheet.rows:
        texts: dict[Key, str] = {}
        for position, key in held:
            if position < len(cells) and (cell := cells[position]) != "":
                fault = None if isinstance(cell, str) and cell.isprintable() else _fault(cell, key)
                if fault is None and isinstance(cell, str) and cell[0] == "#":
                    fault = _fault(cell, key)
                if fault:
                    where = sheet.where(number, columns.heading[key])
                    findings.problem(*fault, where, found=text_of(cell))
                if text := _text(cell, key[0]):
                    texts[key] = text
        for position in columns.left:
            if position < len(cells) and cells[position] != "":
                filled[position].append(number)
        if len(cells) > width and any(cell != "" for cell in cells[width:]):
            filled[width].append(number)
        rows.append(Row(number, texts))
    _leave_columns(sheet, columns, filled, findings)
    return Table(sheet, columns, tuple(row for row in rows if row.cells), languages)


def _fault(cell: Cell, key: Key) -> tuple[str, str] | None:
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        if key[0] == "version":
            return None
        return "date-cell", _(
            "the spreadsheet program has made a date or time ({}) of what was written here; "
            "give the cell the format text and write it again"
        ).format(text_of(cell))
    if isinstance(cell, str) and _FAILED.fullmatch(cell):
        return "formula-error", _("the formula in the cell has failed ({})").format(cell)
    if isinstance(cell, str) and _CONTROL.search(cell):
        return "control-character", _(
            "the text has a character that cannot be shown; write it again"
        )
    return None


def _text(cell: Cell, kind: str) -> str:
    if isinstance(cell, bool) and kind in _CONDITIONS:
        return "true()" if cell else "false()"
    text = text_of(cell)
    if kind in _PROSE or "\u00a0" not in text:
        return text
    return text.replace("\u00a0", " ").strip()


def _leave_columns(
    sheet: Sheet, columns: Columns, filled: Mapping[int, list[int]], findings: Findings
) -> None:
    for position, rows in sorted(filled.items()):
        heading = columns.left.get(position, "")
        where = sheet.where(rows[0], heading or column_letter(position))
        if not heading:
            reason = _("the column has no heading")
        elif re.split("::?", heading)[0].strip().lower().replace(" ", "_") in OF_XLSFORM:
            reason = _("a study does not hold this column of XLSForm")
        else:
            reason = _("XLSForm has no such column")
        if len(rows) > 1:
            reason += f" ({rows_named(rows)})"
        findings.leave(heading or column_letter(position), reason, where)
