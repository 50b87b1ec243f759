"""From one state of a coding to the next: the only way a coding changes."""

from dataclasses import replace

from belagg.judging.coding.actions import (
    Action,
    Adjudicate,
    Assign,
    Decide,
    Fault,
    Reopen,
    Replace,
    TakeBack,
    TransitionError,
)
from belagg.judging.coding.sight import Part, Viewer
from belagg.judging.coding.states import (
    Adjudicated,
    Agreed,
    Assigned,
    Before,
    Case,
    Coded,
    Coders,
    Decision,
    Differs,
    HalfCoded,
    Pass,
    State,
    Unassigned,
)
from belagg.study.vocabulary import Layer


def begin(case: Case) -> Unassigned:
    """Give the first state of a case; TransitionError for the stated layer."""
    if case.layer is Layer.STATED:
        raise TransitionError(Fault.STATED, case, case)
    return Unassigned(case)


def perform(state: State, actor: Viewer, action: Action) -> State:
    """Give the state after somebody's action; TransitionError also where it is not hers to do.

    Coders decide, and take back, in their own name; all else is the lead's.
    """
    match action:
        case Decide(decision):
            if decision.coder != actor.name or actor.part is Part.OTHER:
                raise TransitionError(Fault.NOT_YOURS, state, action)
        case TakeBack(coder):
            if coder != actor.name:
                raise TransitionError(Fault.NOT_YOURS, state, action)
        case Adjudicate(decision):
            if actor.part is not Part.LEAD or decision.coder != actor.name:
                raise TransitionError(Fault.NOT_LEAD, state, action)
        case Assign() | Replace() | Reopen():
            if actor.part is not Part.LEAD:
                raise TransitionError(Fault.NOT_LEAD, state, action)
    return step(state, action)


def step(state: State, action: Action) -> State:
    """Give the state after an action; TransitionError where the state does not allow it."""
    match action:
        case Assign():
            return _assign(state, action)
        case Replace():
            return _replace(state, action)
        case Decide():
            return _decide(state, action)
        case TakeBack():
            return _take_back(state, action)
        case Adjudicate():
            return _adjudicate(state, action)
        case Reopen():
            return _reopen(state, action)


def _assign(state: State, action: Assign) -> State:
    if action.coders.first == action.coders.second:
        raise TransitionError(Fault.SAME_CODER, state, action)
    match state:
        case Unassigned():
            return Assigned(state.case, action.coders)
        case Assigned():
            return replace(state, coders=action.coders)
        case _:
            raise TransitionError(Fault.DECIDED, state, action)


def _replace(state: State, action: Replace) -> State:
    if not isinstance(state, Assigned | HalfCoded):
        raise TransitionError(Fault.NOT_NOW, state, action)
    if action.coder not in state.coders:
        raise TransitionError(Fault.NOT_YOURS, state, action)
    if action.by in state.coders:
        raise TransitionError(Fault.SAME_CODER, state, action)
    if isinstance(state, HalfCoded) and state.held.coder == action.coder:
        raise TransitionError(Fault.DECIDED, state, action)
    names = [
        action.by if name == action.coder else name
        for name in (state.coders.first, state.coders.second)
    ]
    return replace(state, coders=Coders(names[0] or "", names[1]))


def _decide(state: State, action: Decide) -> State:
    _need_verdict(state, action, action.decision)
    decision = action.decision
    match state:
        case Assigned() | HalfCoded() if decision.coder not in state.coders:
            raise TransitionError(Fault.NOT_YOURS, state, action)
        case Assigned(case, coders, before) if coders.second is None:
            return Coded(case, coders, Pass(decision), before)
        case Assigned(case, coders, before):
            return HalfCoded(case, coders, decision, before)
        case HalfCoded() if state.held.coder == decision.coder:
            raise TransitionError(Fault.DECIDED, state, action)
        case HalfCoded(case, coders, held, before):
            first, second = (decision, held) if decision.coder == coders.first else (held, decision)
            if first.verdict.agrees(second.verdict):
                return Agreed(case, coders, Pass(first, second), before)
            return Differs(case, coders, first, second, before)
        case _:
            raise TransitionError(Fault.NOT_NOW, state, action)


def _take_back(state: State, action: TakeBack) -> State:
    match state:
        case HalfCoded(case, coders, held, before) if held.coder == action.coder:
            taken = replace(before, taken_back=(*before.taken_back, held))
            return Assigned(case, coders, taken)
        case HalfCoded() | Assigned():
            raise TransitionError(Fault.NOT_YOURS, state, action)
        case _:
            raise TransitionError(Fault.NOT_NOW, state, action)


def _adjudicate(state: State, action: Adjudicate) -> State:
    _need_verdict(state, action, action.decision)
    if not isinstance(state, Differs):
        raise TransitionError(Fault.NOT_NOW, state, action)
    if action.decision.coder in state.coders:
        raise TransitionError(Fault.OWN_DECISION, state, action)
    result = Pass(state.first, state.second, action.decision)
    return Adjudicated(state.case, state.coders, result, state.before)


def _reopen(state: State, action: Reopen) -> State:
    if not action.reason.strip():
        raise TransitionError(Fault.NO_REASON, state, action)
    if not isinstance(state, Coded | Agreed | Adjudicated):
        raise TransitionError(Fault.NOT_NOW, state, action)
    before = Before(
        (*state.before.passes, state.result),
        (*state.before.reasons, action.reason),
        state.before.taken_back,
    )
    return Assigned(state.case, state.coders, before)


def _need_verdict(state: State, action: Action, decision: Decision) -> None:
    verdict = decision.verdict
    said = (verdict.category, verdict.missing, verdict.value)
    if sum(bool(part) for part in said) != 1:
        raise TransitionError(Fault.NOTHING_SAID, state, action)
