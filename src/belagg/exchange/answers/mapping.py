"""How the columns of somebody's file answer to the items of a study: a value, and its TOML.

The file is made by `belagg import responses --save-mapping`, corrected by hand where the guess was
wrong, and used again for the next delivery of the same survey.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Table

from belagg.language import _, ngettext
from belagg.study.problems import Problem, StudyError, Where, nearest
from belagg.study.questionnaire import ItemType, Questionnaire
from belagg.study.vocabulary import Missing, Origin

FORMAT = 1
"""The version of the mapping file that this program writes."""


class Part(StrEnum):
    """What of an answer a column holds: the answer, the free text beside it, or one choice."""

    ANSWER = "answer"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True)
class Use:
    """What one column is used for.

    `values` gives the category of each value as it stands in the file, `missing` the missing code
    of each; values that neither names are matched with the item's own codes and labels. `choice`
    is the category that a column of the part `choice` marks. `separator` stands between several
    categories in one cell. With `other`, a value that fits nothing is the text of the choice
    `other`.
    """

    item: str
    part: Part = Part.ANSWER
    choice: str | None = None
    separator: str | None = None
    other: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerMap:
    """A mapping from a file of answers to a study.

    `name` names the delivery: ids of answers begin with it, so that the same file read again finds
    its own answers. `unit`, `recipient`, `respondent` and `at` are columns: the body (code, name
    or alias; `units` says which body any other spelling means), the person asked (recipient_id, or
    e-mail address), what tells several answers of one body apart, and the time. A file with a row
    per answer has `question`, with the item in it, and one or both of `answer` and `text`; then
    `columns` are by question_id. `missing` and `empty` hold for every column: values that mean a
    missing code, and values that mean an empty cell. `leave` are columns left out on purpose.
    """

    name: str = "survey"
    origin: Origin = Origin.SURVEY
    sheet: str | None = None
    unit: str | None = None
    recipient: str | None = None
    respondent: str | None = None
    at: str | None = None
    question: str | None = None
    answer: str | None = None
    text: str | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    columns: Mapping[str, Use] = field(default_factory=dict)


_TEXTS = ("name", "sheet", "unit", "recipient", "respondent", "at", "question", "answer", "text")
_KEYS = ("format", *_TEXTS, "origin", "units", "missing", "empty", "leave", "columns")
_USE_KEYS = ("item", "part", "choice", "separator", "other", "values", "missing")


def render_map(
    answer_map: AnswerMap, open_values: Mapping[str, Sequence[tuple[str, int]]] | None = None
) -> str:
    """Give the mapping as TOML; `parse_map` is the way back.

    `open_values` are values by column that nothing matched, with their counts: each becomes a line
    that is commented out, for a person to fill in.
    """
    waiting = open_values or {}
    document = tomlkit.document()
    document.add(tomlkit.comment(_("How a file of answers is read; made by belagg, edit freely.")))
    document["format"] = FORMAT
    for key in _TEXTS:
        if (value := getattr(answer_map, key)) is not None:
            document[key] = value
    document["origin"] = answer_map.origin.value
    for key in ("empty", "leave"):
        if values := getattr(answer_map, key):
            document[key] = list(values)
    for key in ("units", "missing"):
        if pairs := getattr(answer_map, key):
            document[key] = dict(pairs)
    columns = tomlkit.table(is_super_table=True)
    for name, use in answer_map.columns.items():
        columns[name] = _use_table(use, waiting.get(name, ()))
    if answer_map.columns:
        document["columns"] = columns
    return tomlkit.dumps(document)


def _use_table(use: Use, waiting: Sequence[tuple[str, int]]) -> Table:
    made = tomlkit.table()
    made["item"] = use.item
    if use.part is not Part.ANSWER:
        made["part"] = use.part.value
    for key in ("choice", "separator"):
        if (value := getattr(use, key)) is not None:
            made[key] = value
    if use.other:
        made["other"] = True
    if use.missing:
        made["missing"] = dict(use.missing)
    if use.values or waiting:
        values = tomlkit.table()
        values.update(use.values)
        for value, count in waiting:
            key = tomlkit.string(value).as_string()
            told = ngettext("{} row", "{} rows", count).format(count)
            values.add(tomlkit.comment(f'{key} = ""  # {told}'))
        made["values"] = values
    return made


class _Reader:
    """Takes a mapping apart and gathers what is wrong with it."""

    def __init__(self, form: Questionnaire, file: str) -> None:
        self.form = form
        self.file = file
        self.problems: list[Problem] = []

    def fault(self, code: str, message: str, found: str = "", near: str | None = None) -> None:
        self.problems.append(Problem(code, message, Where(self.file), found, near))

    def known(self, data: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
        for key in data:
            if key not in keys:
                message = _("{}“{}” is no key of a mapping").format(where, key)
                self.fault("unknown-key", message, key, nearest(key, keys))

    def text(self, data: Mapping[str, Any], key: str, where: str = "") -> str | None:
        value = data.get(key)
        if value is None or (isinstance(value, str) and value):
            return value
        self.fault("bad-value", _("{}{}: “{}” is not a text").format(where, key, value))
        return None

    def pairs(self, data: Mapping[str, Any], key: str, where: str = "") -> dict[str, str]:
        value = data.get(key, {})
        if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
            return dict(value)
        message = _("{}{}: is not a table of texts").format(where, key)
        self.fault("bad-value", message)
        return {}

    def missing(self, data: Mapping[str, Any], where: str = "") -> dict[str, str]:
        pairs = self.pairs(data, "missing", where)
        codes = [code.value for code in Missing]
        for code in pairs.values():
            if code not in codes:
                message = _("{}missing: “{}” is not one of {}").format(
                    where, code, ", ".join(codes)
                )
                self.fault("unknown-value", message, code, nearest(code, codes))
        return pairs

    def texts(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key, [])
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        self.fault("bad-value", _("{}: is not a list of texts").format(key))
        return ()

    def use(self, name: str, data: Any) -> Use | None:
        where = f"[columns.{name}] "
        if not isinstance(data, dict):
            self.fault("bad-value", _("{}is not a table").format(where))
            return None
        self.known(data, _USE_KEYS, where)
        item_id = self.text(data, "item", where)
        item = self.form.by_id.get(item_id or "")
        if item is None or item.type is ItemType.NOTE:
            ids = [known.question_id for known in self.form.answerable]
            message = _("{}item: “{}” is not an item that takes an answer").format(
                where, item_id or ""
            )
            self.fault("unknown-item", message, item_id or "", nearest(item_id or "", ids))
            return None
        try:
            part = Part(data.get("part", "answer"))
        except ValueError:
            message = _("{}part: “{}” is not one of {}").format(
                where, data["part"], ", ".join(Part)
            )
            self.fault("unknown-value", message, str(data["part"]))
            return None
        use = Use(
            item.question_id,
            part,
            self.text(data, "choice", where),
            self.text(data, "separator", where),
            data.get("other") is True,
            self.pairs(data, "values", where),
            self.missing(data, where),
        )
        wanted = [*use.values.values(), *([use.choice] if use.choice else [])]
        for code in wanted:
            if item.type.is_select and not all(c in item.codes for c in code.split()):
                message = _("{}“{}” is not a category of {}").format(where, code, item.question_id)
                self.fault("unknown-category", message, code, nearest(code, item.codes))
        if (part is Part.CHOICE) != (use.choice is not None):
            message = _("{}choice: stands with part = “choice”, and only there").format(where)
            self.fault("bad-value", message)
        if use.other and not item.other:
            message = _("{}other: {} has no choice “other”").format(where, item.question_id)
            self.fault("bad-value", message)
        return use


def map_in(path: Path, form: Questionnaire) -> AnswerMap:
    """Read the mapping in a file, as `parse_map` does; StudyError also where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = _("cannot be read: {}").format(error)
        raise StudyError([Problem("no-mapping", message, Where(str(path)))]) from error
    return parse_map(text, form, str(path))


