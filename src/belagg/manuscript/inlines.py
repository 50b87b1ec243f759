"""The pieces of a run become inlines: bound, and in the typography of the language."""

import re
from collections.abc import Iterator
from dataclasses import replace

from belagg.language import _
from belagg.manuscript.context import Context
from belagg.manuscript.footnotes import Footnotes
from belagg.manuscript.source import (
    Break,
    Code,
    Marked,
    NoteMark,
    Picture,
    Piece,
    Prose,
    Run,
    Slot,
)
from belagg.manuscript.tree import (
    CodeText,
    Emphasis,
    FootnoteRef,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Strong,
    Text,
)
from belagg.manuscript.typography import typeset
from belagg.study.problems import Problem, Where

_LANGUAGE = "lang:"
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TARGETS = ("#", "http://", "https://", "mailto:", "tel:")


def inlines_of(run: Run, ctx: Context, notes: Footnotes) -> Inlines:
    """Give the inlines of a run; what is wrong in it is noted in the context."""
    return tuple(_Setter(run.where, ctx, notes).all(run.pieces))


class _Setter:
    """Goes through the pieces of one run, minding the last character and the line."""

    def __init__(self, where: Where, ctx: Context, notes: Footnotes) -> None:
        self.where = where
        self.ctx = ctx
        self.notes = notes
        self.last = ""

    def all(self, pieces: tuple[Piece, ...]) -> Iterator[Inline]:
        pending = ""
        for piece in pieces:
            match piece:
                case Prose(text):
                    pending += text
                case Break(forced=False):
                    pending += " "
                    self._next_line()
                case _:
                    yield from self._text(pending)
                    pending = ""
                    yield from self._inline(piece)
        yield from self._text(pending)

    def _text(self, text: str) -> Iterator[Text]:
        if text:
            made = typeset(text, self.ctx.language, self.last)
            self.last = made[-1:]
            yield Text(made)

    def _next_line(self) -> None:
        if self.where.line is not None:
            self.where = replace(self.where, line=self.where.line + 1)

    def _inline(self, piece: Piece) -> Iterator[Inline]:
        match piece:
            case Slot():
                made = self.ctx.slot(piece)
                self.last = made.text[-1:]
                if made.text:
                    yield made
            case Marked(kind="link", target=target) if target.startswith(_LANGUAGE):
                yield self._foreign(piece)
            case Marked(kind="link"):
                yield self._link(piece)
            case Marked(kind, pieces):
                children = tuple(self.all(pieces))
                yield Emphasis(children) if kind == "emphasis" else Strong(children)
            case Code(pieces):
                parts = [p.text if isinstance(p, Prose) else self.ctx.slot(p).text for p in pieces]
                self.last = "x"
                yield CodeText("".join(parts))
            case NoteMark(label):
                number = self.notes.mark(self.where, label, self.ctx)
                if number is not None:
                    yield FootnoteRef(f"fn-{number}", number)
            case Break():
                self.last = ""
                self._next_line()
                yield LineBreak()
            case Picture(path):
                message = _("a picture stands in a paragraph of its own")
                self.ctx.problems.append(Problem("picture", message, self.where, path))
            case Prose():
                raise AssertionError(piece)

    def _foreign(self, piece: Marked) -> Foreign:
        language = piece.target.removeprefix(_LANGUAGE)
        if not _LANGUAGE_CODE.fullmatch(language):
            message = _("a language is named by its code: [words](lang:en)")
            self.ctx.problems.append(Problem("link", message, self.where, piece.target))
        outer, self.ctx = self.ctx, self.ctx.within(language)
        children = tuple(self.all(piece.pieces))
        self.ctx = outer
        return Foreign(language, children)

    def _link(self, piece: Marked) -> Link:
        if not piece.target.startswith(_TARGETS):
            message = _("a link leads to a web page (https://…) or to a place in the report (#…)")
            self.ctx.problems.append(Problem("link", message, self.where, piece.target))
        elif piece.target.startswith("#"):
            self.notes.targets.append((piece.target[1:], self.where))
        children = tuple(self.all(piece.pieces))
        if not children:
            self.last = "1"
        return Link(piece.target, children)
