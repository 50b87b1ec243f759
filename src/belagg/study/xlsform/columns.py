"""The headings of a form's sheets: which column holds what, in which language.

Headings, and their older names, are those of pyxform 4; what it reads and we do not hold is known
by name, so that the reader is told which it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rapidfuzz import fuzz

from belagg.language import _
from belagg.study.problems import nearest
from belagg.study.sheets import Cell, Sheet, text_of
from belagg.study.xlsform.findings import Findings
from belagg.study.xlsform.languages import language_code

Key: TypeAlias = tuple[str, str]
"""A kind of column, and its language; the language is empty where none is named."""

TRANSLATED = frozenset({"label", "hint", "constraint_message"})

SURVEY: Mapping[str, str] = {
    "type": "type", "command": "type",
    "name": "name", "tag": "name", "value": "name",
    "label": "label", "caption": "label",
    "hint": "hint",
    "required": "required", "bind::required": "required",
    "relevant": "relevant", "relevance": "relevant", "bind::relevant": "relevant",
    "constraint": "constraint", "bind::constraint": "constraint",
    "constraint_message": "constraint_message", "constraining_message": "constraint_message",
    "bind::jr:constraintmsg": "constraint_message", "jr:constraintmsg": "constraint_message",
    "disabled": "disabled",
    "parameters": "parameters",
    "kobo--score-choices": "kobo--score-choices",
    "kobo--rank-items": "kobo--rank-items",
    "kobo--matrix_list": "kobo--matrix_list",
    "belagg_id": "belagg_id",
    "belagg_theme": "belagg_theme",
    "belagg_same_as": "belagg_same_as",
    "belagg_comparability": "belagg_comparability",
    "belagg_reason": "belagg_reason",
    "belagg_part_of": "belagg_part_of",
}  # fmt: skip
"""Headings of the sheet survey, as they are normalised, and the column each is."""

CHOICES: Mapping[str, str] = {
    "list_name": "list_name",
    "name": "name", "value": "name",
    "label": "label", "caption": "label",
}  # fmt: skip
"""Headings of the sheet choices, as they are normalised, and the column each is."""

SETTINGS: Mapping[str, str] = {
    "form_title": "form_title", "set_form_title": "form_title", "title": "form_title",
    "form_id": "form_id", "set_form_id": "form_id", "id_string": "form_id",
    "version": "version",
    "default_language": "default_language",
    "allow_choice_duplicates": "allow_choice_duplicates",
}  # fmt: skip
"""Headings of the sheet settings, as they are normalised, and the setting each is."""

OF_XLSFORM = frozenset({
    "appearance", "calculation", "calculate", "default", "read_only", "readonly", "trigger",
    "choice_filter", "repeat_count", "count", "jr:count", "media", "image",
    "big-image", "audio", "video", "guidance_hint", "autoplay", "rows", "required_message",
    "requiredmsg", "no_app_error_string", "noapperrorstring", "save_to", "intent", "bind", "body",
    "instance", "control", "query", "compact_tag", "sms_field", "sms_option", "sms_separator",
    "sms_allow_media", "sms_date_format", "sms_datetime_format", "sms_response",
    "accuracythreshold", "geometry", "list_name", "public_key", "submission_url", "auto_send",
    "auto_delete", "client_editable", "style", "attribute", "name", "prefix",
    "allow_choice_duplicates", "instance_name", "instance_id", "namespaces", "clean_text_values",
    "sms_keyword", "omit_instanceid", "id_string", "flat", "delimiter", "add_none_option",
    "instance_xmlns", "entity_version",
})  # fmt: skip
"""First words of headings that XLSForm knows and a study does not hold."""


@dataclass(frozen=True)
class Columns:
    """Where each kind of column stands in a sheet, from 0; its heading; and the columns left."""

    at: Mapping[Key, int]
    heading: Mapping[Key, str]
    left: Mapping[int, str]

    def languages(self) -> list[str]:
        """Give the languages that headings name, in order."""
        return list(dict.fromkeys(language for _kind, language in self.at if language))

    def has_plain(self, kind: str) -> bool:
        """Say whether the sheet has the column without the name of a language."""
        return (kind, "") in self.at

    def spoken(self, language: str) -> "Columns":
        """Give the columns so that those that name no language are in this one.

        Where a column names it too, that one is held, as in pyxform, and the other is left.
        """
        at: dict[Key, int] = {}
        heading: dict[Key, str] = {}
        left = dict(self.left)
        for key, position in self.at.items():
            kind, named = key
            if kind in TRANSLATED and not named:
                if (kind, language) in self.at:
                    left[position] = self.heading[key]
                    continue
                at[kind, language] = position
                heading[kind, language] = self.heading[key]
            else:
                at[key] = position
                heading[key] = self.heading[key]
        return Columns(at, heading, left)

    def has(self, kind: str) -> bool:
        """Say whether the sheet has the column, in whatever language."""
        return any(kind == has for has, _language in self.at)


def columns_of(sheet: Sheet, known: Mapping[str, str], findings: Findings) -> Columns:
    """Read a sheet's headings; duplicates and misspellings are noted, the unknown are left."""
    headings = [_heading(cell) for cell in sheet.header]
    separator = "::" if any("::" in heading for heading in headings) else ":"
    at: dict[Key, int] = {}
    left: dict[int, str] = {}
    taken: set[str] = set()
    for position, heading in enumerate(headings):
        key = _key(heading, separator, known)
        if key is None:
            left[position] = heading
            if heading and heading in taken:
                _duplicate(sheet, heading, heading, findings)
        elif key in at:
            _duplicate(sheet, heading, headings[at[key]], findings)
        else:
            at[key] = position
        taken.add(heading)
    columns = Columns(at, {key: headings[position] for key, position in at.items()}, left)
    _misspelt(sheet, columns, known, findings)
    return columns


