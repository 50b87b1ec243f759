"""What happens after a yes: who must and may report what, by age, as far as the rules say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from belagg.publish.rules import LegalRule, RuleBook, Standing
from belagg.study.vocabulary import RuleKind


class Step(Enum):
    """The steps that a reader is told, by the kinds of rules that each rests on."""

    MUST = (RuleKind.DUTY,)
    MAY = (RuleKind.PERMISSION, RuleKind.THRESHOLD, RuleKind.CONSENT)


@dataclass(frozen=True, slots=True)
class Telling:
    """What someone of an age is told; nothing but the rules it waits for when one is overdue."""

    child: bool
    steps: Mapping[Step, tuple[LegalRule, ...]]
    overdue: tuple[LegalRule, ...]


def telling(book: RuleBook, *, child: bool) -> Telling:
    """Give what happens after a yes, for someone under 18 (`child`) or an adult.

    One overdue rule hides all of it: half of what must and may be reported would mislead.
    """
    kinds = [kind for step in Step for kind in step.value]
    in_force = [rule for rule in book.in_force(kinds) if rule.concerns(child=child)]
    overdue = tuple(rule for rule in in_force if rule.standing(book.day) is Standing.OVERDUE)
    if overdue:
        return Telling(child, dict.fromkeys(Step, ()), overdue)
    shown = [rule for rule in book.shown(kinds) if rule.concerns(child=child)]
    steps = {step: tuple(rule for rule in shown if rule.kind in step.value) for step in Step}
    return Telling(child, steps, ())
