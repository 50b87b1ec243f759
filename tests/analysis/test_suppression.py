"""Small numbers stay hidden, also from whoever can subtract."""

from hypothesis import given
from hypothesis import strategies as st

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
