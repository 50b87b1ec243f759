"""What must hold within and between the tables of a study: keys, references, answers that fit."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import polars as pl

from belagg.language import _
from belagg.study.csv_file import Texts
from belagg.study.declare import Column, Table, Type
from belagg.study.problems import Problem, Where, nearest
from belagg.study.questionnaire import Item, ItemType, Questionnaire
from belagg.study.tables import TABLES
from belagg.study.typing_cells import SHOWN, to_texts

if TYPE_CHECKING:
    from belagg.study.study import Study

RESERVED = (
    "response", "claims", "cited", "documents", "units", "items", "recipients", "themes",
    "recommendations", "services", "follow_ups", "groups", "agreement", "segments",
)  # fmt: skip
"""Names that figures of the study itself have; no item can have them."""

_VALUE_PATTERN = {
    ItemType.INTEGER: r"^-?\d+$",
    ItemType.DECIMAL: r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$",
    ItemType.DATE: r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
}


@dataclass(frozen=True, slots=True)
class Part:
    """The public or the private file of a table: typed, and the texts it was read from."""

    table: Table
    columns: tuple[Column, ...]
    file: str
    frame: pl.DataFrame
    texts: Texts

    @property
    def rows(self) -> pl.Series:
        """The row of the file that each row of the frame stands on."""
        return self.texts.rows

    def problems(
        self,
        bad: pl.Series,
        column: str,
        code: str,
        message: str,
        *details: object,
        allowed: Iterable[str] = (),
    ) -> list[Problem]:
        """Name cells of a column: `bad` are truths by row, or the indices of rows.

        `message` is filled with what was found and then the details.
        """
        indices = bad.fill_null(value=False).arg_true() if bad.dtype == pl.Boolean else bad
        known = list(allowed)
        made = []
        for index in islice(indices, SHOWN):
            cell = self.texts.frame[column][index] if column in self.texts.frame.columns else None
            found = cell or ""
            where = Where(self.file, row=self.rows[index], column=column)
            near = nearest(found, known) if known and found else None
            made.append(Problem(code, message.format(found, *details), where, found, near))
        if len(indices) > SHOWN:
            more = _("and {} more cells of the same kind").format(len(indices) - SHOWN)
            made.append(Problem(code, more, Where(self.file, column=column)))
        return made


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
        if form is not None and part.file in ("responses.csv", "assessments.csv"):
            problems += _answer_problems(part, form)
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


def _answer_problems(part: Part, form: Questionnaire) -> list[Problem]:
    frame = part.frame
    both = frame["category"].is_not_null() & frame["missing"].is_not_null()
    message = _("“{}” stands beside a missing code; a row has one or the other")
    problems = part.problems(both, "category", "category-and-missing", message)
    answers = frame.select("question_id", "category", "value").with_row_index("index")
    for (question,), rows in answers.group_by("question_id", maintain_order=True):
        item = form.by_id.get(str(question))
        if item is None:
            continue
        if item.type.is_select:
            problems += _category_problems(part, rows, item)
        else:
            given = rows.filter(pl.col("category").is_not_null())["index"]
            message = _("“{}” is a category, but {} has none to choose from")
            problems += part.problems(
                given, "category", "category-on-open-item", message, item.question_id
            )
        if (pattern := _VALUE_PATTERN.get(item.type)) is not None:
            wrong = rows.filter(~pl.col("value").str.contains(pattern))["index"]
            message = _("“{}” is not a value of an item of type {}")
            problems += part.problems(wrong, "value", "bad-value", message, item.type.value)
    return problems


def _category_problems(part: Part, rows: pl.DataFrame, item: Item) -> list[Problem]:
    codes = list(item.codes)
    if item.type is ItemType.SELECT_MULTIPLE:
        outside = pl.element().is_in(codes).not_()
        bad = pl.col("category").str.split(" ").list.eval(outside).list.any()
    else:
        bad = pl.col("category").is_in(codes).not_()
    wrong = rows.filter(bad)["index"]
    message = _("“{}” is not one of {}")
    return part.problems(
        wrong, "category", "unknown-category", message, ", ".join(codes), allowed=codes
    )


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
