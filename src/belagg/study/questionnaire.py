"""The questionnaire of a study: its items in order, their choices, conditions and wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from belagg.study.expression import Answer, Expression
from belagg.study.vocabulary import Comparability, Vocabulary

Wording: TypeAlias = Mapping[str, str]
"""A text in each language it has, by language code; in the order of the questionnaire."""

OTHER = "other"
"""The code of the choice that means something else, with a text of its own."""


class ItemType(Vocabulary):
    """What kind of value answers an item."""

    SELECT_ONE = "select_one", "ett val", "one choice"
    SELECT_MULTIPLE = "select_multiple", "flera val", "several choices"
    TEXT = "text", "fritext", "text"
    INTEGER = "integer", "heltal", "whole number"
    DECIMAL = "decimal", "decimaltal", "decimal number"
    DATE = "date", "datum", "date"
    NOTE = "note", "upplysning", "note"

    @property
    def is_select(self) -> bool:
        """Say whether the value is one or more of the item's choices."""
        return self in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE)

    @property
    def is_number(self) -> bool:
        """Say whether the value is a number."""
        return self in (ItemType.INTEGER, ItemType.DECIMAL)


def worded(wording: Wording, language: str) -> str:
    """Give a text in `language`, else in the first language it has; empty where it has none."""
    return wording.get(language) or next(iter(wording.values()), "")


@dataclass(frozen=True)
class Choice:
    """A category that can be chosen; `code` is what figures and decisions call it."""

    code: str
    label: Wording = field(hash=False)

    @property
    def is_other(self) -> bool:
        """Say whether the choice means something else than the rest, and asks for a text."""
        return self.code == OTHER


@dataclass(frozen=True)
class Item:
    """A question, or a note, as it stands in the questionnaire.

    `question_id` is what the study calls it (4A); `name` is its name in XLSForm and as a variable
    (q4A). `group` holds the names of the groups it stands in, the outermost first. `required` is
    a condition where the form gives one. `constraint` is kept as text and not evaluated.
    `same_as` is the question_id in the earlier wave. `other_label` words the text field of the
    choice `other`; where it lacks a language the program's own words are used.
    """

    question_id: str
    name: str
    type: ItemType
    label: Wording = field(hash=False)
    hint: Wording = field(default_factory=dict, hash=False)
    choices: tuple[Choice, ...] = ()
    required: bool | Expression = False
    relevance: Expression | None = None
    group: tuple[str, ...] = ()
    theme: str | None = None
    same_as: str | None = None
    comparability: Comparability | None = None
    comparability_reason: str | None = None
    constraint: str | None = None
    constraint_message: Wording = field(default_factory=dict, hash=False)
    other_label: Wording = field(default_factory=dict, hash=False)

    @property
    def other(self) -> bool:
        """Say whether the item has a choice `other` with a text of its own."""
        return any(choice.is_other for choice in self.choices)

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes of the choices in order."""
        return tuple(choice.code for choice in self.choices)

    def choice(self, code: str) -> Choice:
        """Give the choice with this code; KeyError where there is none."""
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise KeyError(code)


@dataclass(frozen=True)
class Group:
    """A group of items; `path` holds the names of the groups it stands in, and last its own."""

    path: tuple[str, ...]
    label: Wording = field(default_factory=dict, hash=False)
    relevance: Expression | None = None

    @property
    def name(self) -> str:
        """Give the group's own name."""
        return self.path[-1]


@dataclass(frozen=True)
class Questionnaire:
    """The items that are put to every body, in order; `languages` has the first language first."""

    title: str
    form_id: str
    version: str
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    groups: tuple[Group, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Give the items by question_id, in order."""
        return {item.question_id: item for item in self.items}

    @cached_property
    def by_name(self) -> Mapping[str, Item]:
        """Give the items by their XLSForm name, in order."""
        return {item.name: item for item in self.items}

    @cached_property
    def group_by_path(self) -> Mapping[tuple[str, ...], Group]:
        """Give the groups by their path."""
        return {group.path: group for group in self.groups}

    @cached_property
    def answerable(self) -> tuple[Item, ...]:
        """Give the items that take an answer: all but the notes."""
        return tuple(item for item in self.items if item.type is not ItemType.NOTE)

    def item(self, question_id: str) -> Item:
        """Give the item with this question_id; KeyError where there is none."""
        return self.by_id[question_id]

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Give the names of the items on whose answers it depends whether others are put."""
        conditions = [item.relevance for item in self.items]
        conditions += [group.relevance for group in self.groups]
        return frozenset(name for one in conditions if one is not None for name in one.names)

    def asked(self, answers: Mapping[str, Answer]) -> frozenset[str]:
        """Give the question_ids that are put to somebody who answers so (by question_id).

        An item is put when its own condition and those of its groups hold; the answer of an item
        that is not put counts as empty in later conditions, as in XForms.
        """
        counted: dict[str, Answer] = {}
        put: set[str] = set()
        groups: dict[tuple[str, ...], bool] = {(): True}
        for item in self.items:
            for depth in range(1, len(item.group) + 1):
                path = item.group[:depth]
                if path not in groups:
                    condition = self.group_by_path[path].relevance
                    groups[path] = groups[path[:-1]] and (
                        condition is None or condition.evaluate(counted)
                    )
            if groups[item.group] and (item.relevance is None or item.relevance.evaluate(counted)):
                put.add(item.question_id)
                counted[item.name] = answers.get(item.question_id)
        return frozenset(put)
