"""Conditions of a study as expressions of LimeSurvey."""

from collections.abc import Mapping
from dataclasses import dataclass

from belagg.exchange.limesurvey.codes import choice_codes
from belagg.exchange.limesurvey.drafts import OTHER_ANSWER
from belagg.study.expression import (
    And,
    Compare,
    CountSelected,
    Literal,
    Node,
    Not,
    Or,
    Ref,
    Selected,
    Truth,
)
from belagg.study.questionnaire import OTHER, Item, ItemType


class NotExpressedError(ValueError):
    """A condition that LimeSurvey has no expression for; its text is the part."""


@dataclass(frozen=True)
class Expressions:
    """Writes conditions; `items` are by their name in conditions, `titles` by question_id."""

    items: Mapping[str, Item]
    titles: Mapping[str, str]

    def written(self, node: Node) -> str:
        """Write a condition; NotExpressedError where there is no expression for it."""
        match node:
            case Truth(value):
                return "1" if value else "0"
            case And(parts):
                return " and ".join(self._nested(part) for part in parts)
            case Or(parts):
                return " or ".join(self._nested(part) for part in parts)
            case Not(part):
                return f"!({self.written(part)})"
            case Selected(name, code):
                return self._selected(name, code)
            case Compare(sign, left, right):
                return self._compared(sign, left, right)
            case Ref(name):
                return f"!{self._empty(name)}"
            case CountSelected(name):
                return f"{self._count(name)} > 0"
            case Literal(value):
                return "1" if value else "0"

    def _nested(self, node: Node) -> str:
        text = self.written(node)
        return f"({text})" if isinstance(node, And | Or) else text

    def _selected(self, name: str, code: str) -> str:
        item = self._item(name)
        if item.type is ItemType.SELECT_MULTIPLE:
            if code == OTHER:
                return f"!is_empty({self._title(name)}_other.NAOK)"
            return f'{self._title(name)}_{self._code(item, code)}.NAOK == "Y"'
        return f"{self._title(name)}.NAOK == {self._value(item, code)}"

    def _compared(self, sign: str, left: Node, right: Node) -> str:
        shown = {"=": "=="}.get(sign, sign)
        match left, right:
            case Ref(name), Literal("") if sign in ("=", "!="):
                return ("" if sign == "=" else "!") + self._empty(name)
            case Ref(name), Literal(value):
                item = self._item(name)
                if item.type is ItemType.SELECT_MULTIPLE:
                    return self._only(item, sign, value)
                return f"{self._title(name)}.NAOK {shown} {self._value(item, value)}"
            case Literal(), Ref():
                swapped = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign)
                return self._compared(swapped, right, left)
            case Ref(first), Ref(second):
                return f"{self._title(first)}.NAOK {shown} {self._title(second)}.NAOK"
            case CountSelected(name), Literal(float(number)):
                return f"{self._count(name)} {shown} {number:g}"
            case _:
                raise NotExpressedError(sign)

    def _only(self, item: Item, sign: str, value: str | float) -> str:
        """Write that one choice alone is made among several."""
        if sign not in ("=", "!=") or value not in item.codes:
            raise NotExpressedError(str(value))
        only = f"{self._count(item.name)} == 1 and {self._selected(item.name, str(value))}"
        return f"({only})" if sign == "=" else f"!({only})"

    def _item(self, name: str) -> Item:
        if name not in self.items:
            raise NotExpressedError(name)
        return self.items[name]

    def _title(self, name: str) -> str:
        return self.titles[self._item(name).question_id]

    def _fields(self, name: str) -> list[str]:
        item, title = self._item(name), self._title(name)
        codes = [f"{title}_{code}.NAOK" for code in choice_codes(item).values()]
        return [*codes, f"{title}_other.NAOK"] if item.other else codes

    def _count(self, name: str) -> str:
        item = self._item(name)
        several = item.type is ItemType.SELECT_MULTIPLE
        fields = self._fields(name) if several else [f"{self._title(name)}.NAOK"]
        return f"count({', '.join(fields)})"

    def _empty(self, name: str) -> str:
        if self._item(name).type is ItemType.SELECT_MULTIPLE:
            return f"({self._count(name)} == 0)"
        return f"is_empty({self._title(name)}.NAOK)"

    def _code(self, item: Item, code: str) -> str:
        codes = choice_codes(item)
        if code not in codes:
            raise NotExpressedError(code)
        return codes[code]

    def _value(self, item: Item, value: str | float) -> str:
        if isinstance(value, float):
            number = f"{value:.15g}"
            if item.type.is_select and number in item.codes:
                return _quoted(self._code(item, number))
            return number
        if item.type.is_select and item.other and value == OTHER:
            return f'"{OTHER_ANSWER}"'
        if item.type.is_select and value in item.codes:
            return _quoted(self._code(item, value))
        return _quoted(value)


def _quoted(text: str) -> str:
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    raise NotExpressedError(text)
