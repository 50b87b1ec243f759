"""A text is marked by two, each alone, until both say that they are done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belagg.judging.text_coding import (
    NEXT,
    Doubled,
    NotNowError,
    Sight,
    TextState,
    finish,
    may_mark,
    sight,
    take_up,
)

BEGUN = Doubled(TextState.BLIND, ("anna", "bo"))
PEOPLE = ("anna", "bo", "lotta")


def test_each_of_two_sees_her_own_until_both_are_done():
    half = finish(BEGUN, "anna")
    for text in (BEGUN, half):
        assert [sight(text, one) for one in PEOPLE] == [Sight.OWN, Sight.OWN, Sight.NONE]
    done = finish(half, "bo")
    assert [sight(done, one) for one in PEOPLE] == [Sight.ALL] * 3


def test_who_is_done_marks_no_more_unless_she_takes_it_up_again():
    half = finish(BEGUN, "anna")
    assert not may_mark(half, "anna", lead=False)
    assert may_mark(half, "bo", lead=False)
    assert take_up(half, "anna") == BEGUN
    with pytest.raises(NotNowError):
        take_up(half, "bo")


def test_when_both_are_done_the_lead_alone_changes_marks():
    done = finish(finish(BEGUN, "anna"), "bo")
    assert [may_mark(done, one, lead=one == "lotta") for one in PEOPLE] == [False, False, True]
    assert all(may_mark(None, one, lead=False) for one in PEOPLE)


@given(st.lists(st.tuples(st.sampled_from([finish, take_up]), st.sampled_from(PEOPLE)), max_size=8))
def test_no_sequence_leaves_the_drawn_ways_or_opens_before_both(actions):
    text, done = BEGUN, set()
    for action, who in actions:
        try:
            after = action(text, who)
        except NotNowError:
            continue
        assert after.state in NEXT[text.state]
        done = done | {who} if action is finish else done - {who}
        text = after
        assert (sight(text, "lotta") is Sight.ALL) == (done == {"anna", "bo"})
