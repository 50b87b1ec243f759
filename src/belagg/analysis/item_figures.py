"""The figures of one item in one layer: counts, percents, units, missing, bounds, numbers."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import polars as pl

from belagg.analysis.cells import Cells
from belagg.analysis.figure import Figure, FigureKind
from belagg.analysis.suppression import withheld
from belagg.analysis.tally import Tally
from belagg.study.questionnaire import Item, ItemType
from belagg.study.vocabulary import Layer, Missing

_UNASKED = (Missing.NOT_APPLICABLE.value, Missing.NOT_ASKED.value)


Hidden = frozenset[tuple[str, str, str]]
"""What is withheld: attribute split by, group, category; the first two empty for the whole."""


@dataclass(frozen=True)
class Stem:
    """What the figures of an item have in common: how their names begin, and whose they are."""

    prefix: str
    item: Item
    layer: Layer
    among: Callable[[], frozenset[int]] | None = None


def stem(item: Item, layer: Layer) -> str:
    """Give how the figures of an item begin: `4A`, or `4A@stated` for the other layers."""
    return item.question_id if layer is Layer.RECODED else f"{item.question_id}@{layer.value}"


class UnitLists:
    """Finds the units behind a figure, when they are asked for."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self._of = cache(self._find)

    def of(
        self, at: Stem, category: str | None, missing: str | None
    ) -> Callable[[], tuple[str, ...]]:
        """Give a way to the units with a category, or with a kind of missing (`*`: any)."""

        def units() -> tuple[str, ...]:
            found = self._of(at.layer, at.item.question_id, category, missing)
            inside = at.among() if at.among else None
            return tuple(
                self.cells.units[place] for place in found if inside is None or place in inside
            )

        return units

    def _find(
        self, layer: Layer, question_id: str, category: str | None, missing: str | None
    ) -> tuple[int, ...]:
        rows = self.cells.item_rows(layer, question_id)
        if category is not None:
            chosen = pl.col("category").str.split(" ").list.contains(category)
            return tuple(rows.filter(chosen)["unit"])
        explicit = rows.filter(
            pl.col("missing").is_not_null() if missing == "*" else pl.col("missing") == missing
        )["unit"]
        found = set(explicit)
        wanted = {Missing.NO_ANSWER.value: True, Missing.NOT_ASKED.value: False}
        if missing == "*" or missing in wanted:
            there = set(rows["unit"])
            found |= {
                place
                for place, asked in enumerate(self.cells.asked)
                if place not in there and (missing == "*" or asked is wanted[str(missing)])
            }
        return tuple(sorted(found))


def hidden_counts(
    item: Item, whole: Tally, splits: Mapping[str, Mapping[str, Tally]], limit: int
) -> Hidden:
    """Give the categories to withhold, of the whole and of each group of each way to split it.

    Neither the sum of a group's categories nor that of a category's groups gives one back.
    """
    if limit <= 1:
        return frozenset()
    counts = {("", "", code): count for code, count in whole.counts.items()}
    sums = [list(counts)] if item.type is not ItemType.SELECT_MULTIPLE else []
    for split, groups in splits.items():
        for group, tally in groups.items():
            row = {(split, group, code): count for code, count in tally.counts.items()}
            counts |= row
            if item.type is not ItemType.SELECT_MULTIPLE:
                sums.append(list(row))
        sums += [
            [
                ("", "", code),
                *((split, group, code) for group in groups if code in groups[group].counts),
            ]
            for code in whole.counts
        ]
    return withheld(counts, sums, limit)


def item_figures(
    at: Stem, tally: Tally, lists: UnitLists, hidden: Collection[str]
) -> Iterator[Figure]:
    """Give the figures of one tally; those of the categories in `hidden` are withheld."""
    base = Figure(
        "", FigureKind.COUNT, None, tally.n, question_id=at.item.question_id, layer=at.layer
    )
    yield replace(base, name=f"{at.prefix}.n", value=tally.n)
    reachable = sum(size for code, size in tally.missing.items() if code not in _UNASKED)
    for code, count in tally.counts.items():
        units = lists.of(at, code, None)
        doubt = tally.contested.get(code, 0)
        low, high = count - doubt, count + reachable + tally.doubtful - doubt
        kept = replace(
            base, category=code, value=count, unit_ids=units, low=float(low), high=float(high)
        )
        yield from _of_category(f"{at.prefix}.{code}", kept, count, withhold=code in hidden)
    if at.among is None:
        yield from _of_missing(at, tally, base, lists)


def _of_category(prefix: str, kept: Figure, count: int, *, withhold: bool) -> Iterator[Figure]:
    if withhold:
        for name, kind in (
            ("count", FigureKind.COUNT),
            ("percent", FigureKind.PERCENT),
            ("units", FigureKind.UNITS),
        ):
            yield Figure(
                f"{prefix}.{name}", kind, None, kept.n, question_id=kept.question_id,
                layer=kept.layer, category=kept.category, withheld=True,
            )  # fmt: skip
        return
    yield replace(kept, name=f"{prefix}.count")
    if kept.n:
        yield replace(
            kept, name=f"{prefix}.percent", kind=FigureKind.PERCENT, value=100 * count / kept.n,
            low=None, high=None,
        )  # fmt: skip
    yield replace(
        kept, name=f"{prefix}.units", kind=FigureKind.UNITS, value=(), low=None, high=None
    )
    for end, bound in (("low", kept.low), ("high", kept.high)):
        yield replace(
            kept, name=f"{prefix}.count.{end}", value=int(bound or 0), low=None, high=None
        )


def _of_missing(at: Stem, tally: Tally, base: Figure, lists: UnitLists) -> Iterator[Figure]:
    parts = [("missing", "*", tally.missing_count)]
    parts += [(f"missing.{code}", code, size) for code, size in tally.missing.items()]
    for name, code, size in parts:
        units = lists.of(at, None, code)
        made = replace(base, missing=code, unit_ids=units, n=None)
        yield replace(made, name=f"{at.prefix}.{name}.count", value=size)
        yield replace(made, name=f"{at.prefix}.{name}.units", kind=FigureKind.UNITS, value=())


def number_figures(at: Stem, rows: pl.DataFrame, n: int) -> Iterator[Figure]:
    """Give the figures of an item of numbers or dates from its rows (`value` as text)."""
    base = Figure("", FigureKind.NUMBER, None, n, question_id=at.item.question_id, layer=at.layer)
    given = rows["value"].drop_nulls()
    if not len(given):
        return
    if at.item.type is ItemType.DATE:
        for name, day in (("min", str(given.min())), ("max", str(given.max()))):
            yield replace(base, name=f"{at.prefix}.{name}", kind=FigureKind.DATE, value=day)
        return
    whole = at.item.type is ItemType.INTEGER
    numbers = given.cast(pl.Int64 if whole else pl.Float64)
    for name in ("sum", "mean", "median", "min", "max"):
        value = getattr(numbers, name)()
        yield replace(base, name=f"{at.prefix}.{name}", value=value)
