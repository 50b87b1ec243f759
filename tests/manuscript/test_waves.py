"""What the blocks on waves show, and what they refuse to show."""

import datetime as dt
from dataclasses import replace

import pytest

from belagg.analysis.figures import figures_of
from belagg.manuscript.compose import compose
from belagg.manuscript.tree import FlowBlock, TableBlock
from belagg.report.walk import plain
from belagg.study.vocabulary import Comparability

ENGLISH = {"languages": ("en",), "unit_noun": {"en": ("region", "regions")}}
DAY = dt.date(2022, 1, 1)
GONE = dt.date(2021, 12, 31)
UNITS = [
    *({"unit_id": f"0{n}", "name": f"R {n}", "valid_to": GONE if n > 2 else None}
      for n in range(1, 5)),
    {"unit_id": "05", "name": "R 5", "valid_from": DAY},
]  # fmt: skip
MERGER = [{"before_id": f"0{n}", "after_id": "05", "on": DAY} for n in (3, 4)]


@pytest.fixture
def told(make_study, make_item, answers):
    """Compose a text about a second wave: two bodies go on, two merge."""

    def make(text, verdict=Comparability.SAME, reason=None, after="yes no - - no"):
        before = make_study(settings={**ENGLISH, "wave": "2021"},
                            responses=answers("1", "no no no yes"))  # fmt: skip
        item = make_item("1", same_as="1", comparability=verdict, comparability_reason=reason)
        study = make_study(
            [item],
            {**ENGLISH, "date": dt.date(2023, 9, 1), "wave": "2023"},
            texts={"report/1.md": text},
            units=UNITS,
            successions=MERGER,
            responses=answers("1", after),
        )
        study = replace(study, waves={"2021": before})
        return compose(study, figures_of(study), "en")

    return make


def rows(table):
    return [[plain(cell.children) for cell in row] for row in table.rows]


def test_the_flow_counts_every_body_of_both_waves_once(told):
    made = told("::: change 1")
    assert not made.problems
    flow, _changes = made.body
    assert isinstance(flow, FlowBlock)
    assert flow.times == ("2021", "2023")
    assert sum(end.count for end in flow.before) == 4 + 1
    assert sum(end.count for end in flow.after) == 3 + 2
    assert sum(strand.count for strand in flow.strands) == 5
    assert "Went into a merger" in flow.alt


def test_the_table_beside_the_flow_has_its_numbers(told):
    flow, changes = told("::: change 1").body
    assert rows(flow.table) == [
        ["Yes", "–", "–", "1", "1"],
        ["No", "1", "1", "1", "3"],
        ["Came of a merger", "–", "1", "–", "1"],
        ["All", "1", "2", "2", "–"],
    ]
    assert rows(changes)[0] == ["Yes", "0%", "50%", "50", "1", "0"]


def test_a_complete_population_is_told_so_and_gets_no_p(told):
    flow, changes = told("::: change 1").body
    assert "there is nothing to test" in plain(flow.note)
    assert len(changes.header) == 6


def test_where_answers_are_missing_there_is_a_p_with_its_warning(told):
    flow, changes = told("::: change 1", after="yes - - - no").body
    assert "McNemar" in plain(flow.note)
    assert plain(changes.header[-1].children) == "p"


def test_a_changed_question_is_shown_with_its_reason(told):
    flow, _changes = told("::: change 1", Comparability.CHANGED, "A word was added.").body
    assert "The question has changed: A word was added." in plain(flow.note)


def test_what_cannot_be_compared_stops_the_build_with_its_reason(told):
    made = told("::: change 1", Comparability.BROKEN, "It asks for more.")
    (problem,) = [p for p in made.problems if p.code == "block"]
    assert "It asks for more." in problem.message


def test_a_study_without_an_earlier_wave_has_nothing_to_show(composed):
    (problem,) = composed("::: waves").problems
    assert "no earlier wave" in problem.message


def test_the_merger_is_named_with_its_day(told):
    made = told("::: waves", Comparability.BROKEN, "It asks for more.")
    bodies, apart, items, differing = made.body
    assert all(isinstance(table, TableBlock) for table in made.body)
    assert rows(bodies) == [["The same body", "2", "2"], ["Merged", "2", "1"], ["All", "4", "3"]]
    assert rows(apart) == [["Merged", "R 3 and R 4", "R 5", "1\u00a0January 2022"]]
    assert rows(items) == [["Not comparable", "1"]]
    assert rows(differing)[0][1:] == ["Not comparable", "It asks for more."]
