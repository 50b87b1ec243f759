"""How far bodies have come: the last report stands, else what the answer measures."""

import pytest

from belagg.analysis.figures import figures_of


@pytest.fixture
def followed(make_study, answers):
    def make(actions=(), measured="1", **settings):
        return figures_of(make_study(
            responses=answers("1", "yes no partly"),
            recommendations=[{"recommendation_id": "r1", "level": "regional", "title": "Gör det",
                              "measured_by": measured}],
            actions=[{"action_id": f"a{n}", "recommendation_id": "r1", **row}
                     for n, row in enumerate(actions)],
            settings=settings,
        ))  # fmt: skip

    return make


def counts(figures):
    ends = ("done", "partly", "started", "not_started", "deferred", "none")
    return {end: figures.value(f"progress.r1.{end}.count") for end in ends}


def test_an_answer_measures_where_nothing_is_reported(followed):
    assert counts(followed()) == {
        "done": 1, "partly": 1, "started": 0, "not_started": 1, "deferred": 0, "none": 1,
    }  # fmt: skip


def test_a_report_stands_before_the_answer_and_the_last_before_the_first(followed):
    figures = followed([
        {"unit_id": "02", "status": "done", "at": "2023-02-01"},
        {"unit_id": "02", "status": "started", "at": "2023-01-01"},
        {"unit_id": "04", "status": "deferred", "at": "2023-01-01"},
    ])  # fmt: skip
    assert figures["progress.r1.done.count"].units == ("01", "02")
    assert counts(figures)["deferred"] == 1


def test_without_report_or_measure_there_is_no_figure(followed):
    assert not [name for name in followed(measured=None) if name.startswith("progress.")]


def test_where_small_numbers_are_withheld_no_answer_shows_as_a_status(followed):
    assert not [name for name in followed(suppress_below=3) if name.startswith("progress.")]
