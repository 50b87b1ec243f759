"""The states of a coding, each a type of its own with what is known in it.

A *pass* is one coding from the assignment to its result; a coding that is opened again begins
another, and keeps what was decided in the ones before. `docs/coding.md` draws the states.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from belagg.study.vocabulary import Basis, Layer, Missing


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """What is coded: a body on an item, in the recoded or the documented layer.

    With `claim_id` it is not the item that is decided, but the grade of what the body claims there.
    """

    unit_id: str
    question_id: str
    layer: Layer
    claim_id: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A version of a rule of the code book."""

    rule_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What a grade rests on: a version of a document, and a span of its text with its page.

    Without a span the document was read and says nothing that could be pointed to.
    """

    document_id: str
    sha256: str
    start: int | None = None
    end: int | None = None
    page: int | None = None
    line: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided: a category (several codes with spaces), a value, or why there is none.

    Of a claim the category is its grade.
    """

    category: str | None = None
    missing: Missing | None = None
    value: str | None = None

    def agrees(self, other: "Verdict") -> bool:
        """Say whether two verdicts are the same, several codes in any order."""
        return self._key() == other._key()

    def _key(self) -> tuple[frozenset[str] | None, Missing | None, str | None]:
        codes = frozenset(self.category.split(" ")) if self.category is not None else None
        return codes, self.missing, self.value


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict by somebody, with why; `at` is a time in UTC after ISO 8601."""

    coder: str
    verdict: Verdict
    rationale: str = ""
    evidence: str = ""
    basis: Basis | None = None
    rule: Rule | None = None
    at: str = ""
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Coders:
    """Who codes a case: one, or two who do not see each other's decision."""

    first: str
    second: str | None = None

    def __contains__(self, coder: object) -> bool:
        return coder is not None and coder in (self.first, self.second)


@dataclass(frozen=True, slots=True)
class Pass:
    """A finished coding: the one decision, or two; and the third where they differed."""

    first: Decision
    second: Decision | None = None
    final: Decision | None = None

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions in order."""
        held = (self.first, self.second, self.final)
        return tuple(decision for decision in held if decision is not None)


@dataclass(frozen=True, slots=True)
class Before:
    """What went before: finished passes, why each was opened again, and decisions taken back."""

    passes: tuple[Pass, ...] = ()
    reasons: tuple[str, ...] = ()
    taken_back: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Nobody has it."""

    case: Case


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody has it and nobody has decided."""

    case: Case
    coders: Coders
    before: Before = field(default_factory=Before)


@dataclass(frozen=True, slots=True)
class HalfCoded:
    """One of two has decided; neither sees the other's decision."""

    case: Case
    coders: Coders
    held: Decision
    before: Before = field(default_factory=Before)


@dataclass(frozen=True, slots=True)
class Coded:
    """Decided by the one who had it."""

    case: Case
    coders: Coders
    result: Pass
    before: Before = field(default_factory=Before)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Both decided the same."""

    case: Case
    coders: Coders
    result: Pass
    before: Before = field(default_factory=Before)


@dataclass(frozen=True, slots=True)
class Differs:
    """Both have decided, and not the same; waits for the lead."""

    case: Case
    coders: Coders
    first: Decision
    second: Decision
    before: Before = field(default_factory=Before)


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """The lead has settled what differed."""

    case: Case
    coders: Coders
    result: Pass
    before: Before = field(default_factory=Before)


State: TypeAlias = Unassigned | Assigned | HalfCoded | Coded | Agreed | Differs | Adjudicated
Settled: TypeAlias = Coded | Agreed | Adjudicated


def open_decisions(state: State) -> tuple[Decision, ...]:
    """Give the decisions of the pass that is not finished, in order."""
    match state:
        case HalfCoded():
            return (state.held,)
        case Differs():
            return (state.first, state.second)
        case _:
            return ()


def all_decisions(state: State) -> tuple[Decision, ...]:
    """Give every decision that was ever made on the case, those taken back too."""
    if isinstance(state, Unassigned):
        return ()
    passes = [*state.before.passes]
    if isinstance(state, Coded | Agreed | Adjudicated):
        passes.append(state.result)
    finished = (decision for done in passes for decision in done.decisions)
    return (*finished, *open_decisions(state), *state.before.taken_back)


def standing(state: State) -> Pass | None:
    """Give the pass whose result counts: the latest finished one; None where there is none.

    A pass that waits for its second decision or for the lead counts for nothing, so that nothing
    made from it can tell the second coder what the first decided.
    """
    if isinstance(state, Coded | Agreed | Adjudicated):
        return state.result
    if isinstance(state, Unassigned) or not state.before.passes:
        return None
    return state.before.passes[-1]
