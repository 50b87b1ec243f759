"""Who judged what as what: the table from which all agreement is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

NONE = -1
"""Stands where a coder has not judged a unit."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """Judgements of units by coders.

    `codes` has a row for each unit and a column for each coder: the place of the category among
    `categories`, or `NONE`. Categories that nobody used are among them too, in the order of the
    scale where there is one.
    """

    units: tuple[str, ...]
    coders: tuple[str, ...]
    categories: tuple[str, ...]
    codes: NDArray[np.int64]

    @staticmethod
    def of(judgements: Iterable[tuple[str, str, str]], categories: Sequence[str]) -> "Ratings":
        """Make ratings of (unit, coder, category); the last of a coder on a unit counts.

        ValueError where a category is not among the `categories`.
        """
        held = list(judgements)
        units = tuple(sorted({unit for unit, _coder, _category in held}))
        coders = tuple(sorted({coder for _unit, coder, _category in held}))
        row = {unit: place for place, unit in enumerate(units)}
        column = {coder: place for place, coder in enumerate(coders)}
        code = {category: place for place, category in enumerate(categories)}
        codes = np.full((len(units), len(coders)), NONE, dtype=np.int64)
        for unit, coder, category in held:
            if category not in code:
                message = f"{category!r} is not one of {', '.join(categories)}"
                raise ValueError(message)
            codes[row[unit], column[coder]] = code[category]
        return Ratings(units, coders, tuple(categories), codes)

    @staticmethod
    def of_table(table: Sequence[Sequence[int]]) -> "Ratings":
        """Make ratings by two coders of how often each pair of categories fell together.

        `table` has a row for each category of the first coder, a column for each of the second.
        """
        counts = np.asarray(table, dtype=np.int64)
        first, second = np.indices(counts.shape)
        codes = np.stack([np.repeat(part.ravel(), counts.ravel()) for part in (first, second)], 1)
        names = tuple(str(place) for place in range(len(counts)))
        return Ratings(tuple(str(unit) for unit in range(len(codes))), ("1", "2"), names, codes)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many coders gave each unit (row) each category (column)."""
        made = np.zeros((len(self.codes), len(self.categories)), dtype=np.int64)
        units, coders = np.nonzero(self.codes != NONE)
        np.add.at(made, (units, self.codes[units, coders]), 1)
        return made

    @cached_property
    def pairable(self) -> NDArray[np.int64]:
        """The rows of `counts` of units that two coders or more have judged."""
        kept: NDArray[np.int64] = self.counts[self.counts.sum(axis=1) >= 2]
        return kept

    def pair(self, first: str, second: str) -> "Ratings":
        """Give the judgements of two coders alone, of what both have judged."""
        columns = [self.coders.index(first), self.coders.index(second)]
        both = (self.codes[:, columns] != NONE).all(axis=1)
        units = tuple(unit for unit, kept in zip(self.units, both, strict=True) if kept)
        return Ratings(units, (first, second), self.categories, self.codes[both][:, columns])

    def within(self, categories: Sequence[str]) -> "Ratings":
        """Give the judgements with one of these categories alone, in that order."""
        place = {category: index for index, category in enumerate(categories)}
        moved = np.array([place.get(c, NONE) for c in self.categories] + [NONE], dtype=np.int64)
        return Ratings(self.units, self.coders, tuple(categories), moved[self.codes])
