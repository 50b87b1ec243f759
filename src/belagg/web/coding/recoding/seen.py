"""Decisions as they are shown: under letters, in words, with names for the lead who asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _

from belagg.judging.coding.sight import Seen
from belagg.judging.coding.states import Ground, Rule, Verdict

Words: TypeAlias = Callable[[Verdict], str]
"""Gives a verdict as a person reads it."""


@dataclass(frozen=True)
class Shown:
    """A decision in words; `name` is empty where it is not told."""

    letter: str
    own: bool
    verdict: str
    rationale: str
    evidence: str
    rule: str
    name: str


def shown_decisions(seen: Seen, words: Words, names: Mapping[str, str]) -> list[Shown]:
    """Give the decisions that may be seen of a case."""
    return [
        Shown(
            one.letter, one.own, words(one.verdict), one.rationale,
            _evidence(one.evidence, one.ground), _rule_words(one.rule), names.get(one.letter, ""),
        )
        for one in seen.decisions
    ]  # fmt: skip


def _evidence(words: str, ground: Ground | None) -> str:
    if ground is None:
        return words
    found = [ground.document_id]
    if ground.page:
        found.append(_("page %(n)s") % {"n": ground.page})
    place = ", ".join(found)
    return f"{place}: ”{ground.quote}”" if ground.quote else place


def _rule_words(rule: Rule | None) -> str:
    return _("%(rule)s, version %(n)s") % {"rule": rule.rule_id, "n": rule.version} if rule else ""
