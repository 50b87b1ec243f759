"""Percentages as a reader sees them, and whether they add up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal


def rounded(percent: float, decimals: int = 0) -> Decimal:
    """Round half up, as a reader does by hand, from the shortest decimal form of the number."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(percent)).quantize(step, rounding=ROUND_HALF_UP)


def rounded_total(percents: Sequence[float], decimals: int = 0) -> Decimal:
    """Give what the rounded percentages add up to."""
    return sum((rounded(percent, decimals) for percent in percents), Decimal(0))


def adds_up(percents: Sequence[float], decimals: int = 0) -> bool:
    """Say whether percentages that make a whole still do when rounded."""
    return not percents or rounded_total(percents, decimals) == 100
