"""Leaving out what can come to nothing, for many megabytes of text at once.

Every match holds a trigger: a word alone, or the rarer half of a phrase. The engine looks for
triggers in all the text, and for everything else only in the sentences that hold one, which are a
small part of it. A word that anchors a phrase is worth a look where the other words of the phrase
are in the same sentence. Sentences are cut only where they surely end, so that no match is lost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from belagg.documents.scan_engine import Engine
from belagg.documents.scan_plan import Search

Ints = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

_LETTER = np.zeros(256, bool)
_LETTER[ord("a") : ord("z") + 1] = _LETTER[0x80:] = True
_CAPITAL = np.zeros(256, bool)
_CAPITAL[ord("A") : ord("Z") + 1] = True
_FIGURE = np.zeros(256, bool)
_FIGURE[ord("0") : ord("9") + 1] = True
_STOP, _LINE = ord("."), ord("\n")
_ALIKE = np.uint8(0xFF & ~(_STOP ^ _LINE))
"""The bits in which a full stop and a line feed are alike: one pass over the text finds both."""
NEARBY = 300
"""Bytes to either side of an anchor in which the other words of a phrase must stand."""
_LONG = 6
"""Letters before a full stop from which the word is no abbreviation."""
_BETWEEN = b"\n."
"""What joins stretches of text: a line feed at which a sentence surely ends, whatever follows."""
_FURTHEST = 1 << 60


class Sentences(NamedTuple):
    """The sentences that hold a trigger, in texts put after each other.

    `pieces` are the sentences as far as was looked, from `start` to `end`. They begin at `low` and
    end at `high`; where that is further than was looked, there is no bound.
    """

    start: Ints
    end: Ints
    low: Ints
    high: Ints
    pieces: list[bytes]

    @property
    def whole(self) -> Booleans:
        """Tell which are in their piece from beginning to end."""
        both: Booleans = (self.low == self.start) & (self.high == self.end)
        return both


class _Stretches(NamedTuple):
    """Stretches of texts put after each other: from where, to where, and joined."""

    start: Ints
    end: Ints
    joined: bytes

    def begins(self) -> Ints:
        """Give where each begins in what is joined."""
        lengths: Ints = self.end - self.start + len(_BETWEEN)
        return np.cumsum(lengths, dtype=np.int64) - lengths


@dataclass(frozen=True)
class _Phrase:
    """Which literals can be in its anchor, and which in each of its other words."""

    anchor: tuple[int, ...]
    others: tuple[tuple[int, ...], ...]


class Filter:
    """Tells which places are worth a look, for one search."""

    def __init__(self, search: Search, engine: Callable[[Sequence[str]], Engine]) -> None:
        """Compile the search's literals for an engine; it has some."""

        def numbers(strings: frozenset[str]) -> tuple[int, ...]:
            return tuple(n for n, literal in enumerate(search.literals) if literal in strings)

        self._triggers = engine(search.triggers)
        self._literals = engine(search.literals)
        self._alone = np.zeros(len(search.literals), bool)
        self._alone[list(numbers(search.words))] = True
        self._phrases = {
            _Phrase(numbers(anchor), tuple(sorted(numbers(other) for other in others)))
            for anchor, others in search.phrases
        }

    def sentences(self, texts: Sequence[bytes]) -> Sentences:
        """Give the sentences of the texts that can hold a match, in order."""
        bases = np.concatenate([[0], np.cumsum([len(text) for text in texts])])
        return _sentences(*self._windows(texts, bases))

    def places(self, pieces: Sequence[bytes]) -> tuple[Ints, Ints]:
        """Give the places worth a look in pieces of text: in which, and where a literal ends.

        Each place comes once, in order.
        """
        lengths = np.array([len(piece) + len(_BETWEEN) for piece in pieces], np.int64)
        begins = np.cumsum(lengths) - lengths
        ends, literals = self._literals.places(_BETWEEN.join(pieces))
        own = np.searchsorted(begins, ends - 1, side="right") - 1
        kept = self._worthwhile(literals, own, len(begins))
        kept[1:] &= ~(kept[:-1] & (ends[1:] == ends[:-1]))
        return own[kept], ends[kept] - begins[own[kept]]

    def _windows(self, texts: Sequence[bytes], bases: Ints) -> tuple[Ints, _Stretches]:
        """Give where triggers end in texts put after each other, and the windows around them."""
        triggers, starts, ends, pieces = [], [], [], []
        for text, base in zip(texts, bases.tolist(), strict=False):
            places = self._triggers.places(text)[0]
            first, last = _around(text, places)
            bounds = zip(first.tolist(), last.tolist(), strict=True)
            pieces += [text[start:end] for start, end in bounds]
            triggers.append(places + base)
            starts.append(first + base)
            ends.append(last + base)
        windows = np.concatenate(starts), np.concatenate(ends), _BETWEEN.join(pieces)
        return np.concatenate(triggers), _Stretches(*windows)

    def _worthwhile(self, literals: Ints, sentence: Ints, count: int) -> Booleans:
        """Tell which literals are a word alone, or an anchor with all of its phrase together."""
        order = np.argsort(literals, kind="stable")
        bounds = np.searchsorted(literals[order], np.arange(len(self._alone) + 1)).tolist()
        at = {n: order[a:b] for n, (a, b) in enumerate(pairwise(bounds)) if a < b}
        kept = self._alone[literals]
        holds: dict[tuple[int, ...], Booleans] = {}
        for phrase in self._phrases:
            present = [at[n] for n in phrase.anchor if n in at]
            if not present or any(at.keys().isdisjoint(other) for other in phrase.others):
                continue
            anchors = np.concatenate(present)
            for other in phrase.others:
                if other not in holds:
                    holds[other] = np.zeros(count, bool)
                    for n in at.keys() & set(other):
                        holds[other][sentence[at[n]]] = True
                anchors = anchors[holds[other][sentence[anchors]]]
            kept[anchors] = True
        return kept


