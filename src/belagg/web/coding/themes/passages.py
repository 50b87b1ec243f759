"""A text in numbered passages, as it is read and marked; nothing here knows the database.

Offsets count code points, ends exclusive.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE = re.compile(
    r"""\S.*?(?:[.!?…]+["”’')\]]*(?=\s+["“”(–—-]?\s?[^\Wa-zåäöé])|$)""", re.MULTILINE
)
"""From a word to the end of a sentence that is followed by a capital or a digit, or of the line."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or line with the number it is called by."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """What is marked, and the mark it belongs to."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks; `depth` says how many they are."""

    text: str
    depth: int


def sentences(text: str) -> list[Passage]:
    """Cut a text into sentences, numbered from 1; a line break ends one too."""
    found = _SENTENCE.finditer(text)
    return [Passage(number, m.start(), m.end()) for number, m in enumerate(found, 1)]


def pieces(text: str, passage: Passage, spans: Iterable[Span]) -> list[Piece]:
    """Cut a passage wherever a mark begins or ends."""
    touching = [one for one in spans if one.start < passage.end and one.end > passage.start]
    edges = {
        edge for one in touching for edge in (one.start, one.end)
        if passage.start < edge < passage.end
    }  # fmt: skip
    cuts = [passage.start, *sorted(edges), passage.end]
    return [
        Piece(text[first:last], sum(s.start <= first and s.end >= last for s in touching))
        for first, last in pairwise(cuts)
    ]


def places_of(text: str, words: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Give every place where the words stand from `start` to `end`, whatever the white space."""
    parts = words.split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    held = pattern.finditer(text, start, len(text) if end is None else end)
    return [Span("", found.start(), found.end()) for found in held]


def between(passages: Sequence[Passage], first: int, last: int) -> tuple[int, int] | None:
    """Give the offsets from the first passage to the end of the last; None for numbers not here."""
    by_number = {one.number: one for one in passages}
    if first not in by_number or last not in by_number or last < first:
        return None
    return by_number[first].start, by_number[last].end
