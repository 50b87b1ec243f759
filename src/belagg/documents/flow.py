"""Lines in reading order become one text with its lines, paragraphs, joints and runs."""

from dataclasses import dataclass, field

import numpy as np

from belagg.documents.characters import Pieces, normal
from belagg.documents.hyphens import HYPHENS, JOINED, SUSPENDED, readings
from belagg.documents.text import JOINT_READINGS, Ints, Joints, Runs, Spans

Part = tuple[str, Pieces]
"""A part of a line: its normal text, a hyphen at its end left on, and where it comes from."""


@dataclass(slots=True)
class Flow:
    """The text as it grows; rows of `runs` are start, page and text index on the page."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    line_start: list[int] = field(default_factory=list)
    line_end: list[int] = field(default_factory=list)
    paragraph_start: list[int] = field(default_factory=list)
    paragraph_end: list[int] = field(default_factory=list)
    joints: list[tuple[int, int, int]] = field(default_factory=list)
    runs: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Give the text so far."""
        return "".join(self.parts)

    def line_columns(self) -> tuple[Ints, Ints]:
        """Give where lines start and end."""
        return np.array(self.line_start, np.int32), np.array(self.line_end, np.int32)

    def paragraph_spans(self) -> Spans:
        """Give the paragraphs."""
        start = np.array(self.paragraph_start, np.int32)
        return Spans(start, np.array(self.paragraph_end, np.int32), np.zeros_like(start))

    def joint_columns(self) -> Joints:
        """Give the line-end hyphens with two readings."""
        rows = np.array(self.joints, np.int32).reshape(-1, 3)
        other = rows[:, 1:].astype(np.uint8)
        return Joints(rows[:, 0].copy(), other[:, 0].copy(), other[:, 1].copy())

    def run_columns(self) -> Runs:
        """Give where the text comes from."""
        rows = np.array(self.runs, np.int32).reshape(-1, 3)
        return Runs(*(np.ascontiguousarray(column) for column in rows.T))

    def put(self, text: str) -> None:
        """Add text as it stands."""
        self.parts.append(text)
        self.length += len(text)


def flow(lines: list[list[Part]], pages: list[int], starts: list[bool]) -> Flow:
    """Join lines: by a space within a paragraph, by LF where `starts` says that one begins.

    A hyphen at the end of a line is read by `hyphens.readings`.
    """
    out = Flow()
    before: str | None = None
    """What stands before a hyphen not yet written; None where the last part ended in none."""
    for parts, page, starts_paragraph in zip(lines, pages, starts, strict=True):
        for k, (text, pieces) in enumerate(parts):
            fresh = not out.parts or (starts_paragraph and k == 0)
            begun = ""  # the word so far, where soft hyphens have parted it
            if before is not None:
                joined = _hyphen(out, before, text, fresh)
                begun = before[before.rfind(" ") + 1 :] if joined else ""
            elif not fresh:
                out.put(" ")
            if fresh:
                _new_paragraph(out)
            if k == 0:
                out.line_start.append(out.length)
                out.line_end.append(out.length)
            for offset, place in pieces:
                out.runs.append((out.length + offset, page, place))
            hyphened = text[-1] in HYPHENS
            before = begun + text[:-1] if hyphened else None
            out.put(text[:-1] if hyphened else text)
            out.line_end[-1] = out.length
    if before is not None:
        _literal(out)
    if out.paragraph_start:
        out.paragraph_end.append(out.length)
    return out


def _new_paragraph(out: Flow) -> None:
    if out.parts:
        out.paragraph_end.append(out.length)
        out.put("\n")
    out.paragraph_start.append(out.length)


def _literal(out: Flow) -> None:
    out.put("-")
    out.line_end[-1] = out.length


def _hyphen(out: Flow, before: str, after: str, fresh: bool) -> bool:
    """Write the hyphen between two parts, and the space where there is one.

    Gives whether nothing was written: the word goes on.
    """
    read = None if fresh else readings(before, after)
    if read is None:
        _literal(out)
        if not fresh:
            out.put(" ")
        return False
    primary, other = read
    out.joints.append((out.length, primary, other))
    out.put(JOINT_READINGS[primary])
    out.line_end[-1] = out.length - (primary == SUSPENDED)
    return primary == JOINED


def line_parts(text: str, start: int, end: int) -> list[Part]:
    """Give the parts of an odd line: parted at soft hyphens, normal, without outer spaces."""
    parts: list[Part] = []
    while start < end:
        cut = text.find("\xad", start, end)
        last = end if cut < 0 else cut + 1
        hyphen = text[last - 1] if text[last - 1] in HYPHENS else ""
        body, pieces = normal(text[start : last - len(hyphen)])
        lead = len(body) - len(body.lstrip())
        inner = body.strip()
        if lead:
            place = next(p + lead - o for o, p in reversed(pieces) if o <= lead)
            pieces = [(0, place), *((o - lead, p) for o, p in pieces if o > lead)]
        if inner or hyphen == "-":
            parts.append((inner + hyphen, [(o, start + p) for o, p in pieces]))
        start = last
    return parts