def parse_map(text: str, form: Questionnaire, file: str) -> AnswerMap:
    """Read a mapping for a study with the questionnaire; `file` is what messages call it.

    Raises StudyError with everything wrong: keys, items, categories and codes that are not there.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = _("is not TOML: {}").format(error)
        raise StudyError([Problem("bad-toml", message, Where(file))]) from error
    reader = _Reader(form, file)
    reader.known(data, _KEYS, "")
    if data.get("format") != FORMAT:
        message = _("format: “{}” is not a version that this program reads (1)")
        reader.fault("newer-format", message.format(data.get("format")))
    columns = data.get("columns", {})
    uses = {
        name: reader.use(name, use)
        for name, use in (columns.items() if isinstance(columns, dict) else ())
    }
    made = AnswerMap(
        units=reader.pairs(data, "units"),
        missing=reader.missing(data),
        empty=reader.texts(data, "empty"),
        leave=reader.texts(data, "leave"),
        columns={name: use for name, use in uses.items() if use is not None},
    )
    given = {key: value for key in _TEXTS if (value := reader.text(data, key)) is not None}
    made = replace(made, **given)  # type: ignore[arg-type]  # keys of _TEXTS are fields of text
    origin = data.get("origin", made.origin.value)
    if origin in [known.value for known in Origin]:
        made = replace(made, origin=Origin(origin))
    else:
        message = _("origin: “{}” is not one of {}").format(origin, ", ".join(Origin))
        reader.fault("unknown-value", message, str(origin))
    if made.unit is None and made.recipient is None:
        reader.fault("no-key", _("unit or recipient: name the column that says whose answer it is"))
    if made.question is not None and made.answer is None and made.text is None:
        reader.fault("no-answer", _("answer or text: name the column with the answer"))
    if reader.problems:
        raise StudyError(reader.problems)
    return made
