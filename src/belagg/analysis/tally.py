"""Counts of one layer: every item at once, whole or split by an attribute of the units."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from belagg.analysis.cells import Cells
from belagg.study.questionnaire import Item, ItemType
from belagg.study.study import Study
from belagg.study.vocabulary import Layer, Missing

MAX_SPLIT = 60
"""An attribute with more values than this is a name rather than a kind, and is not split by."""


@dataclass(frozen=True)
class Tally:
    """The counts of one item in one layer among some units.

    `counts` has every category of the item in order, also those nobody has; `missing` the kinds
    that occur. `n` is the number of units with a category or value; `contested` per category the
    units that have it though somebody judged otherwise, `doubtful` all such units.
    """

    n: int
    counts: Mapping[str, int]
    missing: Mapping[str, int]
    contested: Mapping[str, int] = field(default_factory=dict)
    doubtful: int = 0

    @property
    def missing_count(self) -> int:
        """The number of units without a category or value."""
        return sum(self.missing.values())


def categories(study: Study, item: Item) -> tuple[str, ...]:
    """Give the codes an item can have: its choices, or for a free text those of its rules."""
    if item.type.is_select:
        return item.codes
    if item.type is not ItemType.TEXT:
        return ()
    rules = study.tables["codebook"]
    mine = rules.filter(pl.col("question_id").eq_missing(pl.lit(item.question_id)))
    return tuple(mine["category"].drop_nulls().unique(maintain_order=True))


@dataclass(frozen=True)
class Split:
    """Which group each unit belongs to.

    `name` is what figures call the attribute, empty where all units are one group; `groups` the
    names of the groups; `of_unit` the place of its group by place of unit, null for none.
    """

    name: str
    groups: tuple[str, ...]
    of_unit: pl.Series


def splits(study: Study, cells: Cells) -> tuple[Split, ...]:
    """Give all ways the units are grouped: as a whole, and by each attribute."""
    whole = Split("", ("",), pl.repeat(0, len(cells.units), dtype=pl.UInt32, eager=True))
    return (
        whole,
        *(_split_by(study, cells, name, column) for name, column in attributes(study).items()),
    )


def _split_by(study: Study, cells: Cells, name: str, column: str) -> Split:
    units = study.tables["units"].select("unit_id", column)
    in_force = pl.DataFrame({"unit_id": cells.units}, schema={"unit_id": pl.String})
    values = in_force.join(units, on="unit_id", how="left", maintain_order="left")[column]
    groups = values.drop_nulls().unique().sort().to_list()
    of_unit = values.cast(pl.Enum(groups)).to_physical().cast(pl.UInt32)
    return Split(name, tuple(groups), of_unit)


def attributes(study: Study) -> dict[str, str]:
    """Give the attributes that results can be split by: name in figures -> column of `units`."""
    units = study.tables["units"]
    columns = ["kind", "parent_id", *(c for c in units.columns if c.startswith("attr_"))]
    return {
        column.removeprefix("attr_"): column
        for column in columns
        if 0 < units[column].drop_nulls().n_unique() <= MAX_SPLIT
    }


@cache
def slug(value: str) -> str:
    """Give a value as a part of a figure name: lower case, letters and digits, else hyphens."""
    return re.sub(r"[^\w]+", "-", value.casefold()).strip("-")


Tallies = Mapping[tuple[str, str], Tally]
"""Tallies by group and question_id, of the items that have any row in the layer."""


def tallies(study: Study, cells: Cells, layer: Layer, ways: Sequence[Split]) -> tuple[Tallies, ...]:
    """Count one layer by each way of grouping the units.

    Method: the layer's rows are grouped once, by everything they are counted by; each way of
    grouping is then made from those counts. Units without a row are counted by subtraction, so
    that the cost is linear in the rows and not in the grid.
    """
    width = max(len(cells.items), 1)
    unit = pl.col("cell") // width
    groups = {f"group_{place}": split.of_unit for place, split in enumerate(ways)}
    asked = pl.Series(cells.asked, dtype=pl.Boolean)
    counted = (
        cells.layers[layer]
        .lazy()
        .with_columns(
            item=(pl.col("cell") % width).cast(pl.UInt32),
            asked=pl.lit(asked).gather(unit),
            **{name: pl.lit(of_unit).gather(unit) for name, of_unit in groups.items()},
        )
        .group_by("item", "category", "missing", "asked", *groups)
        .agg(size=pl.len(), contested=pl.col("contested").sum(), valued=pl.col("value").count())
        .collect()
    )
    return tuple(
        _tallied(study, cells, split, counted.rename({f"group_{place}": "group"}))
        for place, split in enumerate(ways)
    )


def _tallied(study: Study, cells: Cells, split: Split, counted: pl.DataFrame) -> Tallies:
    found = (
        counted.drop_nulls("group")
        .group_by("group", "item", "category", "missing", "asked")
        .agg(pl.col("size", "contested", "valued").sum())
    )
    members = _group_sizes(split, cells)
    codes = [categories(study, study.questionnaire.by_id[q]) for q in cells.items]
    made: dict[tuple[int, int], _Counter] = {}
    for group, item, category, missing, was_asked, *sizes in found.iter_rows():
        counter = made.setdefault((group, item), _Counter(codes[item]))
        counter.add(category, missing, *sizes)
        counter.present[was_asked] += sizes[0]
    return {
        (split.groups[group], cells.items[item]): counter.tally(members[group])
        for (group, item), counter in made.items()
    }


def _group_sizes(split: Split, cells: Cells) -> dict[int, dict[bool, int]]:
    sizes: dict[int, dict[bool, int]] = {}
    asked = pl.Series("asked", cells.asked, dtype=pl.Boolean)
    frame = pl.DataFrame({"group": split.of_unit, "asked": asked})
    for group, was_asked, size in frame.drop_nulls().group_by("group", "asked").len().iter_rows():
        sizes.setdefault(group, {True: 0, False: 0})[was_asked] = size
    return sizes


class _Counter:
    """Gathers the counts of one item in one group."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.counts = dict.fromkeys(codes, 0)
        self.contested = dict.fromkeys(codes, 0)
        self.missing: dict[str, int] = {}
        self.present = {True: 0, False: 0}
        self.n = 0
        self.doubtful = 0

    def add(
        self, category: str | None, missing: str | None, size: int, contested: int, valued: int
    ) -> None:
        """Count units with a category (several codes with spaces), a value alone, or neither."""
        self.doubtful += contested
        if missing is not None:
            self.missing[missing] = self.missing.get(missing, 0) + size
        if category is None:
            self.n += valued
            return
        self.n += size
        for code in category.split(" "):
            self.counts[code] = self.counts.get(code, 0) + size
            self.contested[code] = self.contested.get(code, 0) + contested

    def tally(self, members: Mapping[bool, int]) -> Tally:
        """Finish: units of the group without a row are not answered, or not asked."""
        missing = dict(self.missing)
        for asked, code in ((True, Missing.NO_ANSWER), (False, Missing.NOT_ASKED)):
            absent = members[asked] - self.present[asked]
            if absent:
                missing[code.value] = missing.get(code.value, 0) + absent
        ordered = {code.value: missing[code.value] for code in Missing if code.value in missing}
        return Tally(self.n, self.counts, ordered, self.contested, self.doubtful)
