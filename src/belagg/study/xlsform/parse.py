"""From the sheets of a form to a questionnaire: pure, and with everything said at once."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple, TypeVar

from belagg.language import _
from belagg.study.problems import Left, Problem, Where, nearest
from belagg.study.questionnaire import Questionnaire
from belagg.study.sheets import Sheet
from belagg.study.xlsform.choices import ChoiceList, choice_lists, with_headings
from belagg.study.xlsform.columns import CHOICES, SURVEY, Columns, columns_of
from belagg.study.xlsform.findings import Findings, mended
from belagg.study.xlsform.items import ItemReader
from belagg.study.xlsform.languages import language_code, language_heading
from belagg.study.xlsform.repair import repaired, with_codes
from belagg.study.xlsform.settings import Settings, read_settings
from belagg.study.xlsform.structure import read_structure
from belagg.study.xlsform.table import Table, read_table
from belagg.study.xlsform.unfold import unfolded

Said = TypeVar("Said", Problem, Left)

SHEETS = ("survey", "choices", "settings")
"""The sheets of a form that a study holds."""

MAX_ROWS = 100_000
"""The longest sheet that is read."""

_OF_XLSFORM = frozenset({"external_choices", "entities", "osm"})


class Parsed(NamedTuple):
    """What came of a form: the questionnaire when there is no problem, and what was kept out."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]
    left: tuple[Left, ...]


def parse_form(sheets: Sequence[Sheet], file: str, language: str = "sv") -> Parsed:
    """Make a questionnaire of the sheets of an XLSForm.

    `file` is what messages call the form; its stem stands in for a title or form_id that is
    missing. `language` is the language of columns that name none, when the form does not say
    which is its default. Every problem of the form is given, in the order of its sheets and rows.
    """
    return _parse(sheets, file, language, Findings({}))


def parse_foreign_form(sheets: Sequence[Sheet], file: str, language: str = "sv") -> Parsed:
    """Make a questionnaire of a form that others made, as `parse_form` does, but for small faults.

    What can be mended without guessing what was meant (see `mended`) is listed among the left.
    """
    return _parse(sheets, file, language, Findings(mended()))


def _parse(sheets: Sequence[Sheet], file: str, language: str, findings: Findings) -> Parsed:
    found = _sheets(sheets, file, findings)
    survey_sheet = found.get("survey")
    too_long = [sheet for sheet in found.values() if len(sheet.rows) > MAX_ROWS]
    for sheet in too_long:
        findings.problem(
            "too-many-rows",
            _("the sheet has {count} rows; a form has at most {most}").format(
                count=len(sheet.rows), most=MAX_ROWS
            ),
            sheet.where(),
        )
    if survey_sheet is None or too_long:
        return Parsed(None, tuple(findings.problems), tuple(findings.left))
    settings = read_settings(found.get("settings"), findings)
    survey_columns = columns_of(survey_sheet, SURVEY, findings)
    needed = ("type",) if findings.mends("missing-name") else ("type", "name")
    lacking = _lacks(survey_sheet, survey_columns, needed, findings)
    choices_sheet = found.get("choices")
    if choices_sheet is not None and findings.mends("missing-name"):
        choices_sheet = with_headings(choices_sheet, findings)
    choices_columns = None
    if choices_sheet is not None:
        choices_columns = columns_of(choices_sheet, CHOICES, findings)
        lacking = lacking | _lacks(choices_sheet, choices_columns, ("list_name", "name"), findings)
    if lacking:
        return Parsed(None, tuple(findings.problems), tuple(findings.left))
    languages = _languages(settings, survey_columns, choices_columns, language)

    survey = read_table(survey_sheet, survey_columns.spoken(languages[0]), findings, languages)
    choices = None
    if choices_sheet is not None and choices_columns is not None:
        choices = read_table(
            choices_sheet, choices_columns.spoken(languages[0]), findings, languages
        )
    _note_languages(settings, survey, choices, findings)
    lists = choice_lists(choices, duplicates_allowed=settings.duplicates_allowed, findings=findings)
    survey, lists, unfolded_lists = unfolded(survey, lists, findings)
    if findings.mends("missing-name"):
        survey = repaired(survey, findings)
    reader = ItemReader(survey, read_structure(survey, findings), lists, findings)
    items, groups = reader.read()
    _leave_lists(choices, lists, reader.used | unfolded_lists, findings)
    if not items and survey.rows:
        reason = _("the form has no item that a study can hold; the questionnaire is empty")
        findings.leave(survey_sheet.name, reason, survey_sheet.where())
    stem = PurePath(file).stem
    questionnaire = Questionnaire(
        title=settings.title or settings.form_id or stem,
        form_id=settings.form_id or stem,
        version=settings.version,
        languages=languages,
        items=items,
        groups=groups,
    )
    if findings.mends("missing-name"):
        questionnaire = with_codes(
            questionnaire, findings, survey.sheet.where(survey_sheet.header_row)
        )
    return Parsed(
        None if findings.problems else questionnaire,
        _in_order(findings.problems, sheets),
        _in_order(findings.left, sheets),
    )


