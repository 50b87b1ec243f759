"""Gwet's AC1 and AC2, which stay steady where one category is far the most common."""

import numpy as np

from belagg.analysis.agreement.kappa import prevalence
from belagg.analysis.agreement.percent import observed_agreement
from belagg.analysis.agreement.ratings import Ratings
from belagg.analysis.agreement.result import Coefficient, Reason, Undefined, over_chance
from belagg.analysis.agreement.weights import Weights, weight_matrix


def gwet_ac(ratings: Ratings, weights: Weights = Weights.IDENTITY) -> Coefficient:
    """Give AC1, or with weights AC2; any number of coders, missing judgements allowed.

    The number of categories that could be chosen counts, not only those that were.

    Source: Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008); Handbook of
    Inter-Rater Reliability (4th ed., 2014), eq. 4.6.
    """
    if not len(ratings.pairable):
        return Undefined(Reason.NO_PAIRS)
    size = len(ratings.categories)
    if size < 2:
        return Undefined(Reason.ONE_CATEGORY)
    weight = weight_matrix(weights, size)
    share = prevalence(ratings.counts)
    chance = float(weight.sum() * (share * (1 - share)).sum() / (size * (size - 1)))
    observed = observed_agreement(ratings.pairable, np.asarray(weight, dtype=np.float64))
    return over_chance(observed, chance)
