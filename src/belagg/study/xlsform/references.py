"""What conditions and texts of a form refer to: `${name}`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from belagg.language import _
from belagg.study.expression import And, Compare, Expression, Literal, Node, Not, Or, Ref, Selected
from belagg.study.vocabulary import Missing
from belagg.study.xlsform.conditions import (
    BareWord,
    NotHeld,
    Unreadable,
    parse_condition,
    plain_quotes,
)
from belagg.study.xlsform.findings import Findings
from belagg.study.xlsform.structure import Structure
from belagg.study.xlsform.table import Row, Table

_REFERENCE = re.compile(r"\$\{([^{}]*)\}")


@dataclass(frozen=True)
class References:
    """The items of a form by name, with their place in order and the codes of their choices."""

    table: Table
    findings: Findings
    positions: Mapping[str, int]
    ids: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]
    left: frozenset[str]

    def condition(self, row: Row, kind: str, text: str, position: int) -> Expression | None:
        """Read the condition in a cell, for an item at this place in order.

        A condition that is badly written, or that refers to what is not there or comes later, is
        noted; one that a study cannot hold is left. Both give None.
        """
        if not self.are_known(row, kind, text, position):
            return None
        parsed = parse_condition(text)
        where = self.table.where(row, kind)
        match parsed:
            case Unreadable(rest):
                self._unreadable(row, kind, text, rest)
            case BareWord(word):
                self.findings.problem(
                    "unquoted-text",
                    _(
                        "the condition has the bare word “{word}”; write '{word}' for a code and "
                        "${{{word}}} for an item"
                    ).format(word=word),
                    where,
                    found=text,
                )
            case NotHeld(part):
                self.findings.leave(
                    text,
                    _("a study cannot hold “{part}” in a condition; it is left out").format(
                        part=part
                    ),
                    where,
                )
            case Expression(_text, tree):
                self._known_codes(row, kind, text, tree)
                return parsed
        return None

    def constraint(self, row: Row, position: int) -> str | None:
        """Give the text of a constraint, which may refer to the item itself and to earlier ones."""
        text = row.get("constraint")
        if not text or not self.are_known(row, "constraint", text, position + 1):
            return None
        parsed = parse_condition(text)
        if isinstance(parsed, Unreadable):
            self._unreadable(row, "constraint", text, parsed.rest)
            return None
        return text

    def are_known(self, row: Row, kind: str, text: str, position: int) -> bool:
        """Say whether every item a condition refers to is held and stands before `position`."""
        good = True
        left: list[str] = []
        for name in _named(plain_quotes(text)):
            at = self.positions.get(name)
            if at is None and name in self.left:
                left.append(name)
            elif at is None:
                good = False
                self._unknown(row, kind, text, name)
            elif at >= position:
                good = False
                self._later(row, kind, text, name)
        if left and good:
            self.findings.leave(
                text,
                _("the condition refers to {}, which is kept out; it is left out").format(
                    ", ".join(f"“{name}”" for name in left)
                ),
                self.table.where(row, kind),
            )
        return good and not left

    def wording(self, row: Row, kind: str, wording: Mapping[str, str]) -> dict[str, str]:
        """Give texts whose `${name}` all name items: what is kept out stands as `[name]`."""
        return {
            language: self._filled(row, kind, language, text) if "${" in text else text
            for language, text in wording.items()
        }

    def _filled(self, row: Row, kind: str, language: str, text: str) -> str:
        where = self.table.where(row, kind, language)
        gone = [name for name in _named(text) if name not in self.positions]
        for name in gone:
            if name not in self.left:
                self._unknown(row, kind, text, name, language)
                continue
            self.findings.leave(
                f"${{{name}}}", _("the text refers to what is kept out; it shows [name]"), where
            )
        if "${" in _REFERENCE.sub("", text):
            self.findings.problem(
                "unclosed-reference",
                _("the text has “${” with no “}” after it"),
                where,
                found=text,
            )

        def shown(found: re.Match[str]) -> str:
            name = found[1].strip()
            return f"[{name}]" if name in gone else found[0]

        return _REFERENCE.sub(shown, text)

    def _unknown(self, row: Row, kind: str, text: str, name: str, language: str = "") -> None:
        by_id = {question_id: own for own, question_id in self.ids.items()}
        self.findings.problem(
            "unknown-item",
            _("there is no item “{}” to refer to").format(name),
            self.table.where(row, kind, language),
            found=text,
            nearest=by_id.get(name) or self.findings.nearest(name, self.positions),
        )

    def _later(self, row: Row, kind: str, text: str, name: str) -> None:
        message = (
            _("the condition refers to the item itself")
            if name == row.get("name")
            else _(
                "the condition refers to “{}”, which comes later; only earlier items are answered"
            ).format(name)
        )
        self.findings.problem("later-item", message, self.table.where(row, kind), found=text)

    def _unreadable(self, row: Row, kind: str, text: str, rest: str) -> None:
        self.findings.problem(
            "bad-condition",
            _("the condition cannot be read from “{}” on").format(rest)
            if rest
            else _(
                "the condition ends too early: a parenthesis, quotation mark or value is missing"
            ),
            self.table.where(row, kind),
            found=text,
        )

    def _known_codes(self, row: Row, kind: str, text: str, tree: Node) -> None:
        for name, code in _compared(tree):
            codes = self.codes.get(name, ())
            if not codes or not code or code in codes or code in set(Missing):
                continue
            near = None if code.isdigit() else self.findings.nearest(code, codes)
            where = self.table.where(row, kind)
            if near:
                self.findings.problem(
                    "unknown-code",
                    _("“{name}” has no choice “{code}”").format(name=name, code=code),
                    where,
                    found=text,
                    nearest=near,
                )
            else:
                self.findings.leave(
                    text,
                    _(
                        "“{name}” has no choice “{code}”, so that the condition may never hold"
                    ).format(name=name, code=code),
                    where,
                )


def references_of(
    table: Table, structure: Structure, codes: Mapping[str, tuple[str, ...]], findings: Findings
) -> References:
    """Gather what the rows of a form can refer to; `codes` has the codes of choices by name."""
    drafts = structure.drafts
    groups = {group.path[-1] for group in structure.groups}
    return References(
        table,
        findings,
        {draft.name: position for position, draft in enumerate(drafts)},
        {draft.name: draft.question_id for draft in drafts},
        codes,
        frozenset(structure.left | groups),
    )


def _named(text: str) -> list[str]:
    """Give the names a text refers to, each once; what was saved last time is no item."""
    names = dict.fromkeys(name.strip() for name in _REFERENCE.findall(text))
    return [name for name in names if not name.startswith("last-saved#")]


def _compared(node: Node) -> Iterator[tuple[str, str]]:
    """Give each item and code that the condition holds against each other."""
    match node:
        case Selected(name, code) | Compare("=" | "!=", Ref(name), Literal(str(code))):
            yield name, code
        case Compare("=" | "!=", Literal(str(code)), Ref(name)):
            yield name, code
        case And(parts) | Or(parts):
            for part in parts:
                yield from _compared(part)
        case Not(part):
            yield from _compared(part)
