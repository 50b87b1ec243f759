"""What a measure of agreement gives: a number, or in words why there is none."""

from dataclasses import dataclass

from belagg.study.vocabulary import Vocabulary


class Reason(Vocabulary):
    """Why a coefficient has no value."""

    NO_PAIRS = "no_pairs", "ingenting är bedömt av två", "nothing was judged by two"
    NO_VARIATION = (
        "no_variation",
        "alla bedömningar är lika, så det går inte att säga vad slumpen hade gett",
        "all judgements are the same, so what chance would have given cannot be told",
    )
    NOT_TWO = (
        "not_two",
        "måttet gäller två bedömare, och här är de fler eller färre",
        "the measure is for two judges, and here there are more or fewer",
    )
    ONE_CATEGORY = (
        "one_category",
        "det finns bara en kategori att välja",
        "there is only one category to choose",
    )
    OVERLAP = (
        "overlap",
        "samma bedömare har markerat samma textställe med flera koder",
        "one judge marked the same passage with several codes",
    )
    NOTHING_MARKED = "nothing_marked", "ingenting är markerat", "nothing is marked"


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 per cent of a bootstrap, and how it was drawn."""

    low: float
    high: float
    samples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Known:
    """A coefficient with a value: 1 is full agreement, 0 what chance gives (percent: 0 to 1)."""

    value: float
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Undefined:
    """A coefficient without a value, and why."""

    reason: Reason


Coefficient = Known | Undefined


def over_chance(observed: float, expected: float) -> Coefficient:
    """Give (observed - expected) / (1 - expected); undefined where chance leaves nothing over."""
    if 1 - expected < 1e-12:
        return Undefined(Reason.NO_VARIATION)
    return Known((observed - expected) / (1 - expected))
