"""The data in the study's own codes: each variable beside a column that says why it is missing."""

from collections.abc import Sequence

import polars as pl

from belagg.exchange.names import Names
from belagg.exchange.variables import MISSING_PLACES, Kind
from belagg.exchange.wide import Column

REASONS = pl.Enum([code.value for code in MISSING_PLACES.values()])


def in_codes(column: Column) -> pl.Series:
    """Give the values of a column with categories as the study's codes, 0 and 1 for choices."""
    variable = column.variable
    if variable.kind is not Kind.CATEGORY or variable.choice is not None:
        return column.values.alias(variable.name)
    codes = [category.code for category in variable.categories]
    places = (column.values - 1).cast(pl.UInt32)
    return pl.Series(codes, dtype=pl.Enum(codes)).gather(places).alias(variable.name)


def reasons(column: Column, name: str) -> pl.Series | None:
    """Give why the values of a column are missing, in the study's codes; None where none is."""
    if column.reasons is None or column.reasons.null_count() == len(column.reasons):
        return None
    words = pl.Series(REASONS.categories, dtype=REASONS)
    return words.gather((column.reasons - 1).cast(pl.UInt32)).alias(name)


def wide_in_codes(columns: Sequence[Column]) -> pl.DataFrame:
    """Give a row for each body; `NAME_missing` says why NAME is empty where it is."""
    names = Names()
    for column in columns:
        names.give(column.variable.name)
    made = []
    for column in columns:
        made.append(in_codes(column))
        why = reasons(column, names.give(column.variable.name, "_missing"))
        if why is not None:
            made.append(why)
    return pl.DataFrame(made)


def tidy_in_codes(columns: Sequence[Column]) -> pl.DataFrame:
    """Give a row for each body and variable that has a value or a missing code.

    Columns: `unit_id`, `variable`, `question_id`, `layer`, `choice` (of an item of several),
    `value` as text, `missing`.
    """
    units = columns[0].values.alias("unit_id")
    parts = []
    for column in columns:
        variable = column.variable
        if variable.item is None:
            continue
        why = reasons(column, "missing")
        part = pl.DataFrame([units, in_codes(column).cast(pl.String).alias("value")]).with_columns(
            variable=pl.lit(variable.name),
            question_id=pl.lit(variable.item.question_id),
            layer=pl.lit(variable.layer.value if variable.layer else None),
            choice=pl.lit(variable.choice, pl.String),
            missing=why.cast(pl.String) if why is not None else pl.lit(None, pl.String),
        )
        parts.append(part.filter(pl.col("value").is_not_null() | pl.col("missing").is_not_null()))
    order = ("unit_id", "variable", "question_id", "layer", "choice", "value", "missing")
    if not parts:
        return pl.DataFrame(schema=dict.fromkeys(order, pl.String()))
    return pl.concat(parts).select(order)
