"""Who sees what of a coding.

Nobody sees a decision of another before the pass is finished or both have decided: not the second
coder, not the lead, who may yet be asked to take a coder's place, and not those who may be. What
differs is shown to the lead and to the two, under letters; the names are told the lead who asks.
"""

import hashlib
from dataclasses import dataclass
from enum import Enum

from belagg.judging.coding.states import (
    Adjudicated,
    Agreed,
    Assigned,
    Coded,
    Decision,
    Differs,
    Ground,
    HalfCoded,
    Rule,
    State,
    Unassigned,
    Verdict,
    open_decisions,
    standing,
)


class Part(Enum):
    """What somebody is to the coding of a study; who is nothing of it sees where a case stands."""

    CODER = "coder"
    LEAD = "lead"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks, and what she is."""

    name: str
    part: Part


class Standing(Enum):
    """Where a case stands, as it may be told."""

    UNASSIGNED = "unassigned"
    WAITING = "waiting"
    OWN_DONE = "own_done"
    DIFFERS = "differs"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class SeenDecision:
    """A decision as it is shown: under a letter, or as one's own (`own`)."""

    letter: str
    own: bool
    verdict: Verdict
    rationale: str
    evidence: str
    rule: Rule | None = None
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What one sees of a case: where it stands, the decisions, and the result that counts."""

    standing: Standing
    decisions: tuple[SeenDecision, ...]
    result: Verdict | None


def seen_by(state: State, viewer: Viewer) -> Seen:
    """Give what a viewer may see of a case."""
    match state:
        case Unassigned():
            return Seen(Standing.UNASSIGNED, (), None)
        case Assigned() | HalfCoded():
            own = [d for d in open_decisions(state) if d.coder == viewer.name]
            waiting = Standing.OWN_DONE if own else Standing.WAITING
            return Seen(waiting, _shown(state, own, viewer), None)
        case Differs():
            among = viewer.part is Part.LEAD or viewer.name in state.coders
            open_ = [d for d in open_decisions(state) if among]
            return Seen(Standing.DIFFERS, _shown(state, open_, viewer), None)
        case Coded() | Agreed() | Adjudicated():
            told = list(state.result.decisions) if viewer.part is not Part.OTHER else []
            return Seen(Standing.SETTLED, _shown(state, told, viewer), result_of(state))


def names_behind(state: State, viewer: Viewer) -> dict[str, str]:
    """Give who stands behind each letter, to the lead who asks for what she sees; else nothing."""
    if viewer.part is not Part.LEAD:
        return {}
    match state:
        case Differs():
            held = open_decisions(state)
        case Coded() | Agreed() | Adjudicated():
            held = state.result.decisions
        case _:
            return {}
    return {letter: decision.coder for letter, decision in _lettered(state, list(held))}


def result_of(state: State) -> Verdict | None:
    """Give the verdict that counts: of the latest finished pass; None where there is none."""
    held = standing(state)
    if held is None:
        return None
    return (held.final or held.first).verdict


def _shown(state: State, decisions: list[Decision], viewer: Viewer) -> tuple[SeenDecision, ...]:
    return tuple(
        SeenDecision(
            letter, decision.coder == viewer.name, decision.verdict, decision.rationale,
            decision.evidence, decision.rule, decision.ground,
        )
        for letter, decision in _lettered(state, decisions)
    )  # fmt: skip


def _lettered(state: State, decisions: list[Decision]) -> list[tuple[str, Decision]]:
    """Put decisions in an order that tells neither the round nor, from case to case, the coder."""

    def order(decision: Decision) -> str:
        case = state.case
        claim = (case.claim_id,) if case.claim_id else ()
        parts = (case.unit_id, case.question_id, case.layer.value, decision.coder, *claim)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    return list(zip("ABC", sorted(decisions, key=order), strict=False))
