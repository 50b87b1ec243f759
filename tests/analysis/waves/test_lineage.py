"""Bodies that merge, split and go on: each stands in exactly one lineage, and none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belagg.analysis.waves.flow import UNIT, flow
from belagg.analysis.waves.lineage import Lineage, lineages
from belagg.study.vocabulary import Fate

IDS = st.sampled_from([f"{n:02}" for n in range(12)])
WAVES = st.tuples(
    st.frozensets(IDS), st.frozensets(IDS), st.lists(st.tuples(IDS, IDS), max_size=15)
)
ENDS = ("yes", "no", "missing.no_answer")


@pytest.mark.parametrize(
    ("before", "after", "steps", "fates"),
    [
        ("A B", "A B", [], {"A": Fate.SAME, "B": Fate.SAME}),
        ("A B C", "A D", [("B", "D"), ("C", "D")], {"A": Fate.SAME, "B": Fate.MERGED}),
        ("A B", "A", [("B", "A")], {"A": Fate.MERGED}),
        ("A", "B C", [("A", "B"), ("A", "C")], {"A": Fate.SPLIT}),
        ("A", "B", [("A", "B")], {"A": Fate.SAME}),
        ("A", "C", [("A", "B"), ("B", "C")], {"A": Fate.SAME}),
        ("A B", "C D", [("A", "C"), ("A", "D"), ("B", "D")], {"A": Fate.REGROUPED}),
        ("A", "", [], {"A": Fate.ENDED}),
        ("", "A", [], {"A": Fate.NEW}),
    ],
)
def test_what_has_become_of_bodies(before, after, steps, fates):
    found = lineages(before.split(), after.split(), steps)
    told = {(one.before or one.after)[0]: one.fate for one in found}
    assert told == fates


def test_who_belongs_together_does_not_hang_on_the_order_of_the_steps():
    steps = [("B", "D"), ("C", "D"), ("A", "E")]
    assert lineages("ABC", "DE", steps) == lineages("CBA", "ED", steps[::-1])
    assert Lineage(("B", "C"), ("D",)) in lineages("ABC", "DE", steps)


@given(WAVES)
def test_every_body_of_either_wave_stands_in_exactly_one_lineage(waves):
    before, after, steps = waves
    found = lineages(before, after, steps)
    assert sorted(unit for one in found for unit in one.before) == sorted(before)
    assert sorted(unit for one in found for unit in one.after) == sorted(after)


@given(WAVES, st.data())
def test_the_flow_of_an_item_loses_no_body_and_makes_none(waves, data):
    before, after, steps = waves
    was = {unit: data.draw(st.sampled_from(ENDS)) for unit in sorted(before)}
    is_ = {unit: data.draw(st.sampled_from(ENDS)) for unit in sorted(after)}
    found = flow(lineages(before, after, steps), was, is_)
    for end in ENDS:
        assert len(found.coming_from(end)) == sum(one == end for one in was.values())
        assert len(found.going_to(end)) == sum(one == end for one in is_.values())
    apart = sum(len(u) for pair, u in found.strands.items() if pair[0].startswith(UNIT))
    gone = sum(len(u) for pair, u in found.strands.items() if pair[1].startswith(UNIT))
    assert len(before) - gone == len(after) - apart
