"""How long a guide that is published may stay."""

import datetime as dt

import pytest

from belagg.publish.guide.lasting import good_until
from belagg.study.settings import GuideRelease

DAY = dt.date(2021, 9, 1)
GUIDE = GuideRelease("g", DAY, "https://example.org/")


def service(number, confirmed):
    return {"service_id": f"s{number}", "name": f"Påhittad {number}", "confirmed_on": confirmed}


def rule(until, reviewed=DAY):
    return {"rule_id": f"r{until}", "valid_from": DAY, "source": "Lagen", "text": "x",
            "reviewed_on": reviewed, "reviewed_by": "jurist", "review_by": until}  # fmt: skip


@pytest.mark.parametrize(
    "services, rules, until",
    [
        ([service(1, dt.date(2021, 8, 1)), service(2, DAY)], [], dt.date(2022, 1, 28)),
        ([service(1, DAY)], [rule(dt.date(2021, 10, 1))], dt.date(2021, 10, 1)),
        ([service(1, dt.date(2020, 1, 1)), service(2, DAY)], [], dt.date(2022, 2, 28)),
        ([service(1, DAY)], [rule(dt.date(2021, 10, 1), reviewed=None)], dt.date(2022, 2, 28)),
        ([], [], None),
    ],
)
def test_it_holds_as_long_as_all_that_it_shows(make_study, services, rules, until):
    study = make_study(services=services, legal_rules=rules, settings={"guide": GUIDE})
    assert good_until(study) == until


def test_a_study_without_guide_and_cards_holds(make_study):
    assert good_until(make_study(services=[service(1, DAY)])) is None
