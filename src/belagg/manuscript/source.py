"""A manuscript as it was written, before its names are bound: blocks and inlines with places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from belagg.manuscript.tree import Align
from belagg.study.problems import Problem, Where

LEAVES = (
    "chart",
    "map",
    "said-found",
    "change",
    "waves",
    "table",
    "quote",
    "question",
    "recommendation",
    "recommendations",
    "finding",
)
"""The kinds of blocks of one line."""

CONTAINERS = ("example", "note", "summary")
"""The kinds of blocks with text inside."""

# --- inlines --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prose:
    """Plain text, as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: a figure's `name`, or a `literal` that stands as it is, with its filters.

    One of `name` and `literal` is empty; `raw` is what stands between the braces.
    """

    raw: str
    where: Where
    name: str = ""
    literal: str = ""
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """Pieces that are stressed, or a link (then `target` is where to)."""

    kind: Literal["emphasis", "strong", "link"]
    pieces: tuple["Piece", ...]
    target: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be read letter by letter; placeholders in it are pieces of their own."""

    pieces: tuple["Prose | Slot", ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the package, with its text alternative and caption."""

    path: str
    alt: tuple["Piece", ...]
    caption: tuple["Prose | Slot", ...]


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of the footnote `label` (unique within its file)."""

    label: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line end of the manuscript; a forced one is kept by the reader's page."""

    forced: bool = False


Piece: TypeAlias = Prose | Slot | Marked | Code | Picture | NoteMark | Break


@dataclass(frozen=True, slots=True)
class Run:
    """The inlines of one block; `where` is the place of the first."""

    pieces: tuple[Piece, ...]
    where: Where


# --- blocks ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HeadingSource:
    """A heading, with the anchor the author gave it, if any."""

    level: int
    run: Run
    numbered: bool = True
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphSource:
    """A paragraph."""

    run: Run


@dataclass(frozen=True, slots=True)
class ListSource:
    """A list; `start` is None for bullets."""

    items: tuple["SourceBlocks", ...]
    start: int | None
    tight: bool


@dataclass(frozen=True, slots=True)
class QuoteSource:
    """A passage set off as a quotation."""

    children: "SourceBlocks"


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table of the manuscript's own."""

    header: tuple[Run, ...]
    rows: tuple[tuple[Run, ...], ...]
    align: tuple[Align, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class RuleSource:
    """A pause in the text."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A block `::: kind args key=value`; `title` is the rest of the line of a container."""

    kind: str
    args: tuple[str, ...]
    options: Mapping[str, Run] = field(hash=False)
    title: Run
    children: "SourceBlocks"
    where: Where


SourceBlock: TypeAlias = (
    HeadingSource
    | ParagraphSource
    | ListSource
    | QuoteSource
    | TableSource
    | RuleSource
    | Directive
)
SourceBlocks: TypeAlias = tuple[SourceBlock, ...]


@dataclass(frozen=True, slots=True)
class AllowComment:
    """`<!-- belagg: allow CODE reason -->`: it allows the code from line `first` to `last`.

    These are the lines of the paragraph it stands in, or else of the next block.
    """

    code: str
    reason: str
    where: Where
    first: int
    last: int

    def covers(self, code: str, where: Where) -> bool:
        """Say whether a finding of that code at that place is allowed."""
        return (
            code == self.code
            and where.file == self.where.file
            and where.line is not None
            and self.first <= where.line <= self.last
        )


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file of a manuscript; `footnotes` by label."""

    file: str
    blocks: SourceBlocks
    footnotes: Mapping[str, SourceBlocks] = field(hash=False)
    comments: tuple[AllowComment, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- reading the prose ------------------------------------------------------------------------

HOLE = "\ufffc"
"""Stands in a passage for what is no prose: a placeholder, code, a picture."""


PassageKind: TypeAlias = Literal["heading", "paragraph", "cell", "footnote", "title"]
"""Where prose stands; `title` is that of a block `:::`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The prose of one block as plain text, for those who read it.

    Line ends of the manuscript are `\\n`; each placeholder, code and picture is one `HOLE`, and
    `slots` are the placeholders by offset. `quoted` is true within a block quotation.
    """

    kind: PassageKind
    text: str
    where: Where
    language: str
    slots: Mapping[int, Slot] = field(hash=False)
    quoted: bool = False

    def place(self, offset: int) -> Where:
        """Give the place of a code point of the text."""
        if self.where.line is None:
            return self.where
        return replace(self.where, line=self.where.line + self.text.count("\n", 0, offset))


def passage_of(run: Run, kind: PassageKind, language: str, quoted: bool = False) -> Passage:
    """Flatten a run."""
    parts: list[str] = []
    slots: dict[int, Slot] = {}
    length = 0
    for piece in leaves(run.pieces):
        match piece:
            case Prose(text):
                part = text
            case Slot():
                slots[length] = piece
                part = HOLE
            case Break():
                part = "\n"
            case NoteMark():
                part = ""
            case _:
                part = HOLE
        parts.append(part)
        length += len(part)
    return Passage(kind, "".join(parts), run.where, language, slots, quoted)


def leaves(pieces: tuple[Piece, ...]) -> Iterator[Prose | Slot | Code | Picture | NoteMark | Break]:
    """Give the pieces in order, those within stressed text and links in their place."""
    for piece in pieces:
        if isinstance(piece, Marked):
            yield from leaves(piece.pieces)
        else:
            yield piece


def passages(
    blocks: SourceBlocks, language: str, kind: PassageKind = "paragraph", quoted: bool = False
) -> Iterator[Passage]:
    """Give the prose of blocks in reading order; paragraphs are of the `kind` given."""
    for block in blocks:
        match block:
            case HeadingSource(run=run):
                yield passage_of(run, "heading", language, quoted)
            case ParagraphSource(run):
                yield passage_of(run, kind, language, quoted)
                for piece in leaves(run.pieces):
                    if isinstance(piece, Picture):
                        for part in (piece.alt, piece.caption):
                            yield passage_of(Run(part, run.where), "title", language, quoted)
            case ListSource(items):
                for item in items:
                    yield from passages(item, language, kind, quoted)
            case QuoteSource(children):
                yield from passages(children, language, kind, True)
            case TableSource(header, rows):
                for row in (header, *rows):
                    for cell in row:
                        yield passage_of(cell, "cell", language, quoted)
            case Directive():
                inner = language_of(block, language)
                for run in (block.title, *block.options.values()):
                    if run.pieces:
                        yield passage_of(run, "title", inner, quoted)
                yield from passages(block.children, inner, kind, quoted)
            case RuleSource():
                pass


def language_of(block: Directive, language: str) -> str:
    """Give the language of what stands inside a block; that of a summary is its own."""
    return block.args[0].split("-")[0] if block.kind == "summary" and block.args else language


def directives(blocks: SourceBlocks) -> Iterator[Directive]:
    """Give the blocks `:::`, outer before inner, in reading order."""
    for block in blocks:
        match block:
            case Directive(children=children):
                yield block
                yield from directives(children)
            case ListSource(items):
                for item in items:
                    yield from directives(item)
            case QuoteSource(children):
                yield from directives(children)
            case _:
                pass
