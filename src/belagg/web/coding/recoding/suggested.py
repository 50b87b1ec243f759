"""Suggestions for the answers to one item, from what is settled; never applied by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from belagg.judging.suggestions import Accuracy, NoSuggestion, Suggestion, Suggestions, suggest
from belagg.study.questionnaire import Item
from belagg.study.vocabulary import Layer, Round
from belagg.web.coding.recoding.answers import category_words, texts_of
from belagg.web.store.models import ROWS, Project

Made: TypeAlias = Suggestions | NoSuggestion | None
"""Suggestions for an item, or why there are none; None where its answers have no categories."""

_COUNTS = {Round.ADJUDICATED.value: 2, Round.FIRST.value: 1}


@dataclass(frozen=True)
class Suggested:
    """A suggestion in words: the category, and the bodies whose answers it comes from."""

    category: str
    words: str
    like: tuple[str, ...]


def suggestions(project: Project, layer: Layer, item: Item) -> Made:
    """Suggest from the settled answers to the item; None where its answers have no categories.

    Only finished codings are learnt from, so that no suggestion can tell what a coder decided
    whose fellow has yet to decide.
    """
    if layer is not Layer.RECODED or not item.type.is_select:
        return None
    return suggest(texts_of(project, item), _settled(project, layer, item))


def in_words(
    made: Made, item: Item, names: Mapping[str, str], language: str
) -> dict[str, Suggested]:
    """Give the suggestion for each body that has one."""
    if not isinstance(made, Suggestions):
        return {}

    def worded(one: Suggestion) -> Suggested:
        like = tuple(names.get(unit, unit) for unit in one.like)
        return Suggested(one.category, category_words(item, one.category, language), like)

    return {unit: worded(one) for unit, one in made.by_key.items()}


def accuracy_of(made: Made) -> Accuracy | None:
    """Give how good the suggestions are, where there are any."""
    return made.accuracy if isinstance(made, Suggestions) else None


def why_none(made: Made, language: str) -> str:
    """Say why nothing is suggested, where something could have been."""
    return made.label(language) if isinstance(made, NoSuggestion) else ""


def _settled(project: Project, layer: Layer, item: Item) -> dict[str, str]:
    """Give the category of each body that has one: of the decision that counts."""
    rows = ROWS["assessments"].objects.filter(
        project=project, layer=layer.value, question_id=item.question_id, category__isnull=False
    )
    found: dict[str, tuple[int, str]] = {}
    for unit, round_, category in rows.values_list("unit_id", "round", "category"):
        turn = _COUNTS.get(round_ or "", 0)
        found[unit] = max(found.get(unit, (-1, "")), (turn, category))
    return {unit: category for unit, (_turn, category) in found.items()}
