"""Conditions of a questionnaire: a small tree, and what it says of given answers.

The meaning is that of XPath 1.0 as XForms uses it: `=` and `!=` compare as numbers when either
side is a number, else as text; `<` and its like compare as numbers, or as days when both sides are
ISO 8601 dates; an unanswered item is the empty text; several chosen codes are one text with spaces.
"""

import math
import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Answer: TypeAlias = str | int | float | Collection[str] | None
"""A value of an item: a code, a text, an ISO date, a number, several codes, or None."""

Scalar: TypeAlias = str | float | bool


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a number written in the condition."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Truth:
    """`true()` or `false()`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of the item with this name: `${name}`."""

    name: str


@dataclass(frozen=True, slots=True)
class Selected:
    """Whether a code is among those chosen in an item: `selected(${name}, 'code')`."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class CountSelected:
    """How many codes are chosen in an item: `count-selected(${name})`."""

    name: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values held against each other; `sign` is one of `= != < > <= >=`."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of the part."""

    part: "Node"


Node: TypeAlias = Literal | Truth | Ref | Selected | CountSelected | Compare | And | Or | Not


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition as it was written, and its tree."""

    text: str
    tree: Node

    def evaluate(self, answers: Mapping[str, Answer]) -> bool:
        """Say whether the condition holds; `answers` has the name of an item, and its value."""
        return _truth(_value(self.tree, answers))

    @property
    def names(self) -> frozenset[str]:
        """Give the names of the items the condition asks for."""
        return frozenset(_names(self.tree))


def renamed(node: Node, names: Mapping[str, str]) -> Node:
    """Give the condition with its items by other names; a name that is not given stays."""
    match node:
        case Ref(name):
            return Ref(names.get(name, name))
        case Selected(name, code):
            return Selected(names.get(name, name), code)
        case CountSelected(name):
            return CountSelected(names.get(name, name))
        case Compare(sign, left, right):
            return Compare(sign, renamed(left, names), renamed(right, names))
        case _:
            return _parts_renamed(node, names)


def _parts_renamed(node: And | Or | Not | Literal | Truth, names: Mapping[str, str]) -> Node:
    match node:
        case And(parts):
            return And(tuple(renamed(part, names) for part in parts))
        case Or(parts):
            return Or(tuple(renamed(part, names) for part in parts))
        case Not(part):
            return Not(renamed(part, names))
        case _:
            return node


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_EQUAL: Mapping[str, Callable[[Scalar, Scalar], bool]] = {"=": operator.eq, "!=": operator.ne}
_ORDER: Mapping[str, Callable[[str | float, str | float], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def _names(node: Node) -> Iterator[str]:
    match node:
        case Ref(name) | Selected(name, _) | CountSelected(name):
            yield name
        case Compare(_, left, right):
            yield from _names(left)
            yield from _names(right)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _names(part)
        case Not(part):
            yield from _names(part)
        case Literal() | Truth():
            return


def _codes(answer: Answer) -> list[str]:
    if answer is None:
        return []
    if isinstance(answer, str):
        return answer.split()
    if isinstance(answer, int | float):
        return [_text(float(answer))]
    return list(answer)


def _value(node: Node, answers: Mapping[str, Answer]) -> Scalar:
    match node:
        case Literal(value) | Truth(value):
            return value
        case Ref(name):
            answer = answers.get(name)
            return answer if isinstance(answer, str) else " ".join(_codes(answer))
        case CountSelected(name):
            return float(len(_codes(answers.get(name))))
        case Compare(sign, left, right):
            return _compare(sign, _value(left, answers), _value(right, answers))
        case _:
            return _holds(node, answers)


def _holds(node: Selected | And | Or | Not, answers: Mapping[str, Answer]) -> bool:
    match node:
        case Selected(name, code):
            return answers.get(name) == code or code in _codes(answers.get(name))
        case And(parts):
            return all(_truth(_value(part, answers)) for part in parts)
        case Or(parts):
            return any(_truth(_value(part, answers)) for part in parts)
        case Not(part):
            return not _truth(_value(part, answers))


def _compare(sign: str, left: Scalar, right: Scalar) -> bool:
    if sign in _EQUAL:
        if isinstance(left, bool) or isinstance(right, bool):
            return _EQUAL[sign](_truth(left), _truth(right))
        if isinstance(left, float) or isinstance(right, float):
            return _EQUAL[sign](_number(left), _number(right))
        return _EQUAL[sign](left, right)
    if isinstance(left, str) and isinstance(right, str):
        first, second = left[:10], right[:10]
        if _DAY.fullmatch(first) and _DAY.fullmatch(second):
            return _ORDER[sign](first, second)
    return _ORDER[sign](_number(left), _number(right))


def _number(value: Scalar) -> float:
    try:
        return float(value)
    except ValueError:
        return math.nan


def _truth(value: Scalar) -> bool:
    """Turn a value into a truth as XPath's `boolean()` does."""
    if isinstance(value, float):
        return not math.isnan(value) and value != 0
    return bool(value)


def _text(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)
