"""What has changed since the last wave is counted where it may be, and nowhere else."""

import datetime as dt
from dataclasses import replace

import pytest

from belagg.analysis.figures import figures_of
from belagg.analysis.waves.exact import mcnemar
from belagg.study.vocabulary import Comparability

SAME = {"same_as": "1", "comparability": Comparability.SAME}


@pytest.fixture
def two_waves(make_study, make_item, answers):
    """Give figures of a study and its last wave from what four bodies answered."""

    def make(before, after, more=None, settings=None, successions=(), units=None):
        last = make_study(responses=answers("1", before), settings=settings)
        tables = {"units": units} if units else {}
        study = make_study(
            [make_item("1", **(SAME if more is None else more))],
            {"date": dt.date(2023, 9, 1)},
            responses=answers("1", after),
            successions=successions,
            **tables,
        )
        return figures_of(replace(study, waves={"2021": last}))

    return make


def told(figures, *names):
    return [figures[f"change.1.{name}"].value for name in names]


def test_bodies_are_followed_from_one_category_to_another(two_waves):
    figures = two_waves("yes no no partly", "yes yes no partly")
    assert told(figures, "n", "from.no.to.yes.count", "from.no.to.no.count") == [4, 1, 1]
    assert figures["change.1.from.no.to.yes.count"].units == ("02",)
    assert told(figures, "yes.before.count", "yes.after.count", "yes.points") == [1, 2, 25.0]
    assert told(figures, "yes.gained.count", "yes.lost.count") == [1, 0]


def test_where_every_body_has_answered_both_times_there_is_no_p_value(two_waves):
    assert "change.1.yes.p" not in two_waves("yes no no partly", "yes yes no partly")
    assert "change.1.yes.p" in two_waves("yes no no partly", "yes yes no -")


def test_who_did_not_answer_is_followed_but_not_compared(two_waves):
    figures = two_waves("yes no - partly", "yes yes no -")
    assert told(figures, "n", "from.missing.no_answer.to.no.count") == [2, 1]
    assert told(figures, "from.partly.to.missing.no_answer.count") == [1]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"same_as": "1"},
        {"same_as": "1", "comparability": Comparability.BROKEN},
        {"same_as": "2", "comparability": Comparability.SAME},
    ],
    ids=["new", "unjudged", "broken", "unknown"],
)
def test_what_may_not_be_compared_has_no_figures(two_waves, more):
    figures = two_waves("yes no no partly", "yes yes no partly", more)
    assert not [name for name in figures if name.startswith("change.1.")]
    assert figures["change.units.same.after.count"].value == 4


def test_an_item_that_is_changed_but_comparable_has_figures(two_waves):
    more = {"same_as": "1", "comparability": Comparability.CHANGED}
    assert told(two_waves("yes no no partly", "yes yes no partly", more), "n") == [4]


def test_flows_are_not_told_where_small_numbers_are_withheld(two_waves):
    figures = two_waves("yes no no no", "yes yes no no", settings={"suppress_below": 3})
    assert not [name for name in figures if name.startswith("change.1.")]


def test_merged_bodies_are_counted_apart_and_with_what_they_answered(two_waves):
    day = dt.date(2022, 1, 1)
    units = [
        {"unit_id": f"0{n}", "name": f"P {n}", "valid_to": dt.date(2021, 12, 31) if n > 2 else None}
        for n in range(1, 5)
    ] + [{"unit_id": "05", "name": "P 5", "valid_from": day}]
    gone_on = [{"before_id": f"0{n}", "after_id": "05", "on": day} for n in (3, 4)]
    figures = two_waves("yes no no yes", "yes yes - - no", successions=gone_on, units=units)
    names = ("from.no.to.unit.merged.count", "from.yes.to.unit.merged.count")
    assert told(figures, "n", *names, "from.unit.merged.to.no.count") == [2, 1, 1, 1]
    assert figures["change.units.merged.before.count"].value == 2
    assert figures["change.units.merged.after.count"].value == 1
    assert figures["units.count"].value == 3


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [
        (0, 0, 1.0),
        (5, 5, 1.0),
        (0, 5, 0.0625),
        (1, 9, 0.021484375),
        (121, 59, 4.434444926375551e-06),
    ],
)
def test_mcnemars_exact_p(gained, lost, p):
    """The last is the example in the documentation of statsmodels."""
    assert mcnemar(gained, lost) == mcnemar(lost, gained) == pytest.approx(p)
