"""Placeholders and comments are read before Markdown, so that nothing in them is Markdown.

Each placeholder becomes one character of a private plane of Unicode (U+F0000 and on), which
Markdown takes for a letter; a character of that plane in the text itself is kept the same way.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from belagg.language import _
from belagg.manuscript.source import Prose, Slot
from belagg.study.problems import Problem, Where

_FIRST, _LAST = 0xF0000, 0xFFFFD
_SENTINEL = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_MARKS = re.compile(
    rf"\{{\{{(?P<inside>(?:[^{{}}\n\"“”]|[\"“”][^\n\"“”]*[\"“”])*)\}}\}}|(?P<plane>{_SENTINEL.pattern})"
)
_LITERAL = re.compile(r"\s*[\"“”](.*)[\"“”]\s*")
_FILTER = re.compile(r"\\?\|")
_LEFT_OVER = re.compile(r"\{\{|\}\}")
_COMMENT = re.compile(r"<!--(.*?)-->[ \t]*", re.DOTALL)
_ALLOW = re.compile(r"\s*belagg:\s*allow\s+(\S+)\s+(\S.*?)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawAllow:
    """A comment that allows something, and the lines it stands on."""

    code: str
    reason: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready for Markdown, its lines where they were; `held` is what each mark stands for."""

    text: str
    held: tuple[Slot | Prose, ...]
    allows: tuple[RawAllow, ...]
    problems: tuple[Problem, ...]

    def restore(self, text: str) -> Iterator[Prose | Slot]:
        """Give the pieces of a text that may hold marks."""
        at = 0
        for match in _SENTINEL.finditer(text):
            if match.start() > at:
                yield Prose(text[at : match.start()])
            yield self.held[ord(match[0]) - _FIRST]
            at = match.end()
        if at < len(text):
            yield Prose(text[at:])

    def raw(self, text: str) -> str:
        """Give the text with every placeholder as it was written."""
        return "".join(
            piece.text if isinstance(piece, Prose) else f"{{{{{piece.raw}}}}}"
            for piece in self.restore(text)
        )


def prepare(text: str, where: Where) -> Prepared:
    """Take comments and placeholders out of a text; `where` is the place of its first line."""
    problems: list[Problem] = []
    allows: list[RawAllow] = []
    text = _without_comments(text, where, allows, problems)
    held: list[Slot | Prose] = []
    place = _Places(text, where)

    def take(match: re.Match[str]) -> str:
        if match["plane"]:
            held.append(Prose(match["plane"]))
        else:
            held.append(_slot(match["inside"], place(match.start()), problems))
        return chr(_FIRST + len(held) - 1)

    marked = _MARKS.sub(take, text)
    left = _Places(marked, where)
    for match in _LEFT_OVER.finditer(marked):
        problems.append(
            Problem(
                "placeholder-open",
                _(
                    "a figure is written {{ name }} on one line; here one pair of braces "
                    "lacks the other"
                ),
                left(match.start()),
                found=match[0],
            )
        )
    return Prepared(marked, tuple(held), tuple(allows), tuple(problems))


class _Places:
    """The place of each offset of a text."""

    def __init__(self, text: str, where: Where) -> None:
        self._where = where
        self._ends = [m.start() for m in re.finditer("\n", text)]

    def line(self, offset: int) -> int:
        return (self._where.line or 1) + bisect(self._ends, offset - 1)

    def __call__(self, offset: int) -> Where:
        w = self._where
        line = None if w.line is None else self.line(offset)
        return Where(w.file, row=w.row, column=w.column, line=line)


def _slot(inside: str, where: Where, problems: list[Problem]) -> Slot:
    if literal := _LITERAL.fullmatch(inside):
        return Slot(inside, where, literal=literal[1])
    name, *filters = (part.strip() for part in _FILTER.split(inside))
    if not name:
        problems.append(
            Problem(
                "placeholder-empty",
                _("a placeholder names no figure: write {{ 4A.no.count }}, for example"),
                where,
            )
        )
    return Slot(inside, where, name=name, filters=tuple(filters))


def _without_comments(
    text: str, where: Where, allows: list[RawAllow], problems: list[Problem]
) -> str:
    if "<!--" not in text:
        return text
    place = _Places(text, where)

    def drop(match: re.Match[str]) -> str:
        content = match[1]
        if allow := _ALLOW.fullmatch(content):
            reason = " ".join(allow[2].split())
            first, last = place.line(match.start()), place.line(match.start() + len(match[0]))
            allows.append(RawAllow(allow[1], reason, first, last))
        elif content.strip().casefold().startswith("belagg:"):
            problems.append(
                Problem(
                    "comment",
                    _("a comment to Belägg is written <!-- belagg: allow CODE reason -->"),
                    place(match.start()),
                    found=content.strip(),
                )
            )
        return "\n" * match[0].count("\n")

    text = _COMMENT.sub(drop, text)
    if (start := text.find("<!--")) >= 0:
        message = _("a comment begins here and never ends: close it with -->")
        problems.append(Problem("comment", message, _Places(text, where)(start)))
        return text.replace("<!--", "")
    return text