def _around(text: bytes, ends: Ints) -> tuple[Ints, Ints]:
    """Give where the windows around places begin and end, on whole characters."""
    letters = np.frombuffer(text, np.uint8)
    starts = np.maximum(ends - NEARBY, 0)
    stops = np.minimum(ends + NEARBY, len(text))
    apart = starts[1:] > stops[:-1]
    starts = starts[np.concatenate([[True], apart])[: len(ends)]]
    stops = stops[np.concatenate([apart, [True]])[: len(ends)]]
    for _ in range(3):
        starts -= (starts > 0) & ((letters[starts] & 0xC0) == 0x80)
        inside = np.minimum(stops, len(text) - 1)
        stops += (stops < len(text)) & ((letters[inside] & 0xC0) == 0x80)
    return starts, stops


def _sentences(triggers: Ints, windows: _Stretches) -> Sentences:
    """Give the sentences of triggers as far as the windows reach.

    One may be several, where it is not sure that the first ends.
    """
    near = windows.joined
    begins = windows.begins()
    own = np.searchsorted(windows.start, triggers - 1, side="right") - 1
    places = triggers - windows.start[own] + begins[own]
    cuts = _cuts(near)
    segment = np.searchsorted(cuts, places)
    new = np.concatenate([[True], segment[1:] != segment[:-1]])[: len(segment)]
    segment, own = segment[new], own[new]
    first, last = begins[own], begins[own] + windows.end[own] - windows.start[own]
    edges = np.concatenate([[-1], cuts, [len(near)]])
    low, high = edges[segment] + 1, edges[segment + 1]
    start, end = np.maximum(low, first), np.minimum(high, last)
    shift = windows.start[own] - first
    return Sentences(
        start + shift,
        end + shift,
        np.where(low > first, low + shift, -_FURTHEST),
        np.where(high < last, high + shift, _FURTHEST),
        [near[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)],
    )


def _cuts(data: bytes) -> Ints:
    """Give offsets at which a sentence surely ends."""
    text = np.frombuffer(data, np.uint8)
    marks = np.flatnonzero((text & _ALIKE) == _LINE)
    marks = marks[marks < len(text) - 2]
    lines = marks[text[marks] == _LINE]
    lines = lines[~_LETTER[text[lines + 1]]]
    stops = marks[(marks >= _LONG) & (text[marks] == _STOP)]
    stops = stops[(text[stops + 1] == ord(" ")) & _CAPITAL[text[stops + 2]]]
    after_figures = stops[_FIGURE[text[stops - 1]]]
    for before in range(1, _LONG + 1):
        stops = stops[_LETTER[text[stops - before]]]
    return np.sort(np.concatenate([stops, after_figures, lines])).astype(np.int64)
