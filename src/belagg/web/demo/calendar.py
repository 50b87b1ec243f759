"""The days of the model case's fieldwork, and a clock that stands on one of them.

What the demonstration plays again was done at a time; the functions that do it read the clock, so
the clock is put there while they do. The audit log is not: it tells when the demonstration was
loaded, since that is when it happened.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

PILOT = dt.date(2021, 4, 26)
PLANNED = dt.date(2021, 5, 3)
FIRST = dt.date(2021, 5, 19)
REMINDED = dt.date(2021, 6, 9)
RUNG = dt.date(2021, 6, 22)
CALLED = dt.date(2021, 6, 30)
POSTED = dt.date(2021, 7, 19)
CLOSED = dt.date(2021, 7, 30)
CODED = dt.date(2021, 8, 20)
MET = dt.date(2021, 9, 14)


def morning(day: dt.date) -> dt.datetime:
    """Give ten past eight of a day, in UTC."""
    return dt.datetime.combine(day, dt.time(8, 10), dt.UTC)


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let Django's clock stand at a moment."""
    real = timezone.now
    setattr(timezone, "now", lambda: moment)  # noqa: B010  # a function of another module
    try:
        yield
    finally:
        setattr(timezone, "now", real)  # noqa: B010  # as above
