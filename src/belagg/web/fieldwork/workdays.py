"""Days on which mail is sent and calls are made: no weekends, no holidays."""

import datetime as dt
from functools import lru_cache

import holidays

_SATURDAY = 5
_OFFICE_HOURS = range(8, 17)


@lru_cache(maxsize=64)
def _closed(country: str, year: int) -> frozenset[dt.date]:
    kinds = holidays.country_holidays(country).supported_categories
    wanted = tuple(kind for kind in kinds if kind in ("public", "de_facto"))
    return frozenset(holidays.country_holidays(country, years=[year], categories=wanted))


def is_workday(day: dt.date, country: str = "SE") -> bool:
    """Say whether people are at work; `country` is an ISO 3166-1 code."""
    return day.weekday() < _SATURDAY and day not in _closed(country, day.year)


def on_or_after(day: dt.date, country: str = "SE") -> dt.date:
    """Give the first workday from `day` on."""
    while not is_workday(day, country):
        day += dt.timedelta(days=1)
    return day


def later(day: dt.date, workdays: int, country: str = "SE") -> dt.date:
    """Give the workday that comes so many workdays after `day`."""
    day = on_or_after(day, country)
    for _step in range(workdays):
        day = on_or_after(day + dt.timedelta(days=1), country)
    return day


def is_office_time(moment: dt.datetime, country: str = "SE") -> bool:
    """Say whether mail may go out by itself at this local time: a workday, from 8 to 17."""
    return is_workday(moment.date(), country) and moment.hour in _OFFICE_HOURS
