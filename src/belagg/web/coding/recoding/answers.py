"""What bodies said, as a coder reads it: answers to one item, and everything one body said.

Read straight from the rows of the answers asked for, so that a page costs what it shows and not
what the study holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from belagg.judging.coding.states import Case, Verdict
from belagg.study.questionnaire import Item, ItemType, Questionnaire, worded
from belagg.study.vocabulary import Grade, Missing, Origin
from belagg.web.store.models import ROWS, Project

_LAST = {"survey": 0, "phone": 1, "follow_up": 2}


@dataclass(frozen=True)
class Said:
    """One answer of a body to an item: what was chosen, in words, its text, and how it came in."""

    chosen: str
    text: str
    origin: str


@dataclass(frozen=True)
class ItemSaid:
    """An item and what a body answered to it."""

    question_id: str
    label: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Body:
    """A body with its attributes, as headings and values."""

    unit_id: str
    name: str
    attributes: tuple[tuple[str, str], ...]

    @property
    def in_short(self) -> str:
        """Give the attributes in a line."""
        return ", ".join(value for _name, value in self.attributes)


def codable(item: Item) -> bool:
    """Say whether an item has categories or values to decide on; texts are for themes."""
    return item.type.is_select or item.type.is_number or item.type is ItemType.DATE


def verdict_words(item: Item, verdict: Verdict, language: str) -> str:
    """Give a verdict as a person reads it."""
    if verdict.missing is not None:
        return verdict.missing.label(language)
    if verdict.category is not None:
        return category_words(item, verdict.category, language)
    return verdict.value or ""


def grade_words(verdict: Verdict, language: str) -> str:
    """Give the grade of a claim in words."""
    return Grade(verdict.category).label(language) if verdict.category else ""


def case_words(case: Case, item: Item | None, verdict: Verdict, language: str) -> str:
    """Give a verdict on a case in words: a grade, or a category of its item."""
    if case.claim_id:
        return grade_words(verdict, language)
    return verdict_words(item, verdict, language) if item is not None else ""


def category_words(item: Item, category: str, language: str) -> str:
    """Give one or several codes of an item in words."""
    labels = {choice.code: worded(choice.label, language) for choice in item.choices}
    return ", ".join(labels.get(code, code) for code in category.split())


def answers_to(
    project: Project, item: Item, units: Iterable[str], language: str
) -> dict[str, tuple[Said, ...]]:
    """Give what each of some bodies answered to an item, the later answers last."""
    rows = ROWS["responses"].objects.filter(
        project=project, question_id=item.question_id, unit_id__in=list(units)
    )
    found: dict[str, list[Said]] = {}
    for row in sorted(rows, key=lambda row: (_LAST.get(row.origin, 3), row.at or "")):
        found.setdefault(row.unit_id, []).append(_said(item, row, language))
    return {unit: tuple(said) for unit, said in found.items()}


def answers_of(
    project: Project, form: Questionnaire, unit_id: str, language: str
) -> list[ItemSaid]:
    """Give everything a body answered, in the order of the questionnaire."""
    held: dict[str, list[Said]] = {}
    rows = ROWS["responses"].objects.filter(project=project, unit_id=unit_id)
    for row in sorted(rows, key=lambda row: (_LAST.get(row.origin, 3), row.at or "")):
        if (item := form.by_id.get(row.question_id)) is not None:
            held.setdefault(row.question_id, []).append(_said(item, row, language))
    return [
        ItemSaid(item.question_id, worded(item.label, language), tuple(held[item.question_id]))
        for item in form.answerable
        if item.question_id in held
    ]


def texts_of(project: Project, item: Item) -> dict[str, str]:
    """Give the free texts of each body on an item, as one text."""
    rows = ROWS["responses"].objects.filter(project=project, question_id=item.question_id)
    found: dict[str, list[str]] = {}
    for unit, text in rows.order_by("at").values_list("unit_id", "text"):
        if text:
            found.setdefault(unit, []).append(text)
    return {unit: "\n".join(texts) for unit, texts in found.items()}


def bodies_of(project: Project, units: Sequence[str] | None = None) -> dict[str, Body]:
    """Give bodies by id, in order: those asked for, or all."""
    rows = ROWS["units"].objects.filter(project=project).order_by("unit_id")
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return {row.unit_id: _body(row) for row in rows}


def _body(row: Any) -> Body:
    shown = [("", row.kind)] if row.kind else []
    shown += [
        (name.removeprefix("attr_").replace("_", " "), value)
        for name, value in row.attributes.items()
        if value
    ]
    return Body(row.unit_id, row.name, tuple(shown))


def _said(item: Item, row: Any, language: str) -> Said:
    category, missing = row.category, row.missing
    chosen = category_words(item, category, language) if category else ""
    if missing:
        chosen = Missing(missing).label(language)
    value, text = row.value or "", row.text or ""
    return Said(chosen or value, text, Origin(row.origin).label(language) if row.origin else "")
