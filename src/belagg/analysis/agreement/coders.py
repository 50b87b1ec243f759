"""How far the coders of a study agree, item by item: its ratings, and where they differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Self

import polars as pl

from belagg.analysis.agreement.gwet import gwet_ac
from belagg.analysis.agreement.kappa import cohen_kappa, fleiss_kappa
from belagg.analysis.agreement.krippendorff import Scale, alpha_with_interval
from belagg.analysis.agreement.percent import percent_agreement
from belagg.analysis.agreement.ratings import NONE, Ratings
from belagg.analysis.agreement.result import Coefficient
from belagg.analysis.cells import Cells, codings
from belagg.analysis.tally import categories
from belagg.study.questionnaire import Item, ItemType
from belagg.study.study import Study
from belagg.study.vocabulary import Grade, Layer

_ORDERED = ("no", "partly", "yes")
"""Answers that are known to stand in order, whatever the order of the choices."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two coders said different things: of how many units, and which."""

    said: tuple[str, str]
    units: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Agreement:
    """The decisions of several coders on the same things, before any dispute was settled.

    A missing code is a judgement like any other, except on a scale, where it has no place.
    """

    ratings: Ratings

    @cached_property
    def doubled(self) -> tuple[str, ...]:
        """The units that two coders or more have judged, in order."""
        several = (self.ratings.codes != NONE).sum(axis=1) >= 2
        return tuple(u for u, kept in zip(self.ratings.units, several, strict=True) if kept)

    @cached_property
    def disputed(self) -> tuple[str, ...]:
        """The units on which they differ, in order."""
        kinds = (self.ratings.counts > 0).sum(axis=1) > 1
        return tuple(u for u, kept in zip(self.ratings.units, kinds, strict=True) if kept)

    @cached_property
    def agreed(self) -> tuple[str, ...]:
        """The units judged by two or more on which all agree, in order."""
        disputed = set(self.disputed)
        return tuple(unit for unit in self.doubled if unit not in disputed)

    @property
    def scale(self) -> Scale:
        """The scale of what is judged: nominal, where nothing else is known."""
        return Scale.NOMINAL

    @property
    def ordered(self) -> Sequence[str]:
        """The categories that stand on one scale, in its order; none where there is no scale."""
        return ()

    @cached_property
    def on_scale(self) -> Ratings | None:
        """The judgements that have a place on an ordered scale; None where there is none."""
        return self.ratings.within(self.ordered) if self.ordered else None

    @property
    def percent(self) -> Coefficient:
        """The share of pairs of judgements that are alike."""
        return percent_agreement(self.ratings)

    @property
    def alpha(self) -> Coefficient:
        """Krippendorff's alpha with its interval."""
        return alpha_with_interval(self._measurable, self.scale)

    @property
    def ordinal_alpha(self) -> Coefficient | None:
        """Alpha where nearer categories differ less; None where there is no order."""
        return alpha_with_interval(self.on_scale, Scale.ORDINAL) if self.on_scale else None

    @property
    def kappa(self) -> Coefficient:
        """Cohen's kappa of two coders; Fleiss' where they are more."""
        return self.cohen if self.by_two else fleiss_kappa(self.ratings)

    @property
    def by_two(self) -> bool:
        """Whether the coders are two, so that their kappa is Cohen's."""
        return len(self.ratings.coders) == 2

    @property
    def cohen(self) -> Coefficient:
        """Cohen's kappa; undefined where the coders are not two."""
        return cohen_kappa(self.ratings)

    @property
    def fleiss(self) -> Coefficient:
        """Fleiss' kappa, of any number of coders."""
        return fleiss_kappa(self.ratings)

    @property
    def ac1(self) -> Coefficient:
        """Gwet's AC1."""
        return gwet_ac(self.ratings)

    def pairs(self) -> Iterator[Self]:
        """Give each two coders who have judged the same units, in order of name, with those."""
        for first, second in combinations(self.ratings.coders, 2):
            both = self.ratings.pair(first, second)
            if both.units:
                yield replace(self, ratings=both)

    def disagreements(self) -> list[Disagreement]:
        """Give each two things that coders said of the same unit, the most frequent first."""
        found: dict[tuple[int, int], list[str]] = {}
        names = self.ratings.categories
        for unit, row in zip(self.ratings.units, self.ratings.counts, strict=True):
            said = [place for place, count in enumerate(row) if count]
            for pair in combinations(said, 2):
                found.setdefault(pair, []).append(unit)
        ordered = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
        return [Disagreement((names[a], names[b]), tuple(units)) for (a, b), units in ordered]

    @property
    def _measurable(self) -> Ratings:
        """What has a place on the scale: for numbers the missing codes have none."""
        if self.scale is Scale.NOMINAL:
            return self.ratings
        return self.ratings.within([c for c in self.ratings.categories if _is_number(c)])


