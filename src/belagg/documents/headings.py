"""Headings of a PDF: from its outline where it has one, else from the size of its type."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from belagg.documents.text import ReadDocument, Spans

_LARGER = 1.12
"""How much larger than the body's type a heading's is, at least."""
_LONGEST = 200
"""No heading has more characters."""
_LEVELS = 4
"""So many sizes of type are told apart as levels."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a PDF's outline: level from 1, the title, the page it leads to (0: none)."""

    level: int
    title: str
    page: int


def headings(document: ReadDocument, outline: list[Entry]) -> Spans:
    """Find the headings among a document's paragraphs."""
    found = dict(_in_outline(document, outline)) or dict(_by_size(document))
    rows = sorted(found.items())
    paragraphs = document.paragraphs
    at = np.array([k for k, _ in rows], np.intp)
    level = np.array([level for _, level in rows], np.int32)
    return Spans(paragraphs.start[at], paragraphs.end[at], level)


def _in_outline(document: ReadDocument, outline: list[Entry]) -> Iterator[tuple[int, int]]:
    """Give paragraph and level of each entry whose words stand as a paragraph on its page."""
    pages = _pages(document).tolist()
    named: dict[str, list[int]] = {}
    for k, text in _short_paragraphs(document):
        named.setdefault(_bare(text), []).append(k)
    for entry in outline:
        places = named.get(_bare(entry.title), ())
        near = [k for k in places if not entry.page or abs(pages[k] - entry.page) <= 1]
        if near:
            yield min(near, key=lambda k: abs(pages[k] - entry.page)), min(entry.level, 9)


def _by_size(document: ReadDocument) -> Iterator[tuple[int, int]]:
    if not len(document.lines):
        return
    size = np.round(document.lines.size * 2) / 2
    body = _usual_size(document, size)
    first = np.searchsorted(document.lines.start, document.paragraphs.start)
    large = size[np.minimum(first, len(size) - 1)]
    candidates = [
        (k, float(large[k]))
        for k, text in _short_paragraphs(document)
        if large[k] > _LARGER * body and any(map(str.isalpha, text))
    ]
    ranks = sorted({points for _, points in candidates}, reverse=True)
    for k, points in candidates:
        yield k, min(ranks.index(points) + 1, _LEVELS)


def _usual_size(document: ReadDocument, size: npt.NDArray[np.floating]) -> float:
    """Give the size that most characters have."""
    sizes, which = np.unique(size, return_inverse=True)
    weight = np.bincount(which, weights=document.lines.end - document.lines.start)
    return float(sizes[int(weight.argmax())])


def _short_paragraphs(document: ReadDocument) -> Iterator[tuple[int, str]]:
    spans = zip(document.paragraphs.start.tolist(), document.paragraphs.end.tolist(), strict=True)
    for k, (start, end) in enumerate(spans):
        if end - start <= _LONGEST:
            yield k, document.text[start:end]


def _pages(document: ReadDocument) -> npt.NDArray[np.int32]:
    first = np.searchsorted(document.lines.start, document.paragraphs.start)
    return document.lines.page[np.minimum(first, len(document.lines) - 1)]


def _bare(text: str) -> str:
    """Give a heading without its number, case and spaces."""
    return "".join(text.casefold().lstrip("0123456789.§ ").split())
