"""Codes are added, renamed, moved, merged and split, and every step can be undone."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from belagg.judging.code_tree import (
    Add,
    Book,
    Code,
    CodeTreeError,
    Fault,
    Mark,
    Merge,
    Move,
    Note,
    Remove,
    Rename,
    Split,
    Unmark,
    carry_out,
    undo,
)

CARE = Code("care", "Vård")
BOOK = Book(
    {
        code.code_id: code
        for code in (
            CARE,
            Code("queue", "Köer", "care"),
            Code("wait", "Väntan", "care"),
            Code("long", "Lång väntan", "wait"),
            Code("law", "Lag"),
        )
    },
    {"s1": "queue", "s2": "wait", "s3": "long", "s4": "wait"},
)


def after(command, book=BOOK):
    return carry_out(book, command)[0]


def fault(command, book=BOOK):
    with pytest.raises(CodeTreeError) as caught:
        carry_out(book, command)
    return caught.value.fault


def test_merging_moves_the_spans_and_what_stands_below():
    made = after(Merge(("wait",), "queue"))
    assert "wait" not in made.codes
    assert made.marked == {"s1": "queue", "s2": "queue", "s3": "long", "s4": "queue"}
    assert made.codes["long"].parent_id == "queue"


def test_a_memo_stays_with_its_code_and_comes_back():
    noted = after(Note("law", "Se avsnitt 2"))
    assert noted.codes["law"].memo == "Se avsnitt 2"
    renamed, step = carry_out(noted, Remove("law"))
    assert undo(renamed, step) == noted


def test_a_code_can_take_over_the_one_above_it():
    made = after(Merge(("wait",), "long"))
    assert made.codes["long"].parent_id == "care"
    assert made.marked["s2"] == "long"


def test_a_code_that_takes_over_one_far_above_it_takes_its_place():
    made = after(Merge(("care",), "long"))
    assert made.codes["long"].parent_id is None
    assert made.above("wait") == ["long"]


def test_splitting_gives_some_spans_to_new_codes_beside_the_old():
    parts = (Code("weeks", "Veckor"), Code("years", "År"))
    made = after(Split("wait", parts, {"s2": "years"}))
    assert made.codes["years"].parent_id == "care"
    assert (made.marked["s2"], made.marked["s4"]) == ("years", "wait")


def test_moving_takes_along_what_stands_below():
    made = after(Move("wait", "law"))
    assert made.above("long") == ["wait", "law"]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (Add(Code("care", "Annat")), Fault.TAKEN),
        (Add(Code("x", " ")), Fault.NO_NAME),
        (Add(Code("x", "vård")), Fault.SAME_NAME),
        (Add(Code("x", "X", "nowhere")), Fault.UNKNOWN_CODE),
        (Rename("wait", "köer", ""), Fault.SAME_NAME),
        (Rename("x", "X", ""), Fault.UNKNOWN_CODE),
        (Move("care", "long"), Fault.CYCLE),
        (Move("care", "care"), Fault.CYCLE),
        (Merge((), "care"), Fault.NOTHING),
        (Merge(("care",), "care"), Fault.NOTHING),
        (Merge(("x",), "care"), Fault.UNKNOWN_CODE),
        (Split("wait", (Code("y", "Y"),), {"s1": "y"}), Fault.UNKNOWN_SPAN),
        (Split("wait", (Code("y", "Y"),), {"s2": "z"}), Fault.UNKNOWN_CODE),
        (Remove("wait"), Fault.IN_USE),
        (Remove("care"), Fault.IN_USE),
        (Mark("s9", "x"), Fault.UNKNOWN_CODE),
        (Unmark("s9"), Fault.UNKNOWN_SPAN),
    ],
)
def test_what_cannot_be_done_is_refused_and_says_why(command, expected):
    assert fault(command) is expected


def test_a_step_is_undone_though_other_codes_have_changed_since():
    merged, step = carry_out(BOOK, Merge(("wait",), "queue"))
    renamed = after(Rename("law", "Lagen", ""), merged)
    back = undo(renamed, step)
    assert back.codes["law"].name == "Lagen"
    assert back.marked == BOOK.marked
    assert back.codes["wait"] == BOOK.codes["wait"]


def test_a_step_is_not_undone_where_the_same_has_changed_again():
    marked, step = carry_out(BOOK, Mark("s1", "law"))
    again = after(Mark("s1", "wait"), marked)
    with pytest.raises(CodeTreeError) as caught:
        undo(again, step)
    assert caught.value.fault is Fault.CHANGED_SINCE


def test_a_step_is_not_undone_where_what_it_brings_back_has_no_place():
    added, step = carry_out(Book({"care": CARE}), Add(Code("x", "X", "care")))
    held = after(Mark("s1", "x"), added)
    with pytest.raises(CodeTreeError):
        undo(held, step)


IDS = st.sampled_from(["a", "b", "c", "d", "e"])
SPANS = st.sampled_from(["s1", "s2", "s3"])
NAMES = st.sampled_from(["Ett", "Två", "Tre"])
COMMANDS = st.one_of(
    st.builds(Add, st.builds(Code, IDS, NAMES, st.none() | IDS)),
    st.builds(Rename, IDS, NAMES, st.just("")),
    st.builds(Move, IDS, st.none() | IDS),
    st.builds(Merge, st.lists(IDS, min_size=1, max_size=2).map(tuple), IDS),
    st.builds(
        Split, IDS, st.tuples(st.builds(Code, IDS, NAMES)), st.dictionaries(SPANS, IDS, max_size=1)
    ),
    st.builds(Remove, IDS),
    st.builds(Mark, SPANS, IDS),
    st.builds(Unmark, SPANS),
)


class Coding(RuleBasedStateMachine):
    """Whatever is done and undone, the tree is whole and every span has a code that is there."""

    def __init__(self):
        super().__init__()
        self.book = Book({"a": Code("a", "Ett"), "b": Code("b", "Två", "a")}, {"s1": "b"})
        self.first = self.book
        self.steps = []

    @rule(command=COMMANDS)
    def do(self, command):
        try:
            after, step = carry_out(self.book, command)
        except CodeTreeError:
            return
        lost = set(self.book.marked) - set(after.marked)
        assert lost <= ({command.segment_id} if isinstance(command, Unmark) else set())
        self.book = after
        self.steps.append(step)

    @rule()
    def undo_the_last(self):
        if self.steps:
            self.book = undo(self.book, self.steps.pop())

    @rule(pick=st.integers(0, 30))
    def undo_some_other(self, pick):
        if self.steps:
            try:
                after = undo(self.book, self.steps[pick % len(self.steps)])
            except CodeTreeError:
                return
            self.holds(after)

    @invariant()
    def the_tree_is_whole(self):
        self.holds(self.book)

    def holds(self, book):
        for code in book.codes.values():
            assert code.parent_id is None or code.parent_id in book.codes
            assert code.code_id not in book.above(code.code_id)
        for parent in (None, *book.codes):
            names = [code.name.casefold() for code in book.children(parent)]
            assert len(names) == len(set(names))
        assert set(book.marked.values()) <= set(book.codes)

    def teardown(self):
        while self.steps:
            self.book = undo(self.book, self.steps.pop())
        assert self.book == self.first


TestCoding = Coding.TestCase
TestCoding.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
