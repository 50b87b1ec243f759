"""What the variables of a data file are: names, labels in each language, categories.

Every item has a variable for each layer that anybody has written in, as its figures have; the
recoded one bears the item's name, the others the name with `_stated` and `_documented`. An item of
several choices has a variable for each choice. What was written in words is `_text`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from belagg.exchange.names import Names
from belagg.language import marked, translate
from belagg.study.questionnaire import Choice, Item, ItemType, Wording, worded
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.vocabulary import Layer, Missing

MISSING_PLACES: Mapping[int, Missing] = dict(enumerate(Missing, start=1))
"""Why a value is missing, by its place from 1; data files make their codes of the place."""


class Kind(Enum):
    """What the values of a variable are; a category's are numbers from 1, or 0 and 1."""

    CATEGORY = "category"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Category:
    """A value of a category variable: its number, what the study calls it, its label."""

    number: int
    code: str
    label: Wording


@dataclass(frozen=True)
class Variable:
    """A variable of a data file with a row for each body.

    `item` and `layer` say what it is of; `choice` the choice of an item of several.
    """

    name: str
    kind: Kind
    label: Wording
    categories: tuple[Category, ...] = ()
    item: Item | None = None
    layer: Layer | None = None
    choice: str | None = None


IN_WORDS = "text"
"""The code of the category of a free text that is there and not coded."""

_CHOSEN = marked("chosen")
_NOT_CHOSEN = marked("not chosen")
_ANSWERED_IN_WORDS = marked("answered in words")
_TEXT = marked("in words")


def unit_variables(study: Study, names: Names) -> Iterator[tuple[Variable, str]]:
    """Give the variables of the bodies themselves, each with the column of `units` it is from."""
    units = study.tables["units"]
    table = TABLES["units"]
    for column in units.columns:
        if column in ("unit_id", "name", "kind", "parent_id") or column.startswith("attr_"):
            if column.startswith("attr_"):
                label = {lang: column.removeprefix("attr_") for lang in study.settings.languages}
            else:
                known = table.column(column)
                label = {
                    lang: known.sv if lang == "sv" else known.en
                    for lang in study.settings.languages
                }
            name = names.give(column.removeprefix("attr_"))
            yield Variable(name, Kind.TEXT, label), column


def item_variables(
    study: Study, item: Item, layer: Layer, names: Names, extra: Sequence[str] = ()
) -> tuple[Variable, ...]:
    """Give the variables of one item in one layer; `extra` are categories beside its choices."""
    languages = study.settings.languages
    suffix = "" if layer is Layer.RECODED else f"_{layer.value}"
    if item.type is ItemType.SELECT_MULTIPLE:
        return tuple(
            Variable(
                names.give(f"{item.name}_{choice.code}", suffix),
                Kind.CATEGORY,
                _label(item, languages, layer, choice),
                _chosen(languages),
                item,
                layer,
                choice.code,
            )
            for choice in item.choices
        )
    kind = {
        ItemType.INTEGER: Kind.INTEGER,
        ItemType.DECIMAL: Kind.DECIMAL,
        ItemType.DATE: Kind.DATE,
    }.get(item.type, Kind.CATEGORY)
    return (
        Variable(
            names.give(item.name, suffix),
            kind,
            _label(item, languages, layer),
            _categories(item, languages, extra) if kind is Kind.CATEGORY else (),
            item,
            layer,
        ),
    )


def text_variable(study: Study, item: Item, names: Names) -> Variable:
    """Give the variable of what was written in words on an item."""
    languages = study.settings.languages
    label = {
        lang: f"{item.question_id} ({translate(_TEXT, lang)}). {worded(item.label, lang)}"
        for lang in languages
    }
    name = names.give(item.name, "_text")
    return Variable(name, Kind.TEXT, label, (), item, Layer.STATED)


def _label(
    item: Item, languages: Sequence[str], layer: Layer, choice: Choice | None = None
) -> Wording:
    """Put what tells variables apart first: what comes last is cut where labels are short."""
    made = {}
    for lang in languages:
        head = item.question_id if choice is None else (
            f"{item.question_id}, {worded(choice.label, lang) or choice.code}"
        )  # fmt: skip
        whose = "" if layer is Layer.RECODED else f" ({layer.label(lang)})"
        made[lang] = f"{head}{whose}. {worded(item.label, lang)}"
    return made


def _chosen(languages: Sequence[str]) -> tuple[Category, ...]:
    return (
        Category(0, "0", {lang: translate(_NOT_CHOSEN, lang) for lang in languages}),
        Category(1, "1", {lang: translate(_CHOSEN, lang) for lang in languages}),
    )


def _categories(item: Item, languages: Sequence[str], extra: Sequence[str]) -> tuple[Category, ...]:
    made = [
        Category(
            number,
            choice.code,
            {lang: worded(choice.label, lang) or choice.code for lang in languages},
        )
        for number, choice in enumerate(item.choices, start=1)
    ]
    made += [
        Category(number, code, dict.fromkeys(languages, code))
        for number, code in enumerate(extra, start=len(made) + 1)
    ]
    if item.type is ItemType.TEXT:
        label = {lang: translate(_ANSWERED_IN_WORDS, lang) for lang in languages}
        made.append(Category(len(made) + 1, IN_WORDS, label))
    return tuple(made)
