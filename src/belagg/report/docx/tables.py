"""Tables: widths of the columns by what stands in them, the header row repeated on each page."""

import math

from belagg.manuscript.tree import Cell, TableBlock
from belagg.report.columns import Column, shared
from belagg.report.docx.context import Context, Story
from belagg.report.docx.inlines import PLAIN, Look, runs
from belagg.report.docx.markup import (
    EMPTY,
    Xml,
    clean,
    paragraph,
    paragraph_properties,
    tag,
)
from belagg.report.docx.style import TEXT_WIDTH, WIDE
from belagg.report.docx.text import plain_text
from belagg.report.measure import longest_word, text_width

_TWIPS = 20 * 1.08
"""Twentieths of a point in a point, and a little more: other typefaces may stand in for ours."""

_SIZES = {True: 8.5, False: 9.5}
_PADDING = 240
_HYPHENATED = 80.0
_LONGEST_LINE = 420.0
_EASE = 1.2
_NARROWEST = 0.55


def column_widths(table: TableBlock) -> list[int]:
    """Give the width of each column, in twentieths of a point.

    Columns as wide as the root of all their text make a table lowest, if every cell is filled
    evenly; but none is narrower than its longest word, nor wider than its longest line. A table
    that needs it uses the outer margin too; one of little text is narrower than the text, so that
    numbers stand near what they are numbers of.
    """
    asked = [_column(table, index) for index in range(len(table.header))]
    most = sum(column.most for column in asked)
    room = TEXT_WIDTH if most <= TEXT_WIDTH else WIDE
    if most <= room:
        full = min(room, max(most * _EASE, room * _NARROWEST))
        widths = [column.most * full / most for column in asked]
    else:
        widths = shared(asked, room)
    return [max(1, round(width)) for width in widths]


def _column(table: TableBlock, index: int) -> Column:
    """Give what a column asks for, in twentieths of a point; very long words may be hyphenated."""
    size = _SIZES[table.compact]
    least = most = total = 0.0
    for row in (table.header, *table.rows):
        bold = row is table.header or row[index].header
        text = plain_text(row[index].children)
        line = text_width(text, size, bold=bold)
        least = max(least, min(longest_word(text, size, bold=bold), _HYPHENATED))
        most = max(most, min(line, _LONGEST_LINE))
        total += line
    return Column(least * _TWIPS + _PADDING, most * _TWIPS + _PADDING, math.sqrt(total + 1))


def table(
    context: Context, story: Story, block: TableBlock, look: Look = PLAIN, *, whole: bool = False
) -> Xml:
    """Give a table without its caption, followed by the short paragraph that Word needs there.

    A `whole` table stays on one page.
    """
    if not block.header:
        return EMPTY
    widths = column_widths(block)
    own_headers = bool(block.rows) and all(row[0].header for row in block.rows)
    header = any(plain_text(cell.children) for cell in block.header)
    caption = clean(" ".join((block.number, plain_text(block.caption)))).strip()
    properties = tag(
        "w:tblPr",
        tag("w:tblStyle", val="BelaggTable"),
        tag("w:tblW", w=sum(widths), type="dxa"),
        tag("w:tblLayout", type="fixed"),
        tag(
            "w:tblLook",
            val=f"{(0x20 * header) | (0x80 * own_headers) | 0x600:04X}",
            firstRow=int(header), lastRow=0, firstColumn=int(own_headers), lastColumn=0,
            noHBand=1, noVBand=1,
        ),
        tag("w:tblCaption", val=caption) if caption else EMPTY,
    )  # fmt: skip
    grid = tag("w:tblGrid", *(tag("w:gridCol", w=width) for width in widths))
    make = _Rows(context, story, block, widths, look)
    rows = [make.header()] if header else []
    last = len(block.rows) - 1
    rows += [make.row(row, keep=whole and at < last) for at, row in enumerate(block.rows)]
    end = paragraph(paragraph_properties("TableEnd"))
    return Xml(f"<w:tbl>{properties}{grid}{''.join(rows)}</w:tbl>{end}") if rows else EMPTY


class _Rows:
    """Makes the rows of one table."""

    def __init__(
        self, context: Context, story: Story, block: TableBlock, widths: list[int], look: Look
    ) -> None:
        self.context, self.story, self.block, self.look = context, story, block, look
        self.cells = [tag("w:tcPr", tag("w:tcW", w=width, type="dxa")) for width in widths]
        self.aligns = ["" if align == "left" else align for align in block.align]
        self.style = "TableTextSmall" if block.compact else "TableText"

    def header(self) -> Xml:
        """Give the header row, which Word repeats on every page."""
        properties = tag("w:trPr", tag("w:cantSplit"), tag("w:tblHeader"))
        return self._row(self.block.header, properties, "TableHeading")

    def row(self, cells: tuple[Cell, ...], *, keep: bool) -> Xml:
        """Give a row; it stays on one page unless it is long, and with the next to `keep`."""
        longest = max((len(plain_text(cell.children)) for cell in cells), default=0)
        kept = _KEPT if longest <= _LONGEST_KEPT else EMPTY
        return self._row(cells, kept, self.style, keep=keep)

    def _row(
        self, cells: tuple[Cell, ...], properties: Xml, style: str, *, keep: bool = False
    ) -> Xml:
        made = []
        for cell, cell_properties, align in zip(cells, self.cells, self.aligns, strict=True):
            content = runs(self.context, self.story, cell.children, self.look)
            if cell.anchor:
                content = self.context.bookmarks.mark(cell.anchor, content)
            shape = paragraph_properties(style, align=align, keep_next=keep)
            made.append(f"<w:tc>{cell_properties}<w:p>{shape}{content}</w:p></w:tc>")
        return Xml(f"<w:tr>{properties}{''.join(made)}</w:tr>")


_LONGEST_KEPT = 600
_KEPT = tag("w:trPr", tag("w:cantSplit"))
