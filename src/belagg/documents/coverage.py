"""How much a document says on a concept: hits, the passages they make, and what they cover.

A *passage* is the hits of one concept joined where they stand in one paragraph: from the first of
them to the end of the last. A *line* counts when a hit (or a passage) touches it. Words are
counted in the passages themselves. `docs/documents.md` says it for users.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from belagg.documents.scan_settle import Hit
from belagg.documents.text import Layout, ReadDocument, Spans

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF points from the page's lower left; NaN where unknown."""

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class HitPlace:
    """A hit with where it stands: the page and line (from 1) of its first character.

    `page` is 0 in formats without pages. `text` is the document's text from `start` to `end`.
    """

    concept: str
    term: str
    page: int
    line: int
    text: str
    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Passage:
    """Hits of one concept joined within a paragraph; counts of lines, words and hits."""

    concept: str
    page: int
    line: int
    start: int
    end: int
    text: str
    lines: int
    words: int
    hits: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a document says on one concept, counted.

    `share` is the words in passages over the words of the document (0 to 1); `first_page` and
    `first_line` are 0 where there is no hit; `headings` are those it stands under, in order.
    """

    concept: str
    hits: int
    passages: int
    pages: int
    lines_with_hits: int
    lines: int
    words: int
    share: float
    first_page: int
    first_line: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was found in one document."""

    hits: tuple[HitPlace, ...]
    passages: tuple[Passage, ...]
    coverage: tuple[Coverage, ...]
    pages_with_hits: int
    lines_with_hits: int
    lines_in_passages: int


def measure(document: ReadDocument, hits: Sequence[Hit], concepts: Sequence[str]) -> Measured:
    """Measure one document; `coverage` has a row for each of `concepts`, zeros where nothing is."""
    found = sorted(hits)
    passages = [
        passage
        for concept in concepts
        for passage in _passages(document, [hit for hit in found if hit.concept == concept])
    ]
    touched = _lines(document, [(hit.start, hit.end) for hit in found])
    inside = _lines(document, [(p.start, p.end) for p in passages])
    return Measured(
        hits=tuple(_placed(document, hit) for hit in found),
        passages=tuple(sorted(passages, key=lambda p: (p.start, p.end, p.concept))),
        coverage=tuple(
            _coverage(
                document,
                concept,
                [hit for hit in found if hit.concept == concept],
                [p for p in passages if p.concept == concept],
            )
            for concept in concepts
        ),
        pages_with_hits=len(_pages(document, touched)),
        lines_with_hits=len(touched),
        lines_in_passages=len(inside),
    )


def _coverage(
    document: ReadDocument, concept: str, hits: Sequence[Hit], passages: Sequence[Passage]
) -> Coverage:
    touched = _lines(document, [(hit.start, hit.end) for hit in hits])
    inside = _lines(document, [(p.start, p.end) for p in passages])
    words = sum(p.words for p in passages)
    return Coverage(
        concept=concept,
        hits=len(hits),
        passages=len(passages),
        pages=len(_pages(document, touched)),
        lines_with_hits=len(touched),
        lines=len(inside),
        words=words,
        share=words / document.words if document.words else 0.0,
        first_page=passages[0].page if passages else 0,
        first_line=passages[0].line if passages else 0,
        headings=tuple(dict.fromkeys(p.headings[-1] for p in passages if p.headings)),
    )


def _lines(document: ReadDocument, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {index for start, end in spans for index in document.lines.touched(start, end)}


def _pages(document: ReadDocument, lines: Iterable[int]) -> set[int]:
    return {int(document.lines.page[index]) for index in lines} - {0}


def _passages(document: ReadDocument, hits: Sequence[Hit]) -> list[Passage]:
    passages = []
    for _, group in groupby(hits, key=lambda hit: _paragraph(document.paragraphs, hit.start)):
        own = list(group)
        start, end = own[0].start, max(hit.end for hit in own)
        page, line = _place(document, start)
        passages.append(
            Passage(
                concept=own[0].concept,
                page=page,
                line=line,
                start=start,
                end=end,
                text=document.text[start:end],
                lines=len(document.lines.touched(start, end)),
                words=count_words(document.text[start:end]),
                hits=len(own),
                headings=_headings(document, start),
            )
        )
    return passages


def _paragraph(paragraphs: Spans, offset: int) -> int:
    return int(np.searchsorted(paragraphs.start, offset, side="right"))


def _place(document: ReadDocument, offset: int) -> tuple[int, int]:
    lines = document.lines.touched(offset, offset + 1)
    if not lines:
        return 0, 0
    return int(document.lines.page[lines[0]]), int(document.lines.number[lines[0]])


def _placed(document: ReadDocument, hit: Hit) -> HitPlace:
    page, line = _place(document, hit.start)
    return HitPlace(
        hit.concept, hit.term, page, line, document.text[hit.start : hit.end], hit.start, hit.end,
        box_of(document, hit.start, hit.end),
    )  # fmt: skip


def box_of(document: ReadDocument, start: int, end: int) -> Box:
    """Give the box around what stands on the first page of a range, from the boxes of its lines.

    Within a line the characters are taken to be equally wide; `belagg.documents.boxes` opens the
    PDF for exact ones.
    """
    boxes = [
        _part_of_line(document, index, start, end)
        for index in document.lines.touched(start, end)
        if document.lines.page[index] == _place(document, start)[0]
    ]
    if not boxes or document.layout is not Layout.PAGES:
        return (math.nan,) * 4
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def marks(document: ReadDocument, start: int, end: int) -> dict[int, list[Box]]:
    """Give the boxes of a range by page, one for each line; nothing in formats without pages."""
    found: dict[int, list[Box]] = {}
    if document.layout is Layout.PAGES:
        for index in document.lines.touched(start, end):
            page = int(document.lines.page[index])
            found.setdefault(page, []).append(_part_of_line(document, index, start, end))
    return found


def _part_of_line(document: ReadDocument, index: int, start: int, end: int) -> Box:
    first, last = int(document.lines.start[index]), int(document.lines.end[index])
    left, bottom, right, top = (float(edge) for edge in document.lines.box[index])
    width = (right - left) / max(1, last - first)
    return (
        left + width * (max(start, first) - first),
        bottom,
        left + width * (min(end, last) - first),
        top,
    )


def _headings(document: ReadDocument, offset: int) -> tuple[str, ...]:
    """Give the headings a place stands under, the highest level first."""
    found: list[str] = []
    below = math.inf
    last = int(np.searchsorted(document.headings.start, offset, side="right")) - 1
    for index in range(last, -1, -1):
        level = int(document.headings.level[index])
        if level < below:
            start, end = int(document.headings.start[index]), int(document.headings.end[index])
            found.append(document.text[start:end])
            below = level
    return tuple(reversed(found))


def count_words(text: str) -> int:
    """Count words: runs of letters and digits, a hyphen within a word not parting it."""
    return len(_WORD.findall(text))
