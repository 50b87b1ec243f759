"""Cases are drawn at random and evenly, and the same seed draws them again."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belagg.judging.coding.assignment import drawn
from belagg.judging.coding.states import Case
from belagg.study.vocabulary import Layer

UNITS = [f"{n:03}" for n in range(21)]


def plan(units=UNITS, questions=("1", "4A"), coders=("anna", "bo", "cy"), share=0.25, seed=1):
    cases = [Case(unit, question, Layer.RECODED) for unit in units for question in questions]
    return drawn(cases, coders, share=share, seed=seed)


@given(
    st.integers(1, 30), st.integers(1, 4), st.integers(2, 6), st.floats(0, 1), st.integers(0, 999)
)
def test_every_case_has_a_coder_and_the_share_has_two(units, questions, coders, share, seed):
    names = [f"k{n}" for n in range(coders)]
    made = plan([f"{n:02}" for n in range(units)], [f"q{n}" for n in range(questions)], names,
                share, seed)  # fmt: skip
    assert len(made.coders) == units * questions
    for question in {case.question_id for case in made.coders}:
        held = [c for case, c in made.coders.items() if case.question_id == question]
        assert sum(c.second is not None for c in held) == math.ceil(share * units)
        assert all(c.first != c.second for c in held)
    load = [made.load().get(name, 0) for name in names]
    assert max(load) - min(load) <= 1


def test_the_same_seed_gives_the_same_plan_in_whatever_order_things_are_named():
    assert plan() == plan(UNITS[::-1], ("4A", "1"), ("cy", "anna", "bo"))
    assert plan() != plan(seed=2)


def test_this_plan_is_the_same_on_every_machine():
    made = plan(UNITS[:3], ("1",), ("anna", "bo"), share=0.3, seed=7)
    assert {case.unit_id: (c.first, c.second) for case, c in made.coders.items()} == {
        "000": ("anna", None),
        "001": ("bo", None),
        "002": ("bo", "anna"),
    }


@pytest.mark.parametrize(("coders", "share"), [((), 0), (("anna",), 0.1), (("a", "b"), 1.1)])
def test_a_plan_that_cannot_be_made_is_refused(coders, share):
    with pytest.raises(ValueError, match=r"coded twice|needs a coder"):
        plan(coders=coders, share=share)