@dataclass(frozen=True, eq=False)
class ItemAgreement(Agreement):
    """How far coders agree on one item in one layer."""

    item: Item
    layer: Layer

    @property
    def scale(self) -> Scale:
        """The scale of the item: interval for numbers, else nominal."""
        return Scale.INTERVAL if self.item.type.is_number else Scale.NOMINAL

    @property
    def ordered(self) -> Sequence[str]:
        """The choices of the item that stand on one scale."""
        return ordered_codes(self.item)


@dataclass(frozen=True, eq=False)
class GradeAgreement(Agreement):
    """How far coders agree on what documents bear out of the claims on one item."""

    question_id: str

    @staticmethod
    def of(question_id: str, judgements: Iterable[tuple[str, str, str]]) -> "GradeAgreement":
        """Make it of (claim, coder, grade)."""
        return GradeAgreement(Ratings.of(judgements, [grade.value for grade in Grade]), question_id)

    @property
    def ordered(self) -> Sequence[str]:
        """The grades that say how much is borne out, the least first.

        What cannot be verified or was not reviewed has no place among them.
        """
        scale = (Grade.CONTRADICTED, Grade.NOT_SPECIFIED, Grade.PARTLY, Grade.CONFIRMED)
        return [grade.value for grade in scale]


def agreements(study: Study, cells: Cells) -> Iterator[ItemAgreement]:
    """Give the items and layers in which some unit was judged by two coders, in order."""
    rows = codings(study, cells)
    several = rows.group_by("layer", "cell").len().filter(pl.col("len") > 1)
    if several.is_empty():
        return
    width = len(cells.items)
    placed = rows.with_columns(item=pl.col("cell") % width, unit=pl.col("cell") // width)
    doubled = set(several.select("layer", pl.col("cell") % width).iter_rows())
    parts = placed.partition_by("item", "layer", as_dict=True)
    for place, question_id in enumerate(cells.items):
        for layer in Layer:
            if (layer.value, place) in doubled:
                part = parts[place, layer.value]
                item = study.questionnaire.by_id[question_id]
                yield ItemAgreement(_ratings(study, cells, item, part), item, layer)


def _ratings(study: Study, cells: Cells, item: Item, rows: pl.DataFrame) -> Ratings:
    said = list(rows.filter(~pl.col("missing"))["said"].unique().sort())
    missing = list(rows.filter(pl.col("missing"))["said"].unique().sort())
    known = [] if item.type is ItemType.SELECT_MULTIPLE else list(categories(study, item))
    return Ratings.of(
        (
            (cells.units[unit], coder, f"!{given}" if gone else given)
            for unit, coder, given, gone in rows.select(
                "unit", "coder", "said", "missing"
            ).iter_rows()
        ),
        [*dict.fromkeys((*known, *said)), *(f"!{code}" for code in missing)],
    )


def ordered_codes(item: Item) -> Sequence[str]:
    """Give the choices that stand on one scale, in its order; none where there is no such scale.

    Choices that are numbers do, and so do no, partly and yes; `other` has no place on it.
    """
    if item.type is not ItemType.SELECT_ONE:
        return ()
    numbers = [code for code in item.codes if _is_number(code)]
    if len(numbers) > 2:
        return sorted(numbers, key=float)
    worded = [code for code in _ORDERED if code in item.codes]
    return worded if len(worded) > 2 else ()


def _is_number(code: str) -> bool:
    try:
        float(code)
    except ValueError:
        return False
    return True
