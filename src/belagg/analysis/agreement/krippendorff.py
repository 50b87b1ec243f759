"""Krippendorff's alpha, for any number of coders, with missing judgements, on four scales."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from belagg.analysis.agreement.ratings import Ratings
from belagg.analysis.agreement.result import Coefficient, Interval, Known, Reason, Undefined

SEED = 20_07
"""What the bootstrap is drawn from where nothing else is said, so that a report can be remade."""

SAMPLES = 10_000
"""How many samples an interval is drawn from."""


class Scale(Enum):
    """What the categories are; numbers are read from them for `INTERVAL` and `RATIO`."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class _Coincidences:
    """How often categories fell together, and how far apart each two are."""

    observed: NDArray[np.float64]
    distance: NDArray[np.float64]

    @property
    def expected(self) -> NDArray[np.float64]:
        margins = self.observed.sum(axis=1)
        pairs = np.outer(margins, margins) - np.diag(margins)
        return np.asarray(pairs / (margins.sum() - 1), dtype=np.float64)


def alpha(ratings: Ratings, scale: Scale = Scale.NOMINAL) -> Coefficient:
    """Give Krippendorff's alpha; undefined where nothing varies or nothing is judged by two.

    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
    """
    found = _coincidences(ratings, scale)
    if isinstance(found, Undefined):
        return found
    disagreement = float((found.observed * found.distance).sum())
    return Known(1 - disagreement / float((found.expected * found.distance).sum()))


def alpha_with_interval(
    ratings: Ratings, scale: Scale = Scale.NOMINAL, *, seed: int = SEED, samples: int = SAMPLES
) -> Coefficient:
    """Give alpha with the middle 95 per cent of its bootstrap.

    Pairs of judgements are drawn from the observed coincidences, as many as there are pairs but at
    most 25 for each kind of pair that occurs; expected disagreement stays. Samples in which all
    agree because only one category was drawn count as 0.

    Source: Krippendorff, Algorithm for bootstrapping a distribution of alpha (2006, rev. 2011);
    Hayes and Krippendorff, Communication Methods and Measures 1 (2007).
    """
    value = alpha(ratings, scale)
    found = _coincidences(ratings, scale)
    if isinstance(value, Undefined) or isinstance(found, Undefined):
        return value
    sizes = ratings.pairable.sum(axis=1)
    drawn = np.sort(_bootstrap(found, int((sizes * (sizes - 1)).sum()) // 2, seed, samples))
    low, high = drawn[max(int(0.025 * samples) - 1, 0)], drawn[int(0.975 * samples)]
    return Known(value.value, Interval(float(low), float(high), samples, seed))


def _bootstrap(found: _Coincidences, pairs: int, seed: int, samples: int) -> NDArray[np.float64]:
    total = float(found.observed.sum())
    kinds = int((found.observed > 0).sum())
    draws = min(25 * kinds, pairs)
    # Pairs that are equally far apart need not be told from each other.
    apart, which = np.unique(found.distance.ravel(), return_inverse=True)
    chance = np.bincount(which, weights=found.observed.ravel()) / total
    disagreement = float((found.expected * found.distance).sum()) / total
    counts = np.random.default_rng(seed).multinomial(draws, chance / chance.sum(), size=samples)
    made = np.maximum(1 - counts @ apart / (draws * disagreement), -1.0)
    alike = np.diag(found.observed) / total
    perfect = np.flatnonzero(made == 1)
    if (alike > 0).sum() == 1:
        made[perfect] = 0
    else:
        made[perfect[: round(samples * float((alike**draws).sum()))]] = 0
    return np.asarray(made, dtype=np.float64)


def _coincidences(ratings: Ratings, scale: Scale) -> _Coincidences | Undefined:
    counts = ratings.pairable
    if not len(counts):
        return Undefined(Reason.NO_PAIRS)
    others = counts.sum(axis=1) - 1
    observed = (counts / others[:, None]).T @ counts - np.diag((counts / others[:, None]).sum(0))
    distance = _distance(ratings, scale, observed.sum(axis=1))
    found = _Coincidences(np.asarray(observed, dtype=np.float64), distance)
    if not (found.expected * distance).sum() > 0:
        return Undefined(Reason.NO_VARIATION)
    return found


def _distance(ratings: Ratings, scale: Scale, margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the squared difference of each two categories."""
    match scale:
        case Scale.NOMINAL:
            made = 1 - np.eye(len(margins))
        case Scale.ORDINAL:
            below = np.cumsum(margins) - margins / 2
            made = np.subtract.outer(below, below) ** 2
        case Scale.INTERVAL:
            numbers = np.array([float(category) for category in ratings.categories])
            made = np.subtract.outer(numbers, numbers) ** 2
        case Scale.RATIO:
            numbers = np.array([float(category) for category in ratings.categories])
            sums = np.add.outer(numbers, numbers)
            apart = np.subtract.outer(numbers, numbers)
            made = np.divide(apart, sums, out=np.zeros_like(apart), where=sums != 0) ** 2
    return np.asarray(made, dtype=np.float64)
