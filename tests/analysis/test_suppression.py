"""Small numbers stay hidden, also from whoever can subtract."""

from hypothesis import given
from hypothesis import strategies as st

from belagg.analysis.figures import figures_of
from belagg.analysis.rounding import adds_up, rounded, rounded_total
from belagg.analysis.suppression import withheld


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(0, 6))
def test_no_small_number_is_shown_and_none_can_be_had_back(counts, limit):
    numbered = dict(enumerate(counts))
    hidden = withheld(numbered, [list(numbered)], limit)
    shown = [count for key, count in numbered.items() if key not in hidden]
    assert not [count for count in shown if 0 < count < limit]
    others = [key for key, count in numbered.items() if count > 0]
    assert len(hidden) != 1 or len(others) == 1
    assert all(numbered[key] > 0 for key in hidden)


def test_nothing_is_withheld_where_nothing_is_small():
    assert withheld({"yes": 9, "no": 8}, [["yes", "no"]], 5) == frozenset()


def test_percentages_say_when_rounding_keeps_them_from_adding_up():
    thirds = [100 / 3] * 3
    assert rounded_total(thirds) == 99
    assert not adds_up(thirds)
    assert adds_up([65, 20, 15])
    assert [str(rounded(value)) for value in (12.5, 13.5, 0.4999)] == ["13", "14", "0"]


def test_a_withheld_part_cannot_be_had_back_from_the_whole_and_the_other_part(make_study, answers):
    kinds = ["town"] * 8 + ["country"] * 15
    units = [
        {"unit_id": f"{i:02}", "name": f"Påhittad {i}", "kind": kind}
        for i, kind in enumerate(kinds, start=1)
    ]
    said = ["yes"] * 2 + ["no"] * 6 + ["yes"] * 3 + ["no"] * 12
    rows = [
        {"response_id": f"r{i}", "unit_id": f"{i:02}", "question_id": "1", "category": category}
        for i, category in enumerate(said, start=1)
    ]
    study = make_study(settings={"suppress_below": 3}, units=units, responses=rows)
    figures = figures_of(study)
    for category in ("yes", "no"):
        town, country, whole = (
            figures[f"1{part}.{category}.count"].value
            for part in (".by.kind.town", ".by.kind.country", "")
        )
        assert [town, country, whole].count(None) != 1
    assert figures["1.by.kind.town.yes.count"].withheld
