"""A questionnaire as an XLSForm that Kobo, ODK and pyxform read, and that `parse_form` reads back.

Codes and words stand in the columns of XLSForm; what only a study knows stands in columns that
begin with `belagg_`. The text field of a choice `other` is a row of its own, so that other programs
ask for it; the column `belagg_part_of` says whose it is.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Mapping

from belagg.language import _
from belagg.study.expression import Expression
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.questionnaire import OTHER, Choice, Group, Item, Questionnaire, Wording
from belagg.study.sheets import guarded
from belagg.study.xlsform.items import specify_other
from belagg.study.xlsform.languages import language_heading

MAX_CELL = 32_767
"""The number of characters a cell of XLSX holds."""

_TRANSLATED = ("label", "hint", "constraint_message")
_COLUMNS = (
    "type", "name", "belagg_id", "label", "hint", "required", "relevant", "constraint",
    "constraint_message", "belagg_theme", "belagg_same_as", "belagg_comparability",
    "belagg_reason", "belagg_part_of",
)  # fmt: skip
_ALWAYS = frozenset({"type", "name", "belagg_id", "label", "list_name"})

Cells = Mapping[str, str | Wording]
Grid = list[list[str]]

_END: Cells = {"type": "end_group"}


def write_xlsform(questionnaire: Questionnaire) -> bytes:
    """Give the questionnaire as an XLSX file; the same questionnaire gives the same bytes.

    The items of a group must stand together. Raises StudyError for a text that no cell can hold.
    """
    import xlsxwriter

    grids = form_grids(questionnaire)
    _refuse_long(grids)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties(
            {"title": questionnaire.title, "created": datetime.datetime(2000, 1, 1)}
        )
        heading = book.add_format({"bold": True, "bottom": 1})
        prose = book.add_format({"text_wrap": True, "valign": "top"})
        for name, grid in grids.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(grid[0]):
                sheet.set_column(column, column, 48 if "label" in title or "hint" in title else 18)
                sheet.write_string(0, column, title, heading)
            for row, cells in enumerate(grid[1:], start=1):
                for column, text in enumerate(cells):
                    if text:
                        sheet.write_string(row, column, text, prose)
    return content.getvalue()


def write_csv(questionnaire: Questionnaire) -> dict[str, str]:
    """Give the questionnaire as CSV texts by file name: survey.csv, choices.csv, settings.csv.

    What a spreadsheet program would take for a formula has an apostrophe before it, which is taken
    away on reading.
    """
    files = {}
    for name, grid in form_grids(questionnaire).items():
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(map(guarded, cells) for cells in grid)
        files[f"{name}.csv"] = text.getvalue()
    return files


def form_grids(questionnaire: Questionnaire) -> dict[str, Grid]:
    """Give the cells of each sheet, the headings first."""
    lists = _named_lists(questionnaire.items)
    rows = list(_survey_rows(questionnaire, lists))
    grids = {"survey": _grid(_COLUMNS, rows, questionnaire.languages)}
    choices: list[Cells] = [
        {"list_name": name, "name": choice.code, "label": choice.label}
        for name, members in lists.values()
        for choice in members
    ]
    if choices:
        grids["choices"] = _grid(("list_name", "name", "label"), choices, questionnaire.languages)
    grids["settings"] = [
        ["form_title", "form_id", "version", "default_language"],
        [
            questionnaire.title,
            questionnaire.form_id,
            questionnaire.version,
            language_heading(questionnaire.languages[0]),
        ],
    ]
    return grids


def _survey_rows(
    questionnaire: Questionnaire, lists: Mapping[object, tuple[str, tuple[Choice, ...]]]
) -> Iterable[Cells]:
    open_path: tuple[str, ...] = ()
    taken = {item.name.lower() for item in questionnaire.items}
    for item in questionnaire.items:
        shared = 0
        while item.group[: shared + 1] == open_path[: shared + 1] and shared < len(item.group):
            shared += 1
        for _group in open_path[shared:]:
            yield _END
        for depth in range(shared, len(item.group)):
            yield _group_row(questionnaire.group_by_path[item.group[: depth + 1]])
        open_path = item.group
        yield _item_row(item, lists)
        if item.other:
            name = f"{item.name}_other"
            while name.lower() in taken:
                name += "_text"
            taken.add(name.lower())
            yield _other_row(item, name, questionnaire.languages)
    for _group in open_path:
        yield _END


def _group_row(group: Group) -> Cells:
    relevant = group.relevance.text if group.relevance else ""
    return {"type": "begin_group", "name": group.name, "label": group.label, "relevant": relevant}


def _item_row(item: Item, lists: Mapping[object, tuple[str, tuple[Choice, ...]]]) -> Cells:
    kind = str(item.type)
    if item.type.is_select:
        kind += " " + lists[_list_key(item.choices)][0]
    if isinstance(item.required, Expression):
        required = item.required.text
    else:
        required = "yes" if item.required else ""
    return {
        "type": kind,
        "name": item.name,
        "belagg_id": "" if item.question_id == item.name else item.question_id,
        "label": item.label,
        "hint": item.hint,
        "required": required,
        "relevant": item.relevance.text if item.relevance else "",
        "constraint": item.constraint or "",
        "constraint_message": item.constraint_message,
        "belagg_theme": item.theme or "",
        "belagg_same_as": item.same_as or "",
        "belagg_comparability": str(item.comparability or ""),
        "belagg_reason": item.comparability_reason or "",
    }


def _other_row(item: Item, name: str, languages: tuple[str, ...]) -> Cells:
    return {
        "type": "text",
        "name": name,
        "label": {lang: item.other_label.get(lang) or specify_other(lang) for lang in languages},
        "relevant": f"selected(${{{item.name}}}, '{OTHER}')",
        "belagg_part_of": item.question_id,
    }


def _list_key(choices: tuple[Choice, ...]) -> object:
    return tuple((choice.code, *choice.label.items()) for choice in choices)


def _named_lists(items: tuple[Item, ...]) -> dict[object, tuple[str, tuple[Choice, ...]]]:
    """Give each distinct list of choices the name of the first item that has it."""
    lists: dict[object, tuple[str, tuple[Choice, ...]]] = {}
    taken: set[str] = set()
    for item in items:
        key = _list_key(item.choices)
        if item.type.is_select and key not in lists:
            # pyxform takes what follows a full stop for the ending of a file's name
            name = item.name.replace(".", "_")
            while name in taken:
                name += "_"
            taken.add(name)
            lists[key] = (name, item.choices)
    return lists


def _grid(columns: Iterable[str], rows: list[Cells], languages: tuple[str, ...]) -> Grid:
    used = [
        column for column in columns if column in _ALWAYS or any(row.get(column) for row in rows)
    ]
    headings: list[tuple[str, str]] = []
    for column in used:
        headings += (
            [(column, lang) for lang in languages] if column in _TRANSLATED else [(column, "")]
        )
    grid = [[f"{kind}::{language_heading(lang)}" if lang else kind for kind, lang in headings]]
    for row in rows:
        cells = []
        for kind, language in headings:
            value = row.get(kind, "")
            cells.append(value if isinstance(value, str) else value.get(language, ""))
        grid.append(cells)
    return grid


def _refuse_long(grids: Mapping[str, Grid]) -> None:
    problems = [
        Problem(
            "text-too-long",
            _("the text has {count} characters; a cell of XLSX holds {most}").format(
                count=len(text), most=MAX_CELL
            ),
            Where(sheet=name, row=number, column=grid[0][position]),
        )
        for name, grid in grids.items()
        for number, cells in enumerate(grid, start=1)
        for position, text in enumerate(cells)
        if len(text) > MAX_CELL
    ]
    if problems:
        raise StudyError(problems)
