"""Which items of a study can be held against those of the last wave, and why others cannot."""

from collections.abc import Iterator
from dataclasses import dataclass

from belagg.study.questionnaire import Item, ItemType
from belagg.study.study import Study
from belagg.study.vocabulary import Comparability, Vocabulary


class Standing(Vocabulary):
    """How an item stands to those of the last wave."""

    SAME = "same", "oförändrade", "unchanged"
    CHANGED = "changed", "ändrade men jämförbara", "changed, but comparable"
    BROKEN = "broken", "inte jämförbara", "not comparable"
    UNJUDGED = "unjudged", "inte bedömda", "not judged"
    NEW = "new", "nya", "new"
    GONE = "gone", "ställs inte längre", "asked no more"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """An item with its counterpart in the last wave.

    `item` is None where an item is asked no more, `earlier` where it is new. `verdict` is None
    where nobody has said whether the two can be compared; then they are not.
    """

    item: Item | None
    earlier: Item | None
    verdict: Comparability | None
    reason: str

    @property
    def standing(self) -> Standing:
        """Say how the item stands to those of the last wave."""
        if self.item is None:
            return Standing.GONE
        if self.earlier is None:
            return Standing.NEW
        return Standing(self.verdict.value) if self.verdict is not None else Standing.UNJUDGED

    @property
    def comparable(self) -> bool:
        """Say whether answers may be held against each other: same, or changed with a reason."""
        return (
            self.item is not None
            and self.earlier is not None
            and self.verdict in (Comparability.SAME, Comparability.CHANGED)
            and self.item.type is self.earlier.type
        )

    @property
    def flows(self) -> bool:
        """Say whether bodies can be followed from one category to another."""
        return self.comparable and self.item is not None and self.item.type is ItemType.SELECT_ONE


def counterparts(study: Study, earlier: Study) -> tuple[Counterpart, ...]:
    """Give the items of a study in order, then those of the last wave that are asked no more."""
    return tuple(_counterparts(study, earlier))


def _counterparts(study: Study, earlier: Study) -> Iterator[Counterpart]:
    before = {item.question_id: item for item in earlier.items}
    for item in study.items:
        found = before.get(item.same_as or "")
        verdict = item.comparability if found is not None else None
        yield Counterpart(item, found, verdict, item.comparability_reason or "")
    asked = {item.same_as for item in study.items}
    for item in earlier.items:
        if item.question_id not in asked:
            yield Counterpart(None, item, None, "")
