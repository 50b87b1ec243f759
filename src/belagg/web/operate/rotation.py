"""Which backups are kept: of each of seven days, four weeks and three months the last one."""

import datetime as dt
from collections.abc import Callable, Iterable

DAYS, WEEKS, MONTHS = 7, 4, 3
OLDEST = dt.timedelta(days=90)
"""No backup lives longer, so that what has been erased is gone from backups too."""


def expired(made: Iterable[dt.datetime], now: dt.datetime) -> set[dt.datetime]:
    """Give the times of the backups that are no longer kept."""
    young = sorted((time for time in made if now - time <= OLDEST), reverse=True)
    kept: set[dt.datetime] = set()
    for most, period in _PERIODS:
        last: dict[tuple[int, ...], dt.datetime] = {}
        for time in young:
            last.setdefault(period(time), time)
        kept |= set(list(last.values())[:most])
    return set(made) - kept


def _day(time: dt.datetime) -> tuple[int, ...]:
    return time.year, time.month, time.day


def _week(time: dt.datetime) -> tuple[int, ...]:
    return time.isocalendar()[:2]


def _month(time: dt.datetime) -> tuple[int, ...]:
    return time.year, time.month


_PERIODS: tuple[tuple[int, Callable[[dt.datetime], tuple[int, ...]]], ...] = (
    (DAYS, _day),
    (WEEKS, _week),
    (MONTHS, _month),
)
