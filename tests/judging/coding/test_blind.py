"""Whatever anybody does, in whatever order: blind is blind, stated is stated, nothing is lost."""

import itertools

import polars as pl
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from belagg.analysis.cells import resolve
from belagg.judging.coding.actions import (
    Adjudicate,
    Assign,
    Decide,
    Reopen,
    Replace,
    TakeBack,
    TransitionError,
)
from belagg.judging.coding.rows import assessment_rows
from belagg.judging.coding.sight import Part, Viewer, names_behind, seen_by
from belagg.judging.coding.states import (
    Assigned,
    Case,
    Coders,
    Decision,
    Differs,
    HalfCoded,
    Verdict,
    all_decisions,
    open_decisions,
)
from belagg.judging.coding.step import begin, perform
from belagg.study.vocabulary import Layer

PEOPLE = [
    Viewer("anna", Part.CODER),
    Viewer("bo", Part.CODER),
    Viewer("cy", Part.CODER),
    Viewer("lead", Part.LEAD),
    Viewer("second-lead", Part.LEAD),
    Viewer("reader", Part.OTHER),
]
NAMES = [viewer.name for viewer in PEOPLE]
VIEWER = {viewer.name: viewer for viewer in PEOPLE}
CASES = [Case("01", "1", Layer.RECODED), Case("01", "1", Layer.DOCUMENTED)]
CODERS = st.permutations(NAMES[:4]).map(lambda names: Coders(*names[:2]))
CATEGORY = st.sampled_from(["yes", "no"])

who = st.sampled_from(PEOPLE)
name = st.sampled_from(NAMES)
case = st.sampled_from(CASES)


class Desk(RuleBasedStateMachine):
    """Everybody tries everything; each decision has a reason found nowhere else."""

    def __init__(self):
        super().__init__()
        self.states = {one: begin(one) for one in CASES}
        self.reasons = itertools.count()
        self.made = []
        self.seen = {viewer.name: set() for viewer in PEOPLE}

    @initialize(coders=CODERS)
    def share_out(self, coders):
        for one in CASES:
            self.attempt(one, PEOPLE[3], Assign(coders))

    def attempt(self, one, actor, action):
        before = self.states[one]
        try:
            self.states[one] = perform(before, actor, action)
        except TransitionError:
            return before, False
        return before, True

    @rule(one=case, actor=who, first=name, second=st.none() | name)
    def assign(self, one, actor, first, second):
        self.attempt(one, actor, Assign(Coders(first, second)))

    @rule(one=case, actor=who, coder=name, by=name)
    def replace(self, one, actor, coder, by):
        self.attempt(one, actor, Replace(coder, by))

    @rule(one=case, category=CATEGORY, pick=st.integers(0, 1))
    def go_on(self, one, category, pick):
        """Do what comes next, by somebody who may."""
        state = self.states[one]
        match state:
            case Assigned():
                names = [state.coders.first, state.coders.second or state.coders.first]
                self.decide(one, VIEWER[names[pick]], category)
            case HalfCoded():
                names = {state.coders.first, state.coders.second} - {state.held.coder}
                self.decide(one, VIEWER[names.pop()], category)
            case Differs():
                lead = PEOPLE[3] if "lead" not in state.coders else PEOPLE[4]
                self.adjudicate(one, lead, category)
            case _:
                self.reopen(one, PEOPLE[3])

    @rule(one=case, actor=who, category=CATEGORY)
    def decide(self, one, actor, category):
        decision = Decision(actor.name, Verdict(category), f"skäl {next(self.reasons)}")
        before, done = self.attempt(one, actor, Decide(decision))
        if done:
            self.made.append((one, decision))
            others = {held.rationale for held in open_decisions(before)}
            assert not others & self.seen[actor.name], "the second coder had seen the first"

    @rule(one=case, actor=who, coder=name)
    def take_back(self, one, actor, coder):
        self.attempt(one, actor, TakeBack(coder))

    @rule(one=case, actor=who, category=CATEGORY)
    def adjudicate(self, one, actor, category):
        decision = Decision(actor.name, Verdict(category), f"skäl {next(self.reasons)}")
        if self.attempt(one, actor, Adjudicate(decision))[1]:
            self.made.append((one, decision))

    @rule(one=case, actor=who)
    def reopen(self, one, actor):
        self.attempt(one, actor, Reopen("regeln ändrades"))

    @invariant()
    def everybody_looks_at_everything(self):
        for one, viewer in itertools.product(CASES, PEOPLE):
            state = self.states[one]
            names_behind(state, viewer)
            shown = {decision.rationale for decision in seen_by(state, viewer).decisions}
            self.seen[viewer.name] |= shown
            if isinstance(state, Assigned | HalfCoded):
                theirs = {d.rationale for d in open_decisions(state) if d.coder != viewer.name}
                assert not theirs & self.seen[viewer.name]

    @invariant()
    def no_decision_is_lost(self):
        for one, decision in self.made:
            assert decision in all_decisions(self.states[one])

    @invariant()
    def what_the_study_gets_tells_no_open_decision_and_states_nothing(self):
        rows = list(assessment_rows(self.states.values()))
        told = {row["rationale"] for row in rows}
        for state in self.states.values():
            assert not {held.rationale for held in open_decisions(state)} & told
        assert {row["layer"] for row in rows} <= {"recoded", "documented"}
        assert len({row["assessment_id"] for row in rows}) == len(rows)


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_a_desk_that_reaches_every_state_changes_no_stated_answer(make_study, answers):
    stated = answers("1", "yes no - -")
    before = make_study(responses=stated)
    state = begin(CASES[0])
    lead, anna, bo = PEOPLE[3], PEOPLE[0], PEOPLE[1]
    for actor, action in (
        (lead, Assign(Coders("anna", "bo"))),
        (anna, Decide(Decision("anna", Verdict("no"), "a"))),
        (bo, Decide(Decision("bo", Verdict("partly"), "b"))),
        (lead, Adjudicate(Decision("lead", Verdict("partly"), "c"))),
    ):
        state = perform(state, actor, action)
    after = make_study(responses=stated, assessments=list(assessment_rows([state])))
    old, new = resolve(before), resolve(after)
    assert new.layers[Layer.STATED].equals(old.layers[Layer.STATED])
    recoded = new.layers[Layer.RECODED].filter(pl.col("cell") == 0)
    assert recoded["category"].to_list() == ["partly"]
