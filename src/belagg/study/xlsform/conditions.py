"""Conditions as XLSForm writes them: XPath 1.0 with `${name}` for the value of an item.

The grammar is that of XPath 1.0 (W3C, 1999, section 3), so that a condition we cannot hold is told
apart from one that is badly written. What is held is the tree of `belagg.study.expression`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

import parsy

from belagg.study.expression import (
    And,
    Compare,
    CountSelected,
    Expression,
    Literal,
    Node,
    Not,
    Or,
    Ref,
    Selected,
    Truth,
    renamed,
)


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A condition that is well written and that our tree has no place for; `part` is the cause."""

    part: str


@dataclass(frozen=True, slots=True)
class BareWord:
    """A condition with a word that is neither quoted nor `${word}`: most often forgotten quotes."""

    word: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A condition that is not XPath; `rest` is the text from where it could not be read."""

    rest: str


Part = Node | NotHeld | BareWord

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
_NAME = r"[^\W\d][\w.\-]*"
_QUOTED_OR_REFERENCE = re.compile(rf"""'[^']*'|"[^"]*"|\$\{{\s*({_NAME})\s*\}}""")


def plain_quotes(text: str) -> str:
    """Give the text with straight quotes and plain spaces, as pyxform reads conditions."""
    return text.translate(_STRAIGHT)


def parse_condition(text: str) -> Expression | NotHeld | BareWord | Unreadable:
    """Read a condition; never raises, whatever the text.

    Conditions of a form mostly differ in the items they name, so that each shape is parsed once.
    """
    names: dict[str, str] = {}

    def hole(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        names[f"_{len(names)}"] = found[1]
        return f"${{_{len(names) - 1}}}"

    plain = plain_quotes(text)
    part = _parsed(_QUOTED_OR_REFERENCE.sub(hole, plain))
    if isinstance(part, NotHeld | BareWord | Unreadable):
        part = _parsed(plain)
    if isinstance(part, NotHeld | BareWord | Unreadable):
        return part
    return Expression(text, renamed(part, names))


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Part | Unreadable:
    try:
        part: Part = _CONDITION.parse(text)
    except parsy.ParseError as error:
        return Unreadable(text[error.index :][:40])
    except RecursionError:
        return NotHeld("(((")
    return part


def _unheld(parts: Sequence[Part]) -> NotHeld | BareWord | None:
    return next((part for part in parts if isinstance(part, NotHeld | BareWord)), None)


def _held(parts: Sequence[Part]) -> tuple[Node, ...]:
    return tuple(part for part in parts if not isinstance(part, NotHeld | BareWord))


def _joined(kind: type[And] | type[Or]) -> Callable[[list[Part]], Part]:
    def join(parts: list[Part]) -> Part:
        return parts[0] if len(parts) == 1 else _unheld(parts) or kind(_held(parts))

    return join


def _compared(first: Part, more: list[tuple[str, Part]]) -> Part:
    def compare(left: Part, step: tuple[str, Part]) -> Part:
        sign, right = step
        return _unheld((left, right)) or Compare(sign, *_held((left, right)))

    return reduce(compare, more, first)


def _calculated(first: Part, more: list[tuple[str, Part]]) -> Part:
    return NotHeld(more[0][0]) if more else first


def _negated(signs: list[str], part: Part) -> Part:
    match part:
        case Literal(float(number)):
            return Literal(-number if len(signs) % 2 else number)
        case NotHeld() | BareWord():
            return part
        case _:
            return NotHeld("-") if signs else part


def _called(name: str, arguments: list[Part]) -> Part:
    match name, arguments:
        case "true", []:
            return Truth(True)
        case "false", []:
            return Truth(False)
        case "not", [part]:
            return part if isinstance(part, NotHeld | BareWord) else Not(part)
        case "selected", [Ref(item), Literal(code)]:
            return Selected(item, code if isinstance(code, str) else f"{code:g}")
        case "count-selected", [Ref(item)]:
            return CountSelected(item)
        case _:
            return NotHeld(f"{name}()")


def _went(slash: str, steps: list[tuple[str, bool]]) -> Part:
    """Give a path as what it is to us: a bare word, or something we do not hold."""
    names = [name for name, _ in steps]
    if not slash and len(steps) == 1 and re.fullmatch(_NAME, names[0]) and not steps[0][1]:
        return BareWord(names[0])
    return NotHeld(slash + "/".join(names))


def _filtered(part: Part, predicates: list[Part], path: Part | None) -> Part:
    return NotHeld("[]" if predicates else "/") if predicates or path is not None else part


def _grammar() -> Any:
    """Build the parser of a whole condition."""
    space = parsy.regex(r"\s*")

    def token(pattern: str) -> Any:
        return parsy.regex(rf"({pattern})\s*", group=1)

    def chain(operand: Any, sign: str, combine: Callable[[Part, Any], Part]) -> Any:
        more = parsy.seq(token(sign), operand).map(tuple).many()
        return parsy.seq(operand, more).combine(combine)

    expression = parsy.forward_declaration()
    predicates = (token(r"\[") >> expression << token(r"\]")).many()
    number = token(r"\d+(?:\.\d*)?|\.\d+").map(lambda digits: Literal(float(digits)))
    string = parsy.regex(r"\"[^\"]*\"|'[^']*'").map(lambda quoted: Literal(quoted[1:-1])) << space
    reference = parsy.regex(rf"\$\{{\s*({_NAME})\s*\}}\s*", group=1).map(Ref)
    saved = token(r"\$\{\s*last-saved#[^}]*\}").map(NotHeld)
    arguments = token(r"\(") >> expression.sep_by(token(",")) << token(r"\)")
    call = parsy.seq(
        token(rf"{_NAME}(?::{_NAME})?(?=\s*\()"), arguments
    ).combine(_called)  # fmt: skip
    step = parsy.seq(
        token(rf"\.\.|\.|@?\*|(?:@|{_NAME}::)?{_NAME}(?::{_NAME})?"), predicates.map(bool)
    ).map(tuple)
    path = parsy.seq(token("//?").optional(""), step.sep_by(token("//?"), min=1)).combine(_went)
    nested = token(r"\(") >> expression << token(r"\)")
    primary = parsy.seq(
        reference | string | number | nested | call | saved,
        predicates,
        (token("//?") >> step.sep_by(token("//?"), min=1)).optional(),
    ).combine(_filtered)
    unary = parsy.seq(token("-").many(), primary | path).combine(_negated)
    end = r"(?![\w.\-])"
    arithmetic = chain(unary, rf"[+\-*|]|div{end}|mod{end}", _calculated)
    relation = chain(arithmetic, "<=|>=|<|>", _compared)
    equality = chain(relation, "!=|=", _compared)
    conjunction = equality.sep_by(token(rf"and{end}"), min=1).map(_joined(And))
    expression.become(conjunction.sep_by(token(rf"or{end}"), min=1).map(_joined(Or)))
    return space >> expression


_CONDITION = _grammar()
