"""One page of a document as it is shown: its lines with what is marked, and boxes on its picture.

A format without pages is shown in *sheets* of so many lines, numbered as pages are. Nothing here
knows the database.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from belagg.documents.coverage import marks
from belagg.documents.text import Layout, ReadDocument

_SHEET = 60
"""Lines of a sheet of a format without pages: there a line is a paragraph or a part of one."""


@dataclass(frozen=True, slots=True)
class Span:
    """A range of the text to be marked; `key` names what it is, `current` the one in view."""

    key: str
    start: int
    end: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that are marked alike: by no span (empty `key`) or by one."""

    text: str
    key: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number down the page, its place in the text, and its words in pieces."""

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class BoxOnPage:
    """A rectangle in points from the upper left corner of the page."""

    x: float
    y: float
    width: float
    height: float
    current: bool = False


@dataclass(frozen=True, slots=True)
class TextOnPage:
    """A line of text where it stands on the picture: `y` is its base line."""

    text: str
    x: float
    y: float
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page (from 1) of `pages`, with its size in points where the format has pages."""

    page: int
    pages: int
    width: float
    height: float
    lines: tuple[Line, ...]
    boxes: tuple[BoxOnPage, ...]
    texts: tuple[TextOnPage, ...]


def pages_of(document: ReadDocument) -> int:
    """Give how many pages or sheets a document has; one at least."""
    if document.layout is Layout.PAGES:
        return max(1, len(document.pages))
    return max(1, math.ceil(len(document.lines) / _SHEET))


def page_at(document: ReadDocument, offset: int) -> int:
    """Give the page or sheet on which a place of the text stands; 1 where it stands on none."""
    lines = document.lines.touched(offset, offset + 1)
    if not lines:
        return 1
    return int(document.lines.page[lines[0]]) if _paged(document) else lines[0] // _SHEET + 1


def sheet_of(document: ReadDocument, page: int, spans: Iterable[Span] = ()) -> Sheet:
    """Give a page or sheet as it is shown; `page` is brought within those there are."""
    pages = pages_of(document)
    page = min(max(1, page), pages)
    wanted = sorted(spans, key=lambda span: (span.start, span.end))
    indices = _indices(document, page)
    lines = tuple(_line(document, index, wanted) for index in indices)
    if not _paged(document):
        return Sheet(page, pages, 0, 0, lines, (), ())
    width, height = (float(side) for side in document.pages[page - 1])
    boxes = tuple(
        BoxOnPage(left, height - top, right - left, top - bottom, span.current)
        for span in wanted
        for left, bottom, right, top in marks(document, span.start, span.end).get(page, [])
    )
    texts = tuple(_text_on_page(document, index, height) for index in indices)
    return Sheet(page, pages, width, height, lines, boxes, texts)


def _paged(document: ReadDocument) -> bool:
    return document.layout is Layout.PAGES


def _indices(document: ReadDocument, page: int) -> list[int]:
    if _paged(document):
        return [int(index) for index in (document.lines.page == page).nonzero()[0]]
    first = (page - 1) * _SHEET
    return list(range(first, min(first + _SHEET, len(document.lines))))


def _line(document: ReadDocument, index: int, spans: list[Span]) -> Line:
    start, end = int(document.lines.start[index]), int(document.lines.end[index])
    pieces = tuple(_pieces(document.text, start, end, spans))
    return Line(int(document.lines.number[index]), start, end, pieces)


def _pieces(text: str, start: int, end: int, spans: list[Span]) -> Iterator[Piece]:
    """Cut a line where spans begin and end; where they overlap the one in view is seen."""
    touching = [span for span in spans if span.start < end and span.end > start]
    edges = {edge for span in touching for edge in (span.start, span.end) if start < edge < end}
    cuts = [start, *sorted(edges), end]
    for first, last in pairwise(cuts):
        over = [span for span in touching if span.start <= first and span.end >= last]
        best = max(over, key=lambda span: span.current, default=None)
        words = text[first:last]
        yield Piece(words, best.key, best.current) if best else Piece(words)


def _text_on_page(document: ReadDocument, index: int, height: float) -> TextOnPage:
    left, bottom, right, top = (float(edge) for edge in document.lines.box[index])
    words = document.text[int(document.lines.start[index]) : int(document.lines.end[index])]
    return TextOnPage(words.strip(), left, height - bottom - 0.2 * (top - bottom),
                      max(1.0, right - left), top - bottom)  # fmt: skip
