"""What sets two versions of a questionnaire apart, and what that means for answers given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belagg.study.questionnaire import Item, Questionnaire
from belagg.study.vocabulary import Vocabulary


class Kind(Vocabulary):
    """How an item differs between two versions."""

    ADDED = "added", "tillagd", "added"
    REMOVED = "removed", "borttagen", "removed"
    TYPE = "type", "annan svarstyp", "another type of answer"
    CHOICES = "choices", "svarsalternativ borttagna", "choices removed"
    WORDING = "wording", "ändrad lydelse", "changed wording"
    CONDITION = "condition", "ändrat villkor", "changed condition"
    MINOR = "minor", "annan ändring", "another change"


KEEPS: Mapping[Kind, bool] = {
    Kind.ADDED: True,
    Kind.REMOVED: False,
    Kind.TYPE: False,
    Kind.CHOICES: False,
    Kind.WORDING: True,
    Kind.CONDITION: True,
    Kind.MINOR: True,
}
"""Whether answers given to the earlier version can stand."""


@dataclass(frozen=True)
class Change:
    """One difference, and how many answers it touches."""

    kind: Kind
    question_id: str
    answers: int

    @property
    def loses(self) -> bool:
        """Say whether answers already given could not stand."""
        return self.answers > 0 and not KEEPS[self.kind]


def compare(
    old: Questionnaire, new: Questionnaire, answered: Mapping[str, Mapping[str, int]]
) -> list[Change]:
    """List the differences, those of the new version's items in its order first.

    `answered` counts answers by item and chosen category (several chosen: each of them).
    """
    changes = []
    for item in new.answerable:
        before = old.by_id.get(item.question_id)
        kind = Kind.ADDED if before is None else _kind(before, item)
        if kind is not None:
            changes.append(Change(kind, item.question_id, _touched(kind, before, item, answered)))
    for item in old.answerable:
        if item.question_id not in new.by_id:
            count = sum(answered.get(item.question_id, {}).values())
            changes.append(Change(Kind.REMOVED, item.question_id, count))
    return changes


def told_changes(changes: Iterable[Change], language: str) -> list[dict[str, object]]:
    """Give the differences in words, as `design/changes.html` shows them."""
    return [
        {"kind": c.kind.label(language), "question_id": c.question_id, "answers": c.answers,
         "loses": c.loses}
        for c in changes
    ]  # fmt: skip


def _kind(before: Item, after: Item) -> Kind | None:
    if before.type is not after.type:
        return Kind.TYPE
    if set(before.codes) - set(after.codes):
        return Kind.CHOICES
    if dict(before.label) != dict(after.label) or _words(before) != _words(after):
        return Kind.WORDING
    if before.relevance != after.relevance or before.required != after.required:
        return Kind.CONDITION
    same = (before.hint, before.theme, before.group, before.codes, before.same_as)
    return None if same == (after.hint, after.theme, after.group, after.codes, after.same_as) \
        else Kind.MINOR  # fmt: skip


def _words(item: Item) -> dict[str, dict[str, str]]:
    return {choice.code: dict(choice.label) for choice in item.choices}


def _touched(
    kind: Kind, before: Item | None, after: Item, answered: Mapping[str, Mapping[str, int]]
) -> int:
    counts = answered.get(after.question_id, {})
    if kind is Kind.CHOICES and before is not None:
        gone = set(before.codes) - set(after.codes)
        return sum(count for code, count in counts.items() if code in gone)
    return sum(counts.values())
