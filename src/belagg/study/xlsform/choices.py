"""The sheet `choices`: lists of choices, each with the codes and the words of its categories."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from belagg.language import _, translate
from belagg.study.questionnaire import OTHER, Choice
from belagg.study.sheets import Sheet, text_of
from belagg.study.vocabulary import Missing
from belagg.study.xlsform.columns import CHOICES
from belagg.study.xlsform.findings import Findings
from belagg.study.xlsform.gaps import note_gaps
from belagg.study.xlsform.table import Row, Table


@dataclass(frozen=True)
class ChoiceList:
    """A named list of choices, and the row of each by its code."""

    choices: tuple[Choice, ...]
    rows: Mapping[str, Row]


def choice_lists(
    table: Table | None, *, duplicates_allowed: bool, findings: Findings
) -> dict[str, ChoiceList]:
    """Read every list; where the form allows duplicate codes, the first of each is kept."""
    if table is None:
        return {}
    choices: dict[str, dict[str, Choice]] = {}
    rows: dict[str, dict[str, Row]] = {}
    for row in table.rows:
        list_name, code = row.get("list_name"), row.get("name")
        if not _is_whole(table, row, findings):
            continue
        first = rows.setdefault(list_name, {}).get(code)
        if first is not None:
            _duplicate(table, row, first, duplicates_allowed, findings)
            continue
        rows[list_name][code] = row
        label = row.wording("label", table.languages)
        note_gaps(table, row, "label", label, findings)
        if not label:
            if table.columns.has("label"):
                findings.leave(
                    code, _("the choice has no label; its name is shown"), table.where(row, "label")
                )
            label = dict.fromkeys(table.languages, code)
        choices.setdefault(list_name, {})[code] = Choice(code, label)
    return {
        name: ChoiceList(tuple(by_code.values()), rows[name]) for name, by_code in choices.items()
    }


def with_headings(sheet: Sheet, findings: Findings) -> Sheet:
    """Give a sheet `choices` that has no headings with the usual ones, and say so.

    Of the second and third column the name is the one without blanks, by default the first.
    """
    heads = {re.split("::?", text_of(cell))[0].strip().lower() for cell in sheet.header}
    if not 2 <= len(sheet.header) <= 3 or heads & {*CHOICES, "list name"} or not sheet.rows:
        return sheet
    rows = [(sheet.header_row, sheet.header), *sheet.rows]

    def has_blanks(place: int) -> bool:
        return any(" " in text_of(cells[place]) for _row, cells in rows if place < len(cells))

    swapped = len(sheet.header) == 3 and has_blanks(1) and not has_blanks(2)
    rest = ("label", "name") if swapped else ("name", "label")
    header = ("list_name", *rest)[: len(sheet.header)]
    reason = _("the sheet has no headings; its columns are taken for {}")
    findings.leave(sheet.name, reason.format(", ".join(header)), sheet.where(sheet.header_row))
    return replace(sheet, header=header, rows=tuple(rows))


def with_other(choices: tuple[Choice, ...], languages: tuple[str, ...]) -> tuple[Choice, ...]:
    """Give the choices with the choice `other` at the end, unless they have it."""
    if any(choice.is_other for choice in choices):
        return choices
    return (*choices, Choice(OTHER, {lang: translate("Other", lang) for lang in languages}))


def _is_whole(table: Table, row: Row, findings: Findings) -> bool:
    """Note what a row of a list lacks, or has and must not have; say whether it is a choice."""
    list_name, code = row.get("list_name"), row.get("name")
    if not list_name or not code:
        missing = "name" if list_name else "list_name"
        merged = table.merged_into(row, missing)
        if merged is not None:
            findings.problem(
                "merged-cell",
                _("the cell is merged with row {}; split it and fill in every row").format(merged),
                table.where(row, missing),
            )
        elif list_name:
            findings.problem(
                "missing-choice-name",
                _("the choice has no name; the name is the code that answers are counted by"),
                table.where(row, "name"),
            )
        else:
            findings.problem(
                "missing-list-name",
                _("the choice stands in no list; write the name of its list"),
                table.where(row, "list_name"),
                found=code or None,
            )
        return False
    if code in {*Missing, "missing"}:
        findings.problem(
            "choice-is-missing-code",
            _(
                "“{}” says why an answer is missing and cannot be a choice: missing is never a "
                "category. Give the choice another name"
            ).format(code),
            table.where(row, "name"),
            found=code,
        )
        return False
    return True


def _duplicate(table: Table, row: Row, first: Row, allowed: bool, findings: Findings) -> None:
    code, where = row.get("name"), table.where(row, "name")
    if allowed:
        findings.leave(
            code, _("the list has the same choice in row {} already").format(first.number), where
        )
        return
    findings.problem(
        "duplicate-choice",
        _("the list “{list}” has the choice “{code}” in row {row} already").format(
            list=row.get("list_name"), code=code, row=first.number
        ),
        where,
        found=code,
    )
