"""Whether answers and decisions fit what was asked, and whom."""

from collections.abc import Iterable

import polars as pl

from belagg.language import _
from belagg.study.part import Part
from belagg.study.problems import Problem
from belagg.study.questionnaire import Item, ItemType, Questionnaire
from belagg.study.vocabulary import Layer

_EXACT = 2**53
"""The largest whole number that JSON and spreadsheets keep exact."""

_VALUE = pl.col("value")

_FITS = {
    ItemType.INTEGER: _VALUE.str.contains(r"^-?\d+$")
    & _VALUE.cast(pl.Int64, strict=False).is_between(-_EXACT, _EXACT).fill_null(value=False),
    ItemType.DECIMAL: _VALUE.str.contains(r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$")
    & _VALUE.cast(pl.Float64, strict=False).is_finite().fill_null(value=False),
    ItemType.DATE: _VALUE.str.contains(r"^\d{4}-\d{2}-\d{2}$")
    & _VALUE.str.to_date("%Y-%m-%d", strict=False).is_not_null(),
}
"""For each type of item with a value, whether the value is one of that type."""


def fits(item: Item, value: str) -> bool:
    """Say whether a value is one of the item's type; for an item without values it is not."""
    fitting = _FITS.get(item.type)
    return fitting is not None and bool(pl.DataFrame({"value": [value]}).select(fitting).item())


def answer_problems(part: Part, form: Questionnaire) -> list[Problem]:
    """Name what does not fit its item, in the answers or the decisions."""
    frame = part.frame
    both = frame["category"].is_not_null() & frame["missing"].is_not_null()
    message = _("“{}” stands beside a missing code; a row has one or the other")
    problems = part.problems(both, "category", "category-and-missing", message)
    if part.table.name == "assessments":
        problems += _empty_decisions(part)
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
        if (fits := _FITS.get(item.type)) is not None:
            wrong = rows.filter(pl.col("value").is_not_null() & ~fits)["index"]
            message = _("“{}” is not a value of an item of type {}")
            problems += part.problems(wrong, "value", "bad-value", message, item.type.value)
    return problems


def _empty_decisions(part: Part) -> list[Problem]:
    nothing = part.frame.select(
        pl.all_horizontal(pl.col("category", "missing", "value").is_null())
    ).to_series()
    message = _("nothing is decided: a row has a category, a missing code or a value")
    return part.problems(nothing, "category", "empty-decision", message)


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


def cited_problems(part: Part, form: Questionnaire) -> list[Problem]:
    """Name cited figures that stand for a figure of an item or layer that there is not."""
    layers = [""] + [f"@{layer.value}" for layer in Layer]
    stems = [f"{question}{layer}" for question in form.by_id for layer in layers]
    stem = part.frame["figure"].str.split(".").list.first()
    message = _("“{}” begins with no item of the questionnaire; 4A.no.count would be one of 4A")
    return part.problems(
        stem.is_not_null() & ~stem.is_in(stems), "figure", "unknown-figure", message, allowed=stems
    )


def recipient_problems(parts: Iterable[Part]) -> list[Problem]:
    """Name answers given for another body than the one the recipient was asked for."""
    by_file = {part.file: part for part in parts}
    names = ("units.csv", "recipients.csv", "responses.csv")
    if any(name not in by_file for name in names):
        return []
    units, recipients, answers = (by_file[name] for name in names)
    asked = (
        recipients.frame.select("recipient_id", asked_for="unit_id")
        .filter(pl.col("asked_for").is_in(units.frame["unit_id"].to_list()))
        .unique("recipient_id")
    )
    joined = answers.frame.select("recipient_id", "unit_id").join(
        asked, on="recipient_id", how="left", maintain_order="left"
    )
    elsewhere = joined["asked_for"].is_not_null() & (joined["asked_for"] != joined["unit_id"])
    message = _("“{}” was asked for another body than the one the row is on")
    return answers.problems(elsewhere, "recipient_id", "recipient-of-another-body", message)
