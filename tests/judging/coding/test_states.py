"""What can be done to a coding in each state, and the diagram of it."""

import re
from pathlib import Path

import pytest

from belagg.judging.coding.actions import (
    Adjudicate,
    Assign,
    Decide,
    Fault,
    Reopen,
    Replace,
    TakeBack,
    TransitionError,
)
from belagg.judging.coding.sight import Part, Standing, Viewer, names_behind, result_of, seen_by
from belagg.judging.coding.states import (
    Agreed,
    Case,
    Coders,
    Decision,
    Differs,
    Verdict,
    all_decisions,
    standing,
)
from belagg.judging.coding.step import begin, perform, step
from belagg.study.vocabulary import Layer, Missing

CASE = Case("01", "4A", Layer.RECODED)
BOTH = Coders("anna", "bo")
LEAD = Viewer("lead", Part.LEAD)
DOCS = Path(__file__).parents[3] / "docs" / "coding.md"


def said(coder, category="yes", rationale=""):
    return Decision(coder, Verdict(category), rationale)


def after(*actions, case=CASE):
    state = begin(case)
    for action in actions:
        state = step(state, action)
    return state


def fault(state, action):
    with pytest.raises(TransitionError) as caught:
        step(state, action)
    return caught.value.fault


DIFFERS = (Assign(BOTH), Decide(said("anna", "yes", "A-skäl")), Decide(said("bo", "no", "B-skäl")))


def test_the_diagram_shows_every_step_there_is_and_no_other():
    drawn = set(re.findall(r"^ +(\w+) --> (\w+): (\w+)$", DOCS.read_text("utf-8"), re.MULTILINE))
    actions = [
        Assign(Coders("anna")), Assign(BOTH), Replace("anna", "cy"), Replace("bo", "cy"),
        *(Decide(said(name, code)) for name in ("anna", "bo", "cy") for code in ("yes", "no")),
        *(TakeBack(name) for name in ("anna", "bo", "cy")),
        Adjudicate(said("lead")), Reopen("ny regel"),
    ]  # fmt: skip
    steps, seen, todo = set(), set(), [(begin(CASE), 0)]
    while todo:
        state, depth = todo.pop()
        for action in actions:
            try:
                reached = step(state, action)
            except TransitionError:
                continue
            names = [type(part).__name__ for part in (state, reached, action)]
            steps.add(tuple(names))
            if reached not in seen and depth < 5:
                seen.add(reached)
                todo.append((reached, depth + 1))
    assert steps == drawn


def test_the_table_explains_every_state_of_the_diagram():
    text = DOCS.read_text("utf-8")
    drawn = {name for pair in re.findall(r"(\w+) --> (\w+):", text) for name in pair}
    assert drawn <= set(re.findall(r"^\| (\w+) \|", text, re.MULTILINE))


def test_two_who_decide_the_same_agree_in_whatever_order_the_codes_stand():
    state = after(Assign(BOTH), Decide(said("bo", "plan routine")),
                  Decide(said("anna", "routine plan")))  # fmt: skip
    assert isinstance(state, Agreed)
    assert (state.result.first.coder, state.result.second.coder) == ("anna", "bo")


def test_a_missing_code_differs_from_a_category():
    cannot = Decision("bo", Verdict(missing=Missing.UNDETERMINABLE))
    assert isinstance(after(Assign(BOTH), Decide(said("anna")), Decide(cannot)), Differs)


def test_the_lead_settles_what_differs_and_both_decisions_stay():
    state = after(*DIFFERS, Adjudicate(said("lead", "partly")))
    assert result_of(state) == Verdict("partly")
    assert [d.coder for d in all_decisions(state)] == ["anna", "bo", "lead"]


