"""McNemar's test, exact."""

from math import comb


def mcnemar(gained: int, lost: int) -> float:
    """Give the two-sided p of McNemar's exact test: that moves either way are equally likely.

    `gained` moved into a category and `lost` out of it; those that did not move say nothing. The
    smaller number is binomial with chance one half, doubled and at most 1, and 1 where nobody
    moved. Source: McNemar, Note on the sampling error of the difference between correlated
    proportions, Psychometrika 12 (1947); the exact form is the sign test.
    """
    moved = gained + lost
    tail = sum(comb(moved, k) for k in range(min(gained, lost) + 1))
    return min(1.0, tail / (1 << max(moved - 1, 0)))