def _sheets(sheets: Sequence[Sheet], file: str, findings: Findings) -> dict[str, Sheet]:
    """Find the sheets of the form, whatever the case of their names; others are left."""
    found: dict[str, Sheet] = {}
    rest: list[Sheet] = []
    for sheet in sheets:
        name = sheet.name.strip().lower()
        if name not in SHEETS:
            rest.append(sheet)
        elif name in found:
            findings.problem(
                "duplicate-sheet",
                _("there are two sheets “{first}” and “{second}”; remove one").format(
                    first=found[name].name, second=sheet.name
                ),
                sheet.where(),
                found=sheet.name,
            )
        else:
            found[name] = sheet
    if "survey" not in found and len(sheets) == 1:
        return {"survey": sheets[0]}
    for name in ("survey", "choices"):
        near = nearest(name, (sheet.name for sheet in rest))
        if name in found or (name == "choices" and near is None):
            continue
        message = (
            _("there is no sheet “{name}”; rename “{found}”").format(name=name, found=near)
            if near
            else _("there is no sheet “{}”").format(name)
        )
        findings.problem("missing-sheet", message, Where(file), found=near)
    for sheet in rest:
        if sheet.header:
            reason = (
                _("a study does not hold this sheet of XLSForm")
                if sheet.name.strip().lower() in _OF_XLSFORM
                else _("the sheet is no part of the form")
            )
            findings.leave(sheet.name, reason, sheet.where())
    return found


def _lacks(sheet: Sheet, columns: Columns, kinds: Iterable[str], findings: Findings) -> bool:
    """Note the columns without which a sheet cannot be read; say whether one is missing."""
    missing = [kind for kind in kinds if not columns.has(kind)]
    misspelt = {problem.nearest for problem in findings.problems if problem.nearest in missing}
    for kind in missing:
        if kind not in misspelt:
            findings.problem(
                "missing-column",
                _("the sheet has no column “{}”").format(kind),
                sheet.where(sheet.header_row),
            )
    return bool(missing)


def _languages(
    settings: Settings, survey: Columns, choices: Columns | None, fallback: str
) -> tuple[str, ...]:
    """Give the languages of the form, the first language first."""
    named = list(dict.fromkeys([*survey.languages(), *(choices.languages() if choices else ())]))
    default = language_code(settings.default_language) if settings.default_language else ""
    plain = any(columns.has_plain("label") for columns in (survey, choices) if columns)
    if default in named or (plain and default and default != "default"):
        first = default
    elif plain or not named:
        first = fallback
    else:
        first = named[0]
    return tuple(dict.fromkeys([first, *named]))


def _note_languages(
    settings: Settings,
    survey: Table,
    choices: Table | None,
    findings: Findings,
) -> None:
    """Note a default language that no text has, and languages that one of the sheets lacks."""
    wanted, languages = settings.default_language, survey.languages
    if wanted and wanted != "default" and language_code(wanted) != languages[0]:
        findings.leave(
            wanted,
            _("no column is in the default language; {} is the first language instead").format(
                language_heading(languages[0])
            ),
            Where(survey.sheet.file, sheet="settings", column="default_language"),
        )
    for table in (survey, choices):
        if table is None:
            continue
        if not table.columns.has("label"):
            findings.leave(
                "label",
                _("the sheet has no column “label”; names are shown"),
                table.sheet.where(table.sheet.header_row),
            )
            continue
        for language in languages:
            if ("label", language) not in table.columns.at:
                findings.leave(
                    language_heading(language),
                    _("the sheet has no labels in this language"),
                    table.sheet.where(table.sheet.header_row),
                )


def _leave_lists(
    choices: Table | None, lists: dict[str, ChoiceList], used: set[str], findings: Findings
) -> None:
    for name, found in lists.items():
        if choices is not None and found.rows and name not in used:
            first = next(iter(found.rows.values()))
            findings.leave(
                name, _("no item that is held uses the list"), choices.where(first, "list_name")
            )


def _in_order(said: Iterable[Said], sheets: Sequence[Sheet]) -> tuple[Said, ...]:
    order = {(sheet.file, sheet.where().sheet): place for place, sheet in enumerate(sheets)}
    return tuple(
        sorted(
            said,
            key=lambda one: (
                order.get((one.where.file, one.where.sheet), -1),
                one.where.row or 0,
            ),
        )
    )
