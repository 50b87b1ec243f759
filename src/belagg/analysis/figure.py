"""A figure: one number, or one list of units, with a name and what it was made from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from belagg.study.vocabulary import Layer, Vocabulary

Value = int | float | str | tuple[str, ...] | None
"""A number, a date or text, the names of units; None where it is withheld or undefined."""


class FigureKind(Enum):
    """What kind of value a figure has, and so how it is written."""

    COUNT = "count"
    PERCENT = "percent"
    NUMBER = "number"
    COEFFICIENT = "coefficient"
    PROBABILITY = "probability"
    DATE = "date"
    TEXT = "text"
    UNITS = "units"


def no_units() -> tuple[str, ...]:
    """Stand for the units of a figure that has none."""
    return ()


def these(units: Iterable[str]) -> Callable[[], tuple[str, ...]]:
    """Give a way to units that are at hand."""
    known = tuple(units)
    return lambda: known


@dataclass(frozen=True)
class Figure:
    """One figure.

    `value` is unrounded, None where the study withholds small numbers (`withheld`) and where there
    is none to be had, for the reason in `undefined`. `n` is what a percent or count is of, None
    where that has no meaning. `unit_ids` gives the units behind it in order of id. `cited_id` names
    the row of `cited` that gives it, empty for an own figure. `low` and `high` are its bounds, None
    where it has none.
    """

    name: str
    kind: FigureKind
    value: Value
    n: int | None = None
    unit_ids: Callable[[], tuple[str, ...]] = field(default=no_units, compare=False, repr=False)
    question_id: str = ""
    layer: Layer | None = None
    category: str = ""
    missing: str = ""
    cited_id: str = ""
    withheld: bool = False
    undefined: Vocabulary | None = None
    low: float | None = None
    high: float | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The ids of the units behind the figure, in order."""
        return self.unit_ids()


def own(figures: Mapping[str, Figure], prefix: str) -> dict[str, Figure]:
    """Give the figures whose name begins with `prefix` and a dot."""
    return {name: figure for name, figure in figures.items() if name.startswith(f"{prefix}.")}
