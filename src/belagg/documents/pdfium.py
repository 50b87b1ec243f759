"""PDFium's text pages as raw fragments, with as few calls per page as the positions allow.

A fragment is a stretch of characters that PDFium wrote one after the other on one line. PDFium
breaks its text at line ends, but joins what stands side by side, so a fragment is also cut where
the page shows a gap of a column's width. Its box comes from its first and last character alone:
boxes of every character would cost more than all the rest.
"""

import ctypes
import re
from dataclasses import dataclass
from functools import cache

import pypdfium2.raw as c

from belagg.documents.characters import levelled
from belagg.documents.pagelines import Box, Memory, PageLines

_LINE = re.compile("[^ \r\n\ufffe](?:[^\r\n\ufffe]*[^ \r\n\ufffe])?\ufffe?|(?<=\n)\ufffe")
"""A line; or a hyphen by itself, in fonts whose hyphens PDFium takes for a line of their own."""

_HYPHEN = 0xFFFE
"""What PDFium makes of a hyphen at the end of a line."""


@dataclass(frozen=True, slots=True, eq=False)
class RawPage:
    """One page as PDFium has it.

    `text` is the page's text, levelled; `odd` tells that `normal` has more to do with it. Fragment
    k is `text[start[k] : end[k]]`, without outer spaces, and its box is `box[k]`: left, bottom,
    right, top in points from the lower left of the page as viewed; `size[k]` is the size of its
    type. `shifts` maps a text index to
    a character index: pieces (from this text index on, add this much). `has_image` is looked up
    only where there is no text.
    """

    width: float
    height: float
    text: str
    odd: bool
    start: list[int]
    end: list[int]
    box: list[Box]
    size: list[float]
    shifts: list[tuple[int, int]]
    has_image: bool


_memory = cache(Memory)


class PageReader:
    """Reads the pages of one open document."""

    def __init__(self, document: c.FPDF_DOCUMENT) -> None:
        self._document = document
        self._memory = _memory()

    def read(self, index: int) -> RawPage | None:
        """Read page `index` (from 0); None where PDFium cannot load it."""
        page = c.FPDF_LoadPage(self._document, index)
        if not page:
            return None
        try:
            textpage = c.FPDFText_LoadPage(page)
            if not textpage:
                return None
            try:
                return self._read(page, textpage)
            finally:
                c.FPDFText_ClosePage(textpage)
        finally:
            c.FPDF_ClosePage(page)

    def characters(self, index: int, places: list[int]) -> list[tuple[str, Box]]:
        """Give characters of page `index` (from 0), by PDFium's index, with their boxes."""
        page = c.FPDF_LoadPage(self._document, index)
        textpage = c.FPDFText_LoadPage(page)
        try:
            row = self._memory.one
            found: list[tuple[str, Box]] = []
            for place in places:
                code = c.FPDFText_GetUnicode(textpage, place)
                c.FPDFText_GetLooseCharBox(textpage, place, row)
                box = row.left, row.bottom, row.right, row.top
                letter = "-" if code == _HYPHEN else chr(code) if code < 0x110000 else ""
                found.append((letter, self._as_viewed(page, [box])[0]))
            return found
        finally:
            c.FPDFText_ClosePage(textpage)
            c.FPDF_ClosePage(page)

    def _read(self, page: c.FPDF_PAGE, textpage: c.FPDF_TEXTPAGE) -> RawPage:
        width, height = c.FPDF_GetPageWidthF(page), c.FPDF_GetPageHeightF(page)
        count = max(0, c.FPDFText_CountChars(textpage))
        text = self._text(textpage, count) if count else ""
        shifts = [(0, 0)] if len(text) == count else _shifts(textpage, len(text))
        text, odd = levelled(text)
        spans = [match.span() for match in _LINE.finditer(text)]
        start = [first for first, _ in spans]
        end = [last for _, last in spans]
        if not start:
            return RawPage(width, height, text, odd, [], [], [], [], shifts, _has_image(page))
        lines = PageLines(self._memory, textpage, text, shifts, start, end)
        lines.cut()
        boxes = self._as_viewed(page, lines.boxes)
        return RawPage(width, height, text, odd, start, end, boxes, lines.sizes(), shifts, False)

    def _text(self, textpage: c.FPDF_TEXTPAGE, count: int) -> str:
        memory = self._memory
        if len(memory.units) < 2 * count + 2:
            memory.units = (ctypes.c_ushort * (4 * count + 2))()
        written = c.FPDFText_GetText(textpage, 0, count, memory.units)
        units = memoryview(memory.units).cast("B")[: 2 * max(written - 1, 0)]
        return str(units, "utf-16-le", "replace")

    def _as_viewed(self, page: c.FPDF_PAGE, boxes: list[Box]) -> list[Box]:
        """Turn boxes of the file's own plane into those of the page as a reader sees it."""
        bounds = self._memory.bounds
        if not c.FPDF_GetPageBoundingBox(page, bounds):
            return boxes
        turns = c.FPDFPage_GetRotation(page) % 4
        left, bottom, right, top = bounds.left, bounds.bottom, bounds.right, bounds.top
        if turns == 0:
            if not left and not bottom:
                return boxes
            return [(a - left, b - bottom, c - left, d - bottom) for a, b, c, d in boxes]
        if turns == 1:
            return [(b - bottom, right - c, d - bottom, right - a) for a, b, c, d in boxes]
        if turns == 2:
            return [(right - c, top - d, right - a, top - b) for a, b, c, d in boxes]
        return [(top - d, a - left, top - b, c - left) for a, b, c, d in boxes]


def _shifts(textpage: c.FPDF_TEXTPAGE, length: int) -> list[tuple[int, int]]:
    """Find where text index and character index drift apart, by halving.

    PDFium leaves characters without Unicode value out of the text, so that the difference only
    grows along the page and is settled where both ends of a stretch agree.
    """
    get = c.FPDFText_GetCharIndexFromTextIndex

    def shift(place: int) -> int:
        return int(get(textpage, place)) - place

    pieces: list[tuple[int, int]] = []

    def settle(low: int, low_shift: int, high: int, high_shift: int) -> None:
        if low_shift == high_shift:
            if not pieces or pieces[-1][1] != low_shift:
                pieces.append((low, low_shift))
        elif high - low == 1:
            settle(low, low_shift, low, low_shift)
            settle(high, high_shift, high, high_shift)
        else:
            middle = (low + high) // 2
            middle_shift = shift(middle)
            settle(low, low_shift, middle, middle_shift)
            settle(middle, middle_shift, high, high_shift)

    if length:
        settle(0, shift(0), length - 1, shift(length - 1))
    return pieces or [(0, 0)]


def _has_image(page: c.FPDF_PAGE) -> bool:
    """Tell whether one of the page's first thousand objects is a picture or a form with one."""
    count = min(1000, max(0, c.FPDFPage_CountObjects(page)))
    kinds = (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM)
    return any(c.FPDFPageObj_GetType(c.FPDFPage_GetObject(page, k)) in kinds for k in range(count))
