"""Withholding small numbers, so that nobody is recognised by them.

A count from 1 up to the study's limit, exclusive, is withheld. Where only one number of a sum is
withheld it could be had back by subtraction, so the next smallest is withheld with it (primary and
secondary cell suppression: Hundepool et al., Statistical Disclosure Control, Wiley 2012, ch. 4).
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def withheld(
    counts: Mapping[Key, int], sums: Sequence[Sequence[Key]], limit: int
) -> frozenset[Key]:
    """Give the keys to withhold.

    `counts` are the numbers; each of `sums` lists keys whose total is known to the reader; a
    count of 0 is shown, and is never withheld to protect another. `limit` 0 or 1 withholds nothing.
    """
    hidden = {key for key, count in counts.items() if 0 < count < limit}
    changed = bool(hidden)
    while changed:
        changed = False
        for keys in sums:
            inside = [key for key in keys if key in hidden]
            if len(inside) != 1:
                continue
            rest = [key for key in keys if key not in hidden and counts[key] > 0]
            if rest:
                hidden.add(min(rest, key=lambda key: counts[key]))
                changed = True
    return frozenset(hidden)