@pytest.mark.parametrize(
    ("done", "action", "expected"),
    [
        ((), Decide(said("anna")), Fault.NOT_NOW),
        ((), Reopen("x"), Fault.NOT_NOW),
        ((), Assign(Coders("anna", "anna")), Fault.SAME_CODER),
        ((Assign(BOTH),), Decide(said("cy")), Fault.NOT_YOURS),
        ((Assign(BOTH),), Decide(Decision("anna", Verdict())), Fault.NOTHING_SAID),
        (
            (Assign(BOTH),),
            Decide(Decision("anna", Verdict("yes", Missing.REFUSED))),
            Fault.NOTHING_SAID,
        ),
        ((Assign(BOTH),), Replace("cy", "dy"), Fault.NOT_YOURS),
        ((Assign(BOTH),), Replace("anna", "bo"), Fault.SAME_CODER),
        ((Assign(BOTH),), TakeBack("anna"), Fault.NOT_YOURS),
        (DIFFERS[:2], Decide(said("anna", "no")), Fault.DECIDED),
        (DIFFERS[:2], Assign(Coders("cy")), Fault.DECIDED),
        (DIFFERS[:2], Replace("anna", "cy"), Fault.DECIDED),
        (DIFFERS[:2], TakeBack("bo"), Fault.NOT_YOURS),
        (DIFFERS[:2], Adjudicate(said("lead")), Fault.NOT_NOW),
        (DIFFERS, Decide(said("anna")), Fault.NOT_NOW),
        (DIFFERS, TakeBack("anna"), Fault.NOT_NOW),
        (DIFFERS, Adjudicate(said("anna")), Fault.OWN_DECISION),
        (DIFFERS, Reopen("x"), Fault.NOT_NOW),
        ((*DIFFERS, Adjudicate(said("lead"))), Reopen("  "), Fault.NO_REASON),
        ((*DIFFERS, Adjudicate(said("lead"))), Adjudicate(said("lead")), Fault.NOT_NOW),
    ],
)
def test_what_the_state_does_not_allow_is_refused_and_says_why(done, action, expected):
    state = after(*done)
    assert fault(state, action) is expected


def test_what_a_body_stated_cannot_be_coded():
    with pytest.raises(TransitionError) as caught:
        begin(Case("01", "4A", Layer.STATED))
    assert caught.value.fault is Fault.STATED


@pytest.mark.parametrize(
    ("actor", "action", "expected"),
    [
        (Viewer("bo", Part.CODER), Decide(said("anna")), Fault.NOT_YOURS),
        (Viewer("anna", Part.OTHER), Decide(said("anna")), Fault.NOT_YOURS),
        (Viewer("anna", Part.CODER), Replace("bo", "cy"), Fault.NOT_LEAD),
        (Viewer("bo", Part.CODER), TakeBack("anna"), Fault.NOT_YOURS),
    ],
)
def test_nobody_acts_for_another(actor, action, expected):
    with pytest.raises(TransitionError) as caught:
        perform(after(Assign(BOTH)), actor, action)
    assert caught.value.fault is expected


def test_the_second_coder_and_the_lead_see_nothing_of_the_first_decision():
    state = after(*DIFFERS[:2])
    for viewer in (Viewer("bo", Part.CODER), Viewer("cy", Part.CODER), LEAD):
        seen = seen_by(state, viewer)
        assert (seen.standing, seen.decisions, seen.result) == (Standing.WAITING, (), None)
        assert names_behind(state, viewer) == {}
    own = seen_by(state, Viewer("anna", Part.CODER))
    assert [d.rationale for d in own.decisions] == ["A-skäl"]
    assert own.standing is Standing.OWN_DONE


def test_the_lead_sees_both_under_letters_and_the_names_when_she_asks():
    state = after(*DIFFERS)
    seen = seen_by(state, LEAD)
    assert {d.rationale for d in seen.decisions} == {"A-skäl", "B-skäl"}
    assert "anna" not in repr(seen)
    assert sorted(names_behind(state, LEAD).values()) == ["anna", "bo"]
    assert names_behind(state, Viewer("bo", Part.CODER)) == {}


def test_letters_do_not_follow_the_round():
    first = []
    for unit in range(40):
        state = after(*DIFFERS, case=Case(f"{unit}", "4A", Layer.RECODED))
        first.append(names_behind(state, LEAD)["A"])
    assert 8 < first.count("anna") < 32


def test_others_see_the_result_and_no_decision():
    seen = seen_by(after(*DIFFERS, Adjudicate(said("lead", "no"))), Viewer("x", Part.OTHER))
    assert (seen.decisions, seen.result) == ((), Verdict("no"))


def test_a_case_opened_again_keeps_its_result_until_the_new_pass_is_finished():
    state = after(*DIFFERS, Adjudicate(said("lead", "partly")), Reopen("ny regel"),
                  Decide(said("anna", "no")))  # fmt: skip
    assert result_of(state) == Verdict("partly")
    done = step(state, Decide(said("bo", "no")))
    assert result_of(done) == Verdict("no")
    assert standing(done).final is None
    assert len(all_decisions(done)) == 5


def test_a_decision_taken_back_is_kept():
    state = after(*DIFFERS[:2], TakeBack("anna"), Decide(said("anna", "no")))
    assert [d.verdict.category for d in all_decisions(state)] == ["no", "yes"]
