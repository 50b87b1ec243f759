"""PDF documents: pages are read one by one, then joined to one text."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as c

from belagg.documents.columns import PageOrder, reading_order
from belagg.documents.dates import file_dates
from belagg.documents.errors import UnreadableError
from belagg.documents.flow import Flow, Part, flow, line_parts
from belagg.documents.furniture import furniture
from belagg.documents.headings import Entry
from belagg.documents.hyphens import HYPHENS, MARK, SOFT
from belagg.documents.limits import Limits
from belagg.documents.media import PDF
from belagg.documents.pagelines import Box, character_index
from belagg.documents.paragraphs import Placed, paragraph_starts, usual_pitch
from belagg.documents.pdfium import PageReader, RawPage
from belagg.documents.text import (
    PAGE_STATES,
    DateKind,
    Lines,
    PageState,
    ReadDocument,
    Reason,
    Runs,
)

Doubles = npt.NDArray[np.float64]
_MOST_ENTRIES = 5000
_DEEPEST = 9
_TOUCHING = 0.2
"""Empty space, in heights of its type, up to which a hyphen belongs to the word before it."""


@contextmanager
def opened(data: bytes) -> Iterator[c.FPDF_DOCUMENT]:
    """Open a PDF with PDFium, and close it; raises UnreadableError with PDFium's reason."""
    document = c.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        error = c.FPDF_GetLastError()
        if error in {c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY}:
            raise UnreadableError(Reason.PASSWORD, "PDFium asks for a password")
        raise UnreadableError(Reason.DAMAGED, f"PDFium error {error}")
    try:
        yield document
    finally:
        c.FPDF_CloseDocument(document)


@dataclass(slots=True)
class _Draft:
    """The lines of the pages read so far, in reading order."""

    parts: list[list[Part]] = field(default_factory=list)
    page: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    box: list[Box] = field(default_factory=list)
    size: list[float] = field(default_factory=list)
    shifts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    extent: list[tuple[float, float]] = field(default_factory=list)
    state: list[PageState] = field(default_factory=list)
    characters: int = 0

    def add(self, number: int, raw: RawPage | None) -> None:
        """Take up page `number` (from 1)."""
        if raw is None:
            self.extent.append((0.0, 0.0))
            self.state.append(PageState.DAMAGED)
            return
        self.extent.append((raw.width, raw.height))
        if not raw.start:
            self.state.append(PageState.IMAGE if raw.has_image else PageState.BLANK)
            return
        self.state.append(PageState.READ)
        self.characters += len(raw.text)
        if raw.shifts != [(0, 0)]:
            self.shifts[number] = raw.shifts
        order = reading_order(raw.box)
        parts = _parts(raw, order)
        keep = [k for k, line in enumerate(parts) if line]
        if len(keep) < len(parts):
            order = PageOrder([order.fragments[k] for k in keep], [order.column[k] for k in keep])
        self.parts += [line for line in parts if line]
        self.page += [number] * len(keep)
        self.column += [number * 10_000 + column for column in order.column]
        self.box += _line_boxes(raw.box, order.fragments)
        self.size += [max([raw.size[k] for k in line]) for line in order.fragments]


def read_pdf(data: bytes, sha256: str, limits: Limits) -> ReadDocument:
    """Read a PDF: text, lines, paragraphs, furniture, pages; without headings and language.

    Raises UnreadableError.
    """
    with opened(data) as document:
        draft = _read_pages(document, limits)
        title = _metadata(document, "Title")
        dates = file_dates(
            (DateKind.CREATED, _metadata(document, "CreationDate")),
            (DateKind.MODIFIED, _metadata(document, "ModDate")),
        )
    if not draft.parts:
        raise UnreadableError(*_why_no_text(draft.state))
    return replace(_joined(draft), sha256=sha256, title=title, dates=dates)


def outline(data: bytes) -> list[Entry]:
    """Give the outline that a PDF carries; empty where it has none."""
    entries: list[Entry] = []
    with opened(data) as document:
        # PDFium reads outlines that lead back into themselves; the bounds stop those.
        stack = [(c.FPDFBookmark_GetFirstChild(document, None), 1)]
        while stack and len(entries) < _MOST_ENTRIES:
            bookmark, level = stack.pop()
            if not bookmark:
                continue
            target = c.FPDFBookmark_GetDest(document, bookmark)
            page = c.FPDFDest_GetDestPageIndex(document, target) + 1 if target else 0
            entries.append(Entry(level, _bookmark_title(bookmark), max(page, 0)))
            stack.append((c.FPDFBookmark_GetNextSibling(document, bookmark), level))
            if level < _DEEPEST:
                stack.append((c.FPDFBookmark_GetFirstChild(document, bookmark), level + 1))
    return entries


