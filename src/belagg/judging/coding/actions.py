"""What can be done to a coding: commands with what they carry, and why one may be refused."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from belagg.judging.coding.states import Coders, Decision
from belagg.language import marked


@dataclass(frozen=True, slots=True)
class Assign:
    """Give a case to one coder or two; before anybody has decided, also to others than now."""

    coders: Coders


@dataclass(frozen=True, slots=True)
class Replace:
    """Let another coder have the place of one who has not decided."""

    coder: str
    by: str


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide as one of those who have the case."""

    decision: Decision


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take back one's decision, as long as nobody else has seen it."""

    coder: str


@dataclass(frozen=True, slots=True)
class Adjudicate:
    """Settle what differs, as one who decided neither."""

    decision: Decision


@dataclass(frozen=True, slots=True)
class Reopen:
    """Have the case coded again, because a rule changed or for another reason."""

    reason: str


Action: TypeAlias = Assign | Replace | Decide | TakeBack | Adjudicate | Reopen


class Fault(Enum):
    """Why an action is refused; the value is English, marked for translation."""

    STATED = marked("what a body stated is never coded over")
    NOT_NOW = marked("that cannot be done in this state")
    SAME_CODER = marked("the two coders of a case must be two")
    NOT_YOURS = marked("only those who have the case can code it")
    DECIDED = marked("a decision has been made already")
    OWN_DECISION = marked("who has coded a case cannot settle it")
    NOTHING_SAID = marked("a decision has a category, a value or a reason why there is none")
    NOT_LEAD = marked("only the lead can do that")
    NO_REASON = marked("give a reason")


class TransitionError(Exception):
    """An action that the state does not allow; `fault` says why, `state` and `action` what."""

    def __init__(self, fault: Fault, state: object, action: object) -> None:
        self.fault = fault
        self.state = type(state).__name__
        self.action = type(action).__name__
        super().__init__(f"{self.action} in {self.state}: {fault.value}")
