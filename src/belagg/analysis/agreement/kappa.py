"""Kappa: Cohen's for two coders, and Fleiss' for any number."""

import numpy as np
from numpy.typing import NDArray

from belagg.analysis.agreement.percent import observed_agreement
from belagg.analysis.agreement.ratings import Ratings
from belagg.analysis.agreement.result import Coefficient, Reason, Undefined, over_chance
from belagg.analysis.agreement.weights import Weights, weight_matrix


def cohen_kappa(ratings: Ratings, weights: Weights = Weights.IDENTITY) -> Coefficient:
    """Give Cohen's kappa of two coders over what both have judged.

    Sources: Cohen, Educational and Psychological Measurement 20 (1960); weighted, Psychological
    Bulletin 70 (1968), with equal steps between the categories.
    """
    if len(ratings.coders) != 2:
        return Undefined(Reason.NOT_TWO)
    both = ratings.pair(*ratings.coders)
    if not len(both.units):
        return Undefined(Reason.NO_PAIRS)
    size = len(ratings.categories)
    table = np.zeros((size, size))
    np.add.at(table, (both.codes[:, 0], both.codes[:, 1]), 1 / len(both.units))
    weight = weight_matrix(weights, size)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    return over_chance(float((weight * table).sum()), float((weight * expected).sum()))


def fleiss_kappa(ratings: Ratings) -> Coefficient:
    """Give Fleiss' kappa; units need not have been judged by equally many.

    Sources: Fleiss, Psychological Bulletin 76 (1971); for unequal numbers Gwet (2014), ch. 3.
    """
    if not len(ratings.pairable):
        return Undefined(Reason.NO_PAIRS)
    observed = observed_agreement(ratings.pairable, np.eye(len(ratings.categories)))
    return over_chance(observed, float((prevalence(ratings.counts) ** 2).sum()))


def prevalence(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the mean over the units judged of the share of their judgements in each category."""
    judged = counts[counts.sum(axis=1) > 0]
    return np.asarray((judged / judged.sum(axis=1, keepdims=True)).mean(axis=0), dtype=np.float64)
