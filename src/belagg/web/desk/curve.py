"""Answers over time as a line: where its points stand in a box of fixed size."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 560, 200
_LEFT, _BOTTOM = 34, 24


@dataclass(frozen=True)
class Curve:
    """A step line as the points of an SVG polyline, and the labels of its axes."""

    points: str
    first: str
    last: str
    ticks: tuple[tuple[int, int], ...]


def curve_of(days: Sequence[tuple[dt.date, int]], all_bodies: int) -> Curve | None:
    """Give the line of how many had answered by each day; None where nobody has."""
    if not days or not all_bodies:
        return None
    first, last = days[0][0], days[-1][0]
    span = max((last - first).days, 1)

    def x(day: dt.date) -> float:
        return _LEFT + (WIDTH - _LEFT - 6) * (day - first).days / span

    def y(count: int) -> float:
        return (HEIGHT - _BOTTOM) - (HEIGHT - _BOTTOM - 10) * count / all_bodies

    points, before = [f"{x(first):.1f},{y(0):.1f}"], 0
    for day, count in days:
        points += [f"{x(day):.1f},{y(before):.1f}", f"{x(day):.1f},{y(count):.1f}"]
        before = count
    ticks = tuple((count, round(y(count))) for count in (0, all_bodies // 2, all_bodies))
    return Curve(" ".join(points), first.isoformat(), last.isoformat(), ticks)
