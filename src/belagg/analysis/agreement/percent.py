"""Agreement as it is: the share of pairs of judgements that are alike."""

import numpy as np
from numpy.typing import NDArray

from belagg.analysis.agreement.ratings import Ratings
from belagg.analysis.agreement.result import Coefficient, Known, Reason, Undefined


def percent_agreement(ratings: Ratings) -> Coefficient:
    """Give the mean over the units of the share of pairs of coders that agree, from 0 to 1.

    With two coders this is the share of units on which they agree.
    """
    if not len(ratings.pairable):
        return Undefined(Reason.NO_PAIRS)
    return Known(observed_agreement(ratings.pairable, np.eye(len(ratings.categories))))


def observed_agreement(counts: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    """Give the mean weighted agreement of pairs; every unit of `counts` has two judgements or more.

    Source: Gwet, Handbook of Inter-Rater Reliability (4th ed., 2014), eq. 4.7.
    """
    sizes = counts.sum(axis=1)
    alike = (counts * (counts @ weights - 1)).sum(axis=1)
    return float(np.mean(alike / (sizes * (sizes - 1))))
