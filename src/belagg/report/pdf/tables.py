"""Tables of a document tree as typst, with the width of every column worked out beforehand.

typst finds the width of an `auto` column by setting all its cells twice; widths known from the
text itself make a long table quicker and never let a column run off the page.
"""

import math

from belagg.manuscript.tree import (
    Align,
    Bound,
    Cell,
    CodeText,
    FootnoteRef,
    Link,
    TableBlock,
    Text,
)
from belagg.report.columns import Column, shared
from belagg.report.measure import text_width
from belagg.report.pdf.inlines import content, inlines
from belagg.report.pdf.literals import IN_CELL, IN_TEXT, literal, truth, unbroken
from belagg.report.pdf.scope import Scope
from belagg.report.walk import cells_of, inlines_in, plain

NARROW = 351.4
"""The width of running text, in points (124 mm)."""

WIDE = 436.5
"""The width of a table that uses the outer margin too, in points (154 mm)."""

_GAP = 14.0
_SIZES = {True: 8.1, False: 8.8}
_HYPHENATED = 76.0
_NARROW_COLUMN = 150.0
_LONGEST_LINE = 420.0
_FEW_ROWS, _FEW_LETTERS = 16, 1200


def table(block: TableBlock, scope: Scope) -> str:
    """Give the table with its caption as one typst call."""
    size = _SIZES[block.compact]
    widths = column_widths(block, size)
    columns = "".join(f"{width:.1f}pt, " for width in widths)
    gaps = [_GAP] * (len(widths) - 1) + [0.0]
    insets = "".join(f"(left: 0pt, right: {gap:g}pt, y: 4.2pt), " for gap in gaps)
    letters = [IN_CELL if width < _NARROW_COLUMN else IN_TEXT for width in widths]
    head = _row(block.header, letters, scope, header=True)
    rows = "".join(f"{_row(row, letters, scope)}\n" for row in block.rows)
    # The repeated head of a table is decoration to PDF/UA, and decoration may not hold links.
    linked = any(
        isinstance(inline, Link | Bound | FootnoteRef)
        for cell in block.header
        for inline in inlines_in(cell.children)
    )
    caption = "none"
    if block.caption or block.number:
        number = literal(block.number) if block.number else "none"
        caption = f"caption({number}, {content(block.caption, scope)})"
    anchor = literal(block.anchor) if block.anchor else "none"
    return (
        f"#tabular({size:g}pt, {anchor}, {caption}, ({columns}), ({_aligns(block.align)}), "
        f"({insets}), {truth(not linked)}, {truth(is_short(block))}, ({head}),\n{rows})\n\n"
    )


def column_widths(block: TableBlock, size: float) -> list[float]:
    """Give the width of every column in points, the gap to the next one included.

    A table that does not fit the width of running text in one line a row may use the outer margin.
    """
    last = len(block.header) - 1
    asked = [_column(block, at, size, gap=_GAP * (at < last)) for at in range(last + 1)]
    most = [column.most for column in asked]
    room = NARROW if sum(most) <= NARROW else WIDE
    return _stretched(most, block.align, room) if sum(most) <= room else shared(asked, room)


def _column(block: TableBlock, index: int, size: float, gap: float) -> Column:
    least = most = total = 0.0
    for row in (block.header, *block.rows):
        bold = row is block.header or row[index].header
        word, line = _cell_widths(row[index], size, bold=bold)
        least, most, total = max(least, word), max(most, min(line, _LONGEST_LINE)), total + line
    return Column(least + gap, most + gap, math.sqrt(total))


def is_short(block: TableBlock) -> bool:
    """Tell whether a table is so low that it should stand on one page."""
    letters = sum(len(plain(cell.children)) for cell in cells_of(block))
    return len(block.rows) <= _FEW_ROWS and letters <= _FEW_LETTERS


def _stretched(widths: list[float], align: tuple[Align, ...], room: float) -> list[float]:
    """Fill the room: what is left goes to the columns of text, else to all."""
    rest = room - sum(widths)
    textual = [kind == "left" for kind in align] if "left" in align else [True] * len(align)
    total = sum(width for width, takes in zip(widths, textual, strict=True) if takes)
    return [
        width + (rest * width / total if takes else 0.0)
        for width, takes in zip(widths, textual, strict=True)
    ]


def _cell_widths(cell: Cell, size: float, *, bold: bool) -> tuple[float, float]:
    """Give the widths of a cell's longest part that cannot be broken, and of the whole in a line.

    The last is rounded up a little: kerning and the figures' own widths differ from the measure.
    """
    word = line = 0.0
    for inline in inlines_in(cell.children):
        if isinstance(inline, Text | Bound | CodeText):
            parts = unbroken(inline.text, code=isinstance(inline, CodeText))
            widths = [text_width(part, size, bold=bold) for part in parts]
            limits = [
                min(width, _HYPHENATED) if len(part) >= IN_CELL else width
                for part, width in zip(parts, widths, strict=True)
            ]
            word = max(word, *limits, 0.0)
            line += text_width(inline.text, size, bold=bold)
    return word * 1.03 + 1.0, line * 1.03 + 1.0


def _row(cells: tuple[Cell, ...], letters: list[int], scope: Scope, *, header: bool = False) -> str:
    parts = []
    for cell, hyphenated in zip(cells, letters, strict=True):
        with scope.hyphenating(hyphenated):
            body = inlines(cell.children, scope)
        if cell.anchor:
            body = f"#place-name({literal(cell.anchor)}){body}"
        parts.append(f"th[{body}], " if header or cell.header else f"[{body}], ")
    return "".join(parts)


def _aligns(align: tuple[Align, ...]) -> str:
    return "".join(f"{kind}, " for kind in align)
