"""Decisions as they are shown: under letters, in words, with names for the lead who asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from belagg.judging.coding.sight import Seen
from belagg.judging.coding.states import Rule
from belagg.study.questionnaire import Item
from belagg.web.coding.recoding.answers import verdict_words


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


def shown_decisions(seen: Seen, item: Item, language: str, names: Mapping[str, str]) -> list[Shown]:
    """Give the decisions that may be seen of a case."""
    return [
        Shown(
            one.letter, one.own, verdict_words(item, one.verdict, language), one.rationale,
            one.evidence, _rule_words(one.rule), names.get(one.letter, ""),
        )
        for one in seen.decisions
    ]  # fmt: skip


def _rule_words(rule: Rule | None) -> str:
    return _("%(rule)s, version %(n)s") % {"rule": rule.rule_id, "n": rule.version} if rule else ""