def _bookmark_title(bookmark: c.FPDF_BOOKMARK) -> str:
    size = c.FPDFBookmark_GetTitle(bookmark, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    c.FPDFBookmark_GetTitle(bookmark, buffer, size)
    return " ".join(buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace").split())


def _read_pages(document: c.FPDF_DOCUMENT, limits: Limits) -> _Draft:
    count = c.FPDF_GetPageCount(document)
    if count > limits.pages:
        raise UnreadableError(Reason.TOO_LARGE, f"{count} pages, more than {limits.pages}")
    if count < 1:
        raise UnreadableError(Reason.DAMAGED, "no pages")
    draft = _Draft()
    reader = PageReader(document)
    for index in range(count):
        draft.add(index + 1, reader.read(index))
        if draft.characters > limits.characters:
            raise UnreadableError(Reason.TOO_LARGE, f"more than {limits.characters} characters")
    return draft


def _why_no_text(states: list[PageState]) -> tuple[Reason, str]:
    if PageState.IMAGE in states:
        return Reason.NO_TEXT_LAYER, f"{states.count(PageState.IMAGE)} pages are pictures"
    if PageState.DAMAGED in states:
        return Reason.DAMAGED, "no page could be read"
    return Reason.EMPTY, "no text on any page"


def _metadata(document: c.FPDF_DOCUMENT, key: str) -> str:
    name = key.encode("ascii")
    size = c.FPDF_GetMetaText(document, name, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    c.FPDF_GetMetaText(document, name, buffer, size)
    return " ".join(buffer.raw[: size - 2].decode("utf-16-le", "replace").split())


def _parts(raw: RawPage, order: PageOrder) -> list[list[Part]]:
    text, start, end = raw.text, raw.start, raw.end
    if raw.odd:
        return [_joined_parts(raw, line) for line in order.fragments]
    return [
        [(text[start[line[0]] : end[line[0]]], [(0, start[line[0]])])]
        if len(line) == 1 and text[start[line[0]]] != MARK
        else _joined_parts(raw, line)
        for line in order.fragments
    ]


def _joined_parts(raw: RawPage, line: tuple[int, ...]) -> list[Part]:
    """Give the parts of a line; what touches at a hyphen is one part.

    PDFium writes a hyphen apart from its word where the two differ in height.
    """
    parts: list[Part] = []
    for place, k in enumerate(line):
        first, last = raw.start[k], raw.end[k]
        text = raw.text[first:last]
        alone = text in HYPHENS
        own = line_parts(raw.text, first, last) if raw.odd and not alone else [(text, [(0, first)])]
        if parts and own and _touches(raw, line[place - 1], k):
            (before, pieces), (after, more) = parts[-1], own[0]
            if before[-1] in HYPHENS or after[0] in HYPHENS:
                length = len(before)
                end = length + len(after) - (after[-1] in HYPHENS)
                moved = [(length + o, p) for o, p in more if length + o < end]
                parts[-1] = (_literal(before) + after, pieces + moved)
                parts += own[1:]
                continue
        if not alone:
            parts += own
        elif text != SOFT:
            parts.append(("-", own[0][1]))
    return parts


def _literal(text: str) -> str:
    """Write the hyphen at the end of a text, if it is one, as what it looks like."""
    return text[:-1] + "-" if text[-1] in HYPHENS else text


def _touches(raw: RawPage, before: int, after: int) -> bool:
    left, bottom, _, top = raw.box[after]
    return abs(left - raw.box[before][2]) < _TOUCHING * (top - bottom)


def _line_boxes(boxes: list[Box], fragments: list[tuple[int, ...]]) -> list[Box]:
    return [
        boxes[line[0]] if len(line) == 1 else _union([boxes[k] for k in line]) for line in fragments
    ]


def _union(boxes: list[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _joined(draft: _Draft) -> ReadDocument:
    """Part furniture from text, and join the text."""
    texts = [
        line[0][0] if len(line) == 1 else " ".join(text for text, _ in line) for line in draft.parts
    ]
    box = np.array(draft.box)
    column = np.array(draft.column, np.int64)
    size = np.array(draft.size)
    usual = usual_pitch(Placed(texts, box, size, column))
    aside = furniture(texts, draft.page, box, size, usual)
    kept = np.ones(len(texts), np.bool_)
    kept[aside] = False
    rows = np.flatnonzero(kept)
    order = rows.tolist()
    starts = paragraph_starts(
        Placed([texts[k] for k in order], box[rows], size[rows], column[rows]), usual
    )
    page = np.array(draft.page, np.int32)
    body = flow([draft.parts[k] for k in order], page[rows].tolist(), starts.tolist())
    edge = flow([draft.parts[k] for k in aside], page[aside].tolist(), [True] * len(aside))
    text = body.text
    return ReadDocument(
        sha256="",
        media=PDF,
        text=text,
        lines=_lines(body, page[rows], box[rows], size[rows]),
        paragraphs=body.paragraph_spans(),
        joints=body.joint_columns(),
        runs=_runs(body, draft.shifts),
        furniture_text=edge.text,
        furniture=_lines(edge, page[aside], box[aside], size[aside]),
        pages=np.array(draft.extent, np.float32).reshape(-1, 2),
        page_states=np.array([PAGE_STATES.index(state) for state in draft.state], np.uint8),
        words=text.count(" ") + text.count("\n") + 1,
    )


def _lines(body: Flow, page: npt.NDArray[np.int32], box: Doubles, size: Doubles) -> Lines:
    start, end = body.line_columns()
    place = np.arange(len(page), dtype=np.int32)
    turns = np.concatenate(([True], page[1:] != page[:-1]))[: len(page)]
    first = np.maximum.accumulate(np.where(turns, place, 0)) if len(page) else place
    number = (place - first + 1).astype(np.int32)
    return Lines(start, end, page, number, box.astype(np.float32), size.astype(np.float32))


def _runs(body: Flow, shifts: dict[int, list[tuple[int, int]]]) -> Runs:
    """Give the runs in PDFium's character indices, which on some pages are not text indices."""
    if not shifts:
        return body.run_columns()
    rows: list[tuple[int, int, int]] = []
    ends = [start for start, _, _ in body.runs[1:]] + [body.length]
    for (start, page, place), end in zip(body.runs, ends, strict=True):
        pieces = shifts.get(page)
        if pieces is None:
            rows.append((start, page, place))
            continue
        inner = [at for at, _ in pieces if place < at < place + end - start]
        for at in (place, *inner):
            rows.append((start + at - place, page, character_index(pieces, at)))
    body.runs = rows
    return body.run_columns()
