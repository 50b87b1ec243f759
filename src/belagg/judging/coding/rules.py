"""What must be looked at again when a rule of the code book changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from belagg.judging.coding.actions import Reopen
from belagg.judging.coding.states import (
    Adjudicated,
    Agreed,
    Case,
    Coded,
    Decision,
    Pass,
    Rule,
    State,
)
from belagg.study.vocabulary import Vocabulary


class Why(Vocabulary):
    """Why a case is to be looked at again."""

    BY_RULE = "by_rule", "beslutet följer en äldre lydelse", "decided by an older version"
    SAME_CATEGORY = (
        "same_category",
        "beslutet har den kategori som regeln gäller, utan att följa den",
        "has the category that the rule is about, not by the rule",
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule in a new version: the item it is for (None: every item) and the categories it gives.

    `categories` are that of the new version and that of the old.
    """

    rule: Rule
    question_id: str | None
    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A settled case that the change may touch; those decided by the rule must be opened."""

    case: Case
    why: Why


def to_look_at(states: Iterable[State], changed: Changed) -> list[LookAgain]:
    """List the settled cases that a change of a rule touches, in order of case.

    A case that is not settled will be decided with the new version in view.
    """
    return sorted(_touched(states, changed), key=lambda found: (found.case, found.why.value))


def reopening(changed: Changed, reason: str) -> Reopen:
    """Give the action that opens a case because of the change."""
    return Reopen(f"{changed.rule.rule_id} ({changed.rule.version}): {reason}")


def _touched(states: Iterable[State], changed: Changed) -> Iterator[LookAgain]:
    for state in states:
        if not isinstance(state, Coded | Agreed | Adjudicated):
            continue
        if changed.question_id is not None and state.case.question_id != changed.question_id:
            continue
        counts = _counting(state.result)
        if any(_by_older(decision, changed.rule) for decision in counts):
            yield LookAgain(state.case, Why.BY_RULE)
        elif any(_follows(decision, changed.rule) for decision in counts):
            continue
        elif (
            changed.question_id is not None
            and not state.case.claim_id
            and any((decision.verdict.category or "") in changed.categories for decision in counts)
        ):
            yield LookAgain(state.case, Why.SAME_CATEGORY)


def _counting(result: Pass) -> tuple[Decision, ...]:
    """Give the decisions on which the result rests."""
    return (result.final,) if result.final else result.decisions


def _by_older(decision: Decision, rule: Rule) -> bool:
    held = decision.rule
    return held is not None and held.rule_id == rule.rule_id and held.version < rule.version


def _follows(decision: Decision, rule: Rule) -> bool:
    return decision.rule == rule
