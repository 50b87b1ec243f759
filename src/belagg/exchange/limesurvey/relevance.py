"""Conditions of LimeSurvey's expression manager as conditions of a study.

What can be expressed is comparisons of answers with texts and numbers, `and`, `or`, `not`,
`is_empty` and `count`. A name means a column of answers; what it means to a study is for `means`
to say. Anything else gives `NotHeld`, with the part that is the cause.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from typing import Any, TypeAlias

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
)
from belagg.study.xlsform.conditions import NotHeld


@dataclass(frozen=True, slots=True)
class Value:
    """A name that means the answer to an item; `codes` turns LimeSurvey's answers into its own."""

    item: str
    codes: Mapping[str, str]
    choices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """A name that means whether a choice was made."""

    item: str
    code: str
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A name as it stands in an expression."""

    name: str


@dataclass(frozen=True, slots=True)
class Count:
    """`count(…)`: how many of its arguments are answered."""

    names: tuple[Word, ...]


Meaning: TypeAlias = Value | Mark | NotHeld
Means: TypeAlias = Callable[[str], Meaning]
Part: TypeAlias = Node | Word | Count | NotHeld

_SIGNS = {
    "==": "=", "eq": "=", "!=": "!=", "ne": "!=", "<>": "!=", "<": "<", "lt": "<", "<=": "<=",
    "le": "<=", ">": ">", "gt": ">", ">=": ">=", "ge": ">=",
}  # fmt: skip
_ENDINGS = ("NAOK", "valueNAOK", "value", "code")


def expression_of(text: str, means: Means) -> Expression | NotHeld:
    """Read an expression; never raises, whatever the text."""
    try:
        tree = _grammar(means).parse(text)
    except parsy.ParseError as error:
        return NotHeld(text[error.index :][:40] or text[-40:])
    except RecursionError:
        return NotHeld("(((")
    held = _truth(tree, means)
    if isinstance(held, NotHeld):
        return held
    try:
        return Expression(written(held), held)
    except ValueError as error:
        return NotHeld(str(error))


def written(node: Node) -> str:
    """Write a condition as XLSForm has it; ValueError for a text with both kinds of quotes."""
    match node:
        case Literal(str(text)):
            if "'" not in text:
                return f"'{text}'"
            if '"' not in text:
                return f'"{text}"'
            raise ValueError(text)
        case Literal(value):
            return f"{value:.15g}"
        case Truth(value):
            return "true()" if value else "false()"
        case Ref(name):
            return f"${{{name}}}"
        case Selected(name, code):
            return f"selected(${{{name}}}, {written(Literal(code))})"
        case CountSelected(name):
            return f"count-selected(${{{name}}})"
        case Compare(sign, left, right):
            return f"{_inner(left)} {sign} {_inner(right)}"
        case And(parts):
            return " and ".join(
                f"({written(part)})" if isinstance(part, Or) else written(part) for part in parts
            )
        case Or(parts):
            return " or ".join(written(part) for part in parts)
        case Not(part):
            return f"not({written(part)})"


def _inner(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, And | Or | Compare) else written(node)


def _meaning(word: Word, means: Means) -> Meaning:
    name, dot, ending = word.name.rpartition(".")
    if dot and ending not in _ENDINGS:
        return NotHeld(f".{ending}")
    return means(name if dot else word.name)


def _truth(part: Part, means: Means) -> Node | NotHeld:
    """Give a part as a condition: a name alone holds when it is answered."""
    match part:
        case Word():
            return _answered(part, means)
        case Count(names):
            return _any(names, means)
        case Literal(value):
            return Truth(bool(value) and value != "0")
        case _:
            return part


def _answered(word: Word, means: Means) -> Node | NotHeld:
    match _meaning(word, means):
        case Value(item):
            return Compare("!=", Ref(item), Literal(""))
        case Mark(item, code):
            return Selected(item, code)
        case NotHeld() as held:
            return held


def _any(names: tuple[Word, ...], means: Means) -> Node | NotHeld:
    parts = [_answered(name, means) for name in names]
    return _first_unheld(parts) or (Or(tuple(_nodes(parts))) if len(parts) != 1 else parts[0])


def _first_unheld(parts: list[Node | NotHeld]) -> NotHeld | None:
    return next((part for part in parts if isinstance(part, NotHeld)), None)


def _nodes(parts: list[Node | NotHeld]) -> list[Node]:
    return [part for part in parts if not isinstance(part, NotHeld)]


def _negated(part: Node | NotHeld) -> Node | NotHeld:
    match part:
        case NotHeld():
            return part
        case Truth(value):
            return Truth(not value)
        case Compare("!=", left, right):
            return Compare("=", left, right)
        case Compare("=", left, right):
            return Compare("!=", left, right)
        case Not(inner):
            return inner
        case _:
            return Not(part)


_SWAPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _compared(sign: str, left: Part, right: Part, means: Means) -> Node | NotHeld:
    if isinstance(left, NotHeld):
        return left
    if isinstance(right, NotHeld):
        return right
    if isinstance(left, Literal) and not isinstance(right, Literal):
        return _compared(_SWAPPED.get(sign, sign), right, left, means)
    match left, right:
        case Count(names), Literal(value):
            return _counted(sign, names, value, means)
        case Word(), Literal(value):
            return _word_compared(sign, left, value, means)
        case Word(), Word():
            sides = [_meaning(left, means), _meaning(right, means)]
            values = [side for side in sides if isinstance(side, Value)]
            if len(values) == 2:
                return Compare(sign, Ref(values[0].item), Ref(values[1].item))
            return next((side for side in sides if isinstance(side, NotHeld)), NotHeld(left.name))
        case Literal(), Literal():
            return Compare(sign, left, right)
        case _:
            return NotHeld(sign)


def _word_compared(sign: str, word: Word, value: str | float, means: Means) -> Node | NotHeld:
    text = value if isinstance(value, str) else f"{value:g}"
    match _meaning(word, means):
        case NotHeld() as held:
            return held
        case Mark(item, code):
            if sign not in ("=", "!="):
                return NotHeld(sign)
            chosen = Selected(item, code)
            wanted = text in ("Y", "1")
            if not wanted and text not in ("", "N", "0"):
                return NotHeld(text)
            return chosen if wanted == (sign == "=") else Not(chosen)
        case Value(item, codes, choices):
            if text in choices and sign in ("=", "!="):
                # An old condition on a question with several choices names the choice itself.
                chosen = Selected(item, text)
                return chosen if sign == "=" else Not(chosen)
            if text in codes:
                return Compare(sign, Ref(item), Literal(codes[text]))
            return Compare(sign, Ref(item), Literal(value))


def _counted(
    sign: str, names: tuple[Word, ...], value: str | float, means: Means
) -> Node | NotHeld:
    try:
        number = float(value)
    except ValueError:
        return NotHeld("count()")
    if (sign, number) in ((">", 0), (">=", 1), ("!=", 0)):
        return _any(names, means)
    if (sign, number) in (("=", 0), ("<", 1), ("<=", 0)):
        found = _any(names, means)
        return found if isinstance(found, NotHeld) else Not(found)
    meanings = [_meaning(name, means) for name in names]
    marks = [mark for mark in meanings if isinstance(mark, Mark)]
    items = {mark.item for mark in marks}
    if len(marks) == len(meanings) and len(items) == 1 and {m.code for m in marks} == marks[0].of:
        return Compare(sign, CountSelected(marks[0].item), Literal(number))
    return NotHeld("count()")


def _called(name: str, arguments: list[Part], means: Means) -> Part:
    match name, arguments:
        case "is_empty", [Word() as word]:
            return _negated(_answered(word, means))
        case "not", [part]:
            return _negated(_truth(part, means))
        case "count", [*words] if words and all(isinstance(word, Word) for word in words):
            return Count(tuple(word for word in words if isinstance(word, Word)))
        case (("intval" | "floatval" | "trim" | "strval"), [Word() as word]):
            return word
        case "strlen", [Word() as word]:
            return Count((word,))
        case _:
            return NotHeld(f"{name}()")


@cache
def _tokens() -> Mapping[str, Any]:
    space = parsy.regex(r"\s*")

    def token(pattern: str) -> Any:
        return parsy.regex(rf"({pattern})\s*", group=1)

    end = r"(?![\w.])"
    return {
        "space": space,
        "open": token(r"\("), "close": token(r"\)"), "comma": token(","),
        "and": token(rf"&&|and{end}"), "or": token(rf"\|\||or{end}"),
        "not": token(rf"!(?!=)|not{end}(?!\s*\()"), "sign": token(r"[-+]"),
        "equal": token(rf"==|!=|<>|eq{end}|ne{end}"),
        "order": token(rf"<=|>=|<(?!>)|>|le{end}|ge{end}|lt{end}|gt{end}"),
        "arithmetic": token(r"[-+*/]"), "assigned": token(r"=(?!=)"),
        "number": token(r"\d+(?:\.\d+)?(?![\w.])").map(lambda digits: Literal(float(digits))),
        "string": (parsy.regex(r'"[^"]*"|\'[^\']*\'') << space).map(lambda q: Literal(q[1:-1])),
        "name": token(r"(?:INSERTANS:)?[A-Za-z0-9_][\w.#-]*(?::[\w.]+)?"),
    }  # fmt: skip


@lru_cache(maxsize=2)
def _grammar(means: Means) -> Any:
    """Build the parser of a whole expression; the operators bind as in PHP."""
    token = _tokens()
    expression = parsy.forward_declaration()

    def joined(kind: type[And] | type[Or]) -> Callable[[list[Part]], Part]:
        def join(parts: list[Part]) -> Part:
            if len(parts) == 1:
                return parts[0]
            held = [_truth(part, means) for part in parts]
            return _first_unheld(held) or kind(tuple(_nodes(held)))

        return join

    def compared(first: Part, more: list[tuple[str, Part]]) -> Part:
        return reduce(
            lambda left, step: _compared(_SIGNS[step[0]], left, step[1], means), more, first
        )

    def negative(signs: list[str], part: Part) -> Part:
        if isinstance(part, Literal) and isinstance(part.value, float):
            return Literal(-part.value) if signs.count("-") % 2 else part
        return NotHeld("-") if signs and not isinstance(part, NotHeld) else part

    def unary(signs: list[str], part: Part) -> Part:
        for _sign in signs:
            part = _negated(_truth(part, means))
        return part

    arguments = token["open"] >> expression.sep_by(token["comma"]) << token["close"]
    call = parsy.seq(
        parsy.regex(r"[A-Za-z_]\w*(?=\s*\()") << token["space"], arguments
    ).combine(lambda name, given: _called(name, given, means))  # fmt: skip
    nested = token["open"] >> expression << token["close"]
    word = token["name"].map(lambda name: Word(name.removeprefix("INSERTANS:")))
    primary = call | nested | token["number"] | token["string"] | word
    signed = parsy.seq(token["sign"].many(), primary).combine(negative)
    denied = parsy.seq(token["not"].many(), signed).combine(unary)
    summed = parsy.seq(denied, parsy.seq(token["arithmetic"], denied).many()).combine(
        lambda first, more: NotHeld(more[0][0]) if more else first
    )

    def chain(operand: Any, sign: Any) -> Any:
        more = parsy.seq(sign, operand).map(tuple).many()
        return parsy.seq(operand, more).combine(compared)

    relation = chain(summed, token["order"])
    equality = chain(relation, token["equal"])
    assigned = parsy.seq(equality, (token["assigned"] >> equality).many()).combine(
        lambda first, more: NotHeld("=") if more else first
    )
    conjunction = assigned.sep_by(token["and"], min=1).map(joined(And))
    expression.become(conjunction.sep_by(token["or"], min=1).map(joined(Or)))
    return token["space"] >> expression