def column_letter(position: int) -> str:
    """Give the letters a spreadsheet shows above the column, counted from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _heading(cell: Cell) -> str:
    return re.sub(r"\s+", " ", text_of(cell).replace("\u00a0", " "))


def _key(heading: str, separator: str, known: Mapping[str, str]) -> Key | None:
    parts = [part.strip() for part in heading.split(separator)]
    normal = [re.sub(r"\s+", "_", part).lower() for part in parts]
    if separator == ":" and "jr" in normal[:-1]:
        where = normal.index("jr")
        parts[where : where + 2] = [":".join(parts[where : where + 2])]
        normal[where : where + 2] = [":".join(normal[where : where + 2])]
    if normal[0] == "bind" and len(parts) > 1:
        parts, normal = parts[1:], ["bind::" + normal[1], *normal[2:]]
    kind = known.get(normal[0])
    if kind is None or len(parts) > 2 or (len(parts) == 2 and kind not in TRANSLATED):
        return None
    return kind, language_code(parts[1]) if len(parts) == 2 and parts[1] else ""


def _duplicate(sheet: Sheet, heading: str, first: str, findings: Findings) -> None:
    findings.problem(
        "duplicate-column",
        _("the column “{}” stands twice; remove one of the two").format(heading)
        if heading == first
        else _("the columns “{first}” and “{second}” are the same; remove one").format(
            first=first, second=heading
        ),
        sheet.where(sheet.header_row, heading),
        found=heading,
    )


def _misspelt(sheet: Sheet, columns: Columns, known: Mapping[str, str], findings: Findings) -> None:
    """Note a heading that is nearly that of a column the sheet does not have."""
    absent = [kind for kind in known.values() if not columns.has(kind)]
    for heading in columns.left.values():
        word = re.split("::?", heading)[0].strip().lower().replace(" ", "_")
        if not word or word in OF_XLSFORM:
            continue
        meant = nearest(word, absent)
        if meant and fuzz.ratio(word, meant) >= 85:
            findings.problem(
                "unknown-column",
                _("there is no column “{}” in XLSForm").format(heading),
                sheet.where(sheet.header_row, heading),
                found=heading,
                nearest=meant,
            )
