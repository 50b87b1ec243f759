"""The rule book: every rule in all its versions; a version that is written stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from belagg.judging.coding.rules import Changed, LookAgain, to_look_at
from belagg.judging.coding.states import Rule
from belagg.web.coding.models import Coding, LookedAt
from belagg.web.coding.recoding.codings import SETTLED, case_of, state_of
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.store import guards
from belagg.web.store.guards import Change
from belagg.web.store.models import ROWS, Project


@dataclass(frozen=True)
class RuleText:
    """A version of a rule, as it is read."""

    rule_id: str
    version: int
    question_id: str | None
    category: str | None
    when: str
    example: str
    counter_example: str


class RuleTakenError(Exception):
    """A new rule with the name of another, or a version that somebody else has just written."""


def all_versions(project: Project) -> dict[str, list[RuleText]]:
    """Give every rule with its versions, the newest first."""
    found: dict[str, list[RuleText]] = {}
    for row in ROWS["codebook"].objects.filter(project=project).order_by("rule_id", "-version"):
        found.setdefault(row.rule_id, []).append(_read(row))
    return found


def in_force(project: Project, question_id: str) -> list[RuleText]:
    """Give the newest version of each rule that is for an item, or for all."""
    newest = [versions[0] for versions in all_versions(project).values()]
    return [rule for rule in newest if rule.question_id in (None, question_id)]


@transaction.atomic
def write(project: Project, rule: RuleText, *, actor: User) -> None:
    """Add a version of a rule, or a new rule as version 1; RuleTakenError where it is there."""
    model = ROWS["codebook"]
    there = model.objects.filter(project=project, rule_id=rule.rule_id)
    newest = there.order_by("-version").values_list("version", flat=True).first() or 0
    if rule.version != newest + 1:
        raise RuleTakenError
    model.objects.create(
        project=project, rule_id=rule.rule_id, version=rule.version,
        question_id=rule.question_id or None, category=rule.category or None, when=rule.when,
        example=rule.example or None, counter_example=rule.counter_example or None,
    )  # fmt: skip
    record("rule written", project=project, actor=actor, kind="rule", key=rule.rule_id,
           before=str(newest), after=str(rule.version), text=text_hash(rule.when)[:16])  # fmt: skip


def look_again(project: Project, versions: list[RuleText]) -> list[tuple[LookAgain, Coding]]:
    """Give the settled cases that the newest version of a rule touches and nobody has looked at.

    A rule that has one version only touches nothing: it was there before any decision by it.
    """
    if len(versions) < 2:
        return []
    newest = versions[0]
    rule = Rule(newest.rule_id, newest.version)
    categories = frozenset(v.category for v in versions[:2] if v.category)
    rows = Coding.objects.filter(project=project, state__in=SETTLED).select_related("project")
    rows = rows.exclude(
        pk__in=LookedAt.objects.filter(
            coding__project=project, rule_id=rule.rule_id, version=rule.version
        ).values("coding")
    )
    if newest.question_id is not None:
        rows = rows.filter(question_id=newest.question_id)
    else:
        rows = rows.filter(Q(_named_in(project, rule.rule_id)) | ~Q(claim_id=""))
    held = {case_of(row): row for row in rows}
    states = (state_of(row, case) for case, row in held.items())
    changed = Changed(rule, newest.question_id, categories)
    return [(found, held[found.case]) for found in to_look_at(states, changed)]


def in_use(project: Project, changes: Sequence[Change]) -> dict[guards.Key, str]:
    """Say of which rules no version may change any more, since decisions rest on them.

    A rule for an item is in use from when the item is dealt out, and not first when somebody has
    decided by it: that would tell that she has, to one who is to decide blind.
    """
    dealt = set(Coding.objects.filter(project=project).values_list("question_id", flat=True))
    rows = ROWS["assessments"].objects.filter(project=project, rule_id__isnull=False)
    named = set(rows.values_list("rule_id", flat=True))
    used = [
        one.row for one in changes
        if one.row.rule_id in named or (dealt and one.row.question_id in (None, *dealt))
    ]  # fmt: skip
    why = _("the rule is in use, so its versions stand: add what is new as another version of it")
    return {(row.rule_id, row.version): why for row in used}


def proposed_name(words: str, taken: Iterable[str]) -> str:
    """Make a short name of a rule from its words, that no other rule has."""
    folded = words.lower().translate(str.maketrans("åäöé", "aaoe"))
    stem = "-".join(re.findall(r"[a-z0-9]+", folded)[:4])[:40] or "regel"
    held = set(taken)
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(held) + 3)))
    return next(name for name in names if name not in held)


def _named_in(project: Project, rule_id: str) -> Exists:
    return Exists(
        ROWS["assessments"].objects.filter(
            project=project, rule_id=rule_id, unit_id=OuterRef("unit_id"),
            question_id=OuterRef("question_id"), layer=OuterRef("layer"),
        )
    )  # fmt: skip


def _read(row: Any) -> RuleText:
    return RuleText(
        row.rule_id, row.version, row.question_id, row.category, row.when, row.example or "",
        row.counter_example or "",
    )  # fmt: skip
