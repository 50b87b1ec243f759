"""Small parts of which the appendix is made: headings, paragraphs, tables of plain texts."""

from collections.abc import Iterable, Sequence

from belagg.language import translate
from belagg.manuscript.tree import Align, Cell, Heading, Inline, Paragraph, TableBlock, Text
from belagg.manuscript.typography import typeset


def heading(text: str, anchor: str, level: int = 2) -> Heading:
    """Give a heading of the appendix, without a number."""
    return Heading(level, anchor, (Text(text),))


def paragraph(text: str, language: str) -> Paragraph:
    """Give a paragraph of plain text."""
    return Paragraph((Text(typeset(text, language)),))


def cell(text: object, *, header: bool = False, anchor: str | None = None) -> Cell:
    """Give a cell with a text that is set already; a dash where there is none."""
    return Cell((Text(str(text) if text not in (None, "") else "–"),), header, anchor)


def rich_cell(inlines: Sequence[Inline]) -> Cell:
    """Give a cell of inlines; a dash where there are none."""
    return Cell(tuple(inlines)) if inlines else cell("")


def headings(language: str, *texts: str) -> list[str]:
    """Give the headings of a table (English, marked for translation) in the language."""
    return [translate(text, language) for text in texts]


LEFT: Align = "left"
RIGHT: Align = "right"


def table(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], align: Sequence[Align]
) -> TableBlock:
    """Give a compact table; the first cell of each row is its header."""
    made = tuple(
        tuple(Cell(part.children, index == 0, part.anchor) for index, part in enumerate(row))
        for row in rows
    )
    return TableBlock(tuple(cell(text) for text in header), made, tuple(align), compact=True)
