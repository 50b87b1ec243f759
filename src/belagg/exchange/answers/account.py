"""What was matched in a file of answers and what was not, for a person to look at."""

from dataclasses import dataclass, field

import polars as pl

from belagg.study.problems import nearest

_SUGGESTED = 50
"""For how many values of a column the nearest category is looked up."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A value that fits nothing: its column, how many rows have it, the first of them."""

    column: str
    value: str
    count: int
    row: int
    item: str | None = None
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """What a value of a column was taken for, and how many rows have it."""

    column: str
    item: str
    value: str
    meaning: str
    count: int


@dataclass
class Taken:
    """What was taken: frames of `responses`, and the lists of what was matched and what was not.

    `keys` are keys that mean no body or person; `formulas` is how many texts in a column began
    like a formula and got an apostrophe before them.
    """

    frames: list[pl.DataFrame] = field(default_factory=list)
    matched: list[Matched] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    keys: list[Unmatched] = field(default_factory=list)
    formulas: dict[str, int] = field(default_factory=dict)


def note_unmatched(
    into: list[Unmatched],
    places: pl.Series,
    column: pl.Series,
    unknown: list[str],
    counted: pl.DataFrame,
    *,
    words: list[str],
    item: str | None = None,
) -> None:
    """Note the values of a column that mean nothing, each with its count and first row.

    `places` has the row of each cell; `counted` each value and how often it stands; `words` those
    that one may have meant.
    """
    if not unknown:
        return
    counts = dict(counted.iter_rows())
    first = (
        pl.DataFrame({"value": column, "row": places})
        .filter(pl.col("value").is_in(unknown))
        .group_by("value")
        .agg(pl.col("row").min())
    )
    row_of = dict(first.iter_rows())
    for at, value in enumerate(unknown):
        near = nearest(value, words) if at < _SUGGESTED and words else None
        into.append(Unmatched(column.name, value, counts[value], row_of[value], item, near))
