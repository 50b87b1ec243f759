"""Old backups go, and none lives longer than personal data may."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from belagg.web.operate.rotation import OLDEST, expired

NOW = dt.datetime(2026, 11, 25, 3, 0, tzinfo=dt.UTC)
AGES = st.timedeltas(dt.timedelta(), dt.timedelta(days=200))


def days(*ages):
    return {NOW - dt.timedelta(days=age) for age in ages}


def test_a_nightly_backup_leaves_a_week_of_days_then_weeks_then_months():
    kept = {NOW - dt.timedelta(days=age) for age in range(120)}
    for age in range(120, 0, -1):
        at = NOW + dt.timedelta(days=120 - age)
        kept |= {at}
        kept -= expired(kept, at)
    ages = sorted((at - time).days for time in kept)
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert 10 <= len(ages) <= 14
    assert ages[-1] <= OLDEST.days


@given(st.sets(AGES))
def test_what_goes_is_too_old_or_has_a_newer_one_beside_it(ages):
    made = {NOW - age for age in ages}
    gone = expired(made, NOW)
    assert gone <= made
    assert {time for time in made if NOW - time > OLDEST} <= gone
    young = {time for time in made if NOW - time <= OLDEST}
    if young:
        assert max(young) not in gone
    assert expired(made - gone, NOW) == set()


def test_several_a_day_leave_the_last():
    assert expired(days(0.1, 0.2, 0.3), NOW + dt.timedelta(hours=12)) == days(0.3)
