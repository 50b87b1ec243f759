"""What differs between two studies, and why."""

from belagg.analysis.difference import differences
from belagg.analysis.figures import figures_of


def test_a_changed_answer_names_the_unit_and_both_values(make_study, answers):
    before = figures_of(make_study(responses=answers("1", "yes no no -")))
    after = figures_of(make_study(responses=answers("1", "yes yes no -")))
    found = {change.name: change for change in differences(before, after)}
    assert (found["1.yes.count"].before, found["1.yes.count"].after) == (1, 2)
    assert found["1.yes.count"].why == ("Påhittad region 2: no → yes",)
    assert "1.n" not in found


def test_an_answer_that_came_was_no_answer_before(make_study, answers):
    before = figures_of(make_study(responses=answers("1", "yes no no -")))
    after = figures_of(make_study(responses=answers("1", "yes no no no")))
    found = {change.name: change for change in differences(before, after)}
    assert found["1.n"].why == ("Påhittad region 4: no_answer → no",)


def test_a_cited_figure_that_changed_points_to_its_table(make_study):
    def study(value):
        row = {"cited_id": "c", "source_id": "s", "value": value, "unit": "count"}
        return figures_of(make_study(cited=[row], sources=[{"source_id": "s", "title": "T"}]))

    (change,) = differences(study(1.0), study(2.0))
    assert (change.name, change.before, change.after) == ("cited.c", 1, 2)
    assert change.why == ("cited.csv: 1 rows gone, 1 rows new",)


def test_the_same_study_differs_in_nothing(make_study, answers):
    figures = figures_of(make_study(responses=answers("1", "yes no no -")))
    assert differences(figures, figures) == []
