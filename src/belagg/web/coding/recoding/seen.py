"""Decisions as they are shown: under letters, in words, with names for the lead who asks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _

from belagg.judging.coding.sight import Seen
from belagg.judging.coding.states import Ground, Rule, Verdict
from belagg.web.store.models import ROWS, Project

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


def titles_of(project: Project, several: Iterable[Seen]) -> dict[str, str]:
    """Give the titles of the documents that decisions rest on, by id."""
    ids = {d.ground.document_id for seen in several for d in seen.decisions if d.ground is not None}
    rows = ROWS["documents"].objects.filter(project=project, document_id__in=ids) if ids else None
    return dict(rows.values_list("document_id", "title")) if rows is not None else {}


def shown_decisions(
    seen: Seen, words: Words, names: Mapping[str, str], titles: Mapping[str, str]
) -> list[Shown]:  # fmt: skip
    """Give the decisions that may be seen of a case."""
    return [
        Shown(
            one.letter, one.own, words(one.verdict), one.rationale,
            _evidence(one.evidence, one.ground, titles), _rule_words(one.rule),
            names.get(one.letter, ""),
        )
        for one in seen.decisions
    ]  # fmt: skip


def _evidence(words: str, ground: Ground | None, titles: Mapping[str, str]) -> str:
    if ground is None:
        return words
    found = [titles.get(ground.document_id) or ground.document_id]
    if ground.page:
        found.append(_("page %(n)s") % {"n": ground.page})
    place = ", ".join(found)
    return f"{place}: ”{ground.quote}”" if ground.quote else place


def _rule_words(rule: Rule | None) -> str:
    return _("%(rule)s, version %(n)s") % {"rule": rule.rule_id, "n": rule.version} if rule else ""
