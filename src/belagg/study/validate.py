"""What must hold within and between the tables of a study: keys, references, answers that fit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from belagg.language import _
from belagg.study.answers import answer_problems, cited_problems, recipient_problems
from belagg.study.csv_file import Texts
from belagg.study.declare import Type
from belagg.study.part import Part
from belagg.study.problems import Problem, Where
from belagg.study.questionnaire import Questionnaire
from belagg.study.tables import TABLES
from belagg.study.typing_cells import to_texts

if TYPE_CHECKING:
    from belagg.study.study import Study

RESERVED = (
    "response", "claims", "cited", "documents", "units", "items", "recipients", "themes",
    "recommendations", "services", "follow_ups", "groups", "agreement", "segments",
    "change",
)  # fmt: skip
"""Names that figures of the study itself have; no item can have them."""


def validate(
    parts: Iterable[Part], form: Questionnaire | None, unread: Collection[str] = ()
) -> list[Problem]:
    """Give everything wrong within and between the parts.

    `form` None leaves items unchecked, and references to the tables `unread` are not followed: one
    fault there must not look like a fault in every row that refers to it.
    """
    parts = list(parts)
    values = {
        name: known
        for name, known in _known_values(parts, form).items()
        if name.partition(".")[0] not in unread
    }
    problems = []
    for part in parts:
        problems += _key_problems(part)
        problems += _required_problems(part)
        problems += _reference_problems(part, values)
        problems += _protected_problems(part)
        problems += _cycle_problems(part)
        if form is not None and part.file in ("responses.csv", "assessments.csv"):
            problems += answer_problems(part, form)
        if form is not None and part.file == "cited.csv":
            problems += cited_problems(part, form)
    problems += _private_problems(parts, unread)
    problems += recipient_problems(parts)
    if form is not None:
        problems += _reserved_problems(form)
    return problems


def _known_values(parts: Iterable[Part], form: Questionnaire | None) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for part in parts:
        for column in part.columns:
            if column.name in part.table.key and part.frame[column.name].dtype == pl.String:
                name = f"{part.table.name}.{column.name}"
                values.setdefault(name, part.frame[column.name].drop_nulls().unique().to_list())
    for table in TABLES.values():
        for key in table.key:
            values.setdefault(f"{table.name}.{key}", [])
    if form is not None:
        values["items"] = list(form.by_id)
    return values


def _key_problems(part: Part) -> list[Problem]:
    key = list(part.table.key)
    if not len(part.frame):
        return []
    problems = []
    for name in key:
        if name in part.texts.frame.columns:
            message = _("is empty; every row must have one")
            empty = part.texts.frame[name].is_null()
            problems += part.problems(empty, name, "empty-key", message)
    twice = ~part.frame.select(pl.struct(key).is_first_distinct()).to_series()
    twice &= part.frame.select(pl.all_horizontal(pl.col(key).is_not_null())).to_series()
    message = _("“{}” stands on an earlier row already")
    return problems + part.problems(twice, key[0], "duplicate-key", message)


def _required_problems(part: Part) -> list[Problem]:
    problems = []
    given = part.texts.frame
    for column in part.columns:
        if column.required and column.name not in part.table.key and column.name in given.columns:
            message = _("is empty; every row must have one")
            empty = given[column.name].is_null()
            problems += part.problems(empty, column.name, "empty-cell", message)
    return problems


def _reference_problems(part: Part, values: Mapping[str, list[str]]) -> list[Problem]:
    problems = []
    for column in part.columns:
        if column.references is None or column.references not in values or not len(part.frame):
            continue
        known = values[column.references]
        cells = part.frame[column.name]
        if column.holds is Type.LIST:
            outside = cells.list.eval(~pl.element().is_in(known)).list.any()
        else:
            outside = cells.is_not_null() & ~cells.is_in(known)
        table = column.references.partition(".")[0]
        home = _("the questionnaire") if table == "items" else f"{table}.csv"
        message = _("“{}” is not in {}")
        problems += part.problems(
            outside, column.name, "unknown-reference", message, home, allowed=known
        )
    return problems


def _protected_problems(part: Part) -> list[Problem]:
    """Keep out of the study where a service with a protected address lies."""
    if part.file != "services.csv":
        return []
    stated = (part.frame["protected_address"] & part.frame["place"].is_not_null()).fill_null(False)
    # What the cell says is not repeated: messages end up in logs.
    message = _("the address of this service is protected; no place may be stated for it")
    return [
        Problem(
            "protected-address", message, Where(part.file, row=part.rows[index], column="place")
        )
        for index in stated.arg_true()
    ]


def _cycle_problems(part: Part) -> list[Problem]:
    """Name the rows of a hierarchy that are among those they belong to."""
    key = part.table.key[0]
    problems = []
    for column in part.columns:
        if column.references != f"{part.table.name}.{key}":
            continue
        parents = dict(part.frame.select(key, column.name).drop_nulls().iter_rows())
        circular = [_is_circular(name, parents) for name in part.frame[key]]
        message = _("“{}” belongs in the end to this row itself")
        problems += part.problems(
            pl.Series(circular, dtype=pl.Boolean), column.name, "circular", message
        )
    return problems


def _is_circular(name: str, parents: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    above = parents.get(name)
    while above is not None and above not in seen:
        if above == name:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def _private_problems(parts: Sequence[Part], unread: Collection[str]) -> list[Problem]:
    """Name rows in private/ whose row in the public file is not there."""
    public = {part.table.name: part for part in parts if not part.file.startswith("private/")}
    problems = []
    for part in parts:
        table = part.table
        if not (part.file.startswith("private/") and table.public_columns) or table.name in unread:
            continue
        key = table.key[0]
        known = public[table.name].frame[key].to_list() if table.name in public else []
        strangers = part.frame[key].is_not_null() & ~part.frame[key].is_in(known)
        message = _("“{}” is not in {}")
        problems += part.problems(
            strangers, key, "private-without-public", message, f"{table.name}.csv", allowed=known
        )
    return problems


def _reserved_problems(form: Questionnaire) -> list[Problem]:
    return [
        Problem(
            "reserved-id",
            _(
                "“{}” is a name that figures of the study itself have; call the item otherwise"
            ).format(item.question_id),
            Where("questionnaire"),
            item.question_id,
        )
        for item in form.items
        if item.question_id in RESERVED or "@" in item.question_id or "." in item.question_id
    ]


def parts_of(study: "Study") -> list[Part]:
    """Give the tables of a study as parts, as if each had just been read from its file."""
    parts = []
    for table in TABLES.values():
        for columns, frames, file in (
            (table.public_columns, study.tables, f"{table.name}.csv"),
            (table.private_columns, study.private, f"private/{table.name}.csv"),
        ):
            if columns and table.name in frames:
                frame = frames[table.name]
                rows = pl.int_range(2, len(frame) + 2, eager=True)
                parts.append(Part(table, columns, file, frame, Texts(file, to_texts(frame), rows)))
    return parts
