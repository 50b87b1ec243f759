"""Leaving out the places that can come to nothing, for a whole block of text at once.

The word that anchors a phrase is worth a look only where the other words of the phrase occur in
the same sentence. First it is asked whether they occur close by; where many places are left, the
text is cut where sentences surely end, so that no match is lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from belagg.documents.scan_engine import Places
from belagg.documents.scan_plan import Plan

Ints = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

_LETTER = np.zeros(256, bool)
_LETTER[ord("a") : ord("z") + 1] = _LETTER[0x80:] = True
_CAPITAL = np.zeros(256, bool)
_CAPITAL[ord("A") : ord("Z") + 1] = True
_GOES_ON = np.zeros(256, bool)
_GOES_ON[ord("a") : ord("z") + 1] = _GOES_ON[0x80:] = True
_STOP, _LINE = ord("."), ord("\n")
_ALIKE = np.uint8(0xFF & ~(_STOP ^ _LINE))
"""The bits in which a full stop and a line feed are alike: one pass over the text finds both."""
NEARBY = 300
"""Bytes to either side of a word in which the other words of a phrase must stand."""
_SPARSE = 1024
"""Bytes of text for each place left, from which sentences are cut around these alone."""
_FULL_STOP = re.compile(rb"[a-z\x80-\xff]{6}\. [A-Z]")
_LONG = 6
"""Letters before a full stop from which the word is no abbreviation."""


class Kept(NamedTuple):
    """Places worth a look: where a literal ends, and the stretch that holds its sentence."""

    ends: Ints
    lows: Ints
    highs: Ints


@dataclass(frozen=True)
class _Phrase:
    """Which literals can be in its anchor, and which in each of its other words."""

    anchor: tuple[int, ...]
    others: tuple[tuple[int, ...], ...]


class Filter:
    """Tells which places are worth a look, for one plan."""

    def __init__(self, plan: Plan) -> None:
        def numbers(strings: frozenset[str]) -> tuple[int, ...]:
            return tuple(n for n, literal in enumerate(plan.literals) if literal in strings)

        self._alone = np.zeros(len(plan.literals), bool)
        self._alone[list(numbers(plan.words))] = True
        self._phrases = {
            _Phrase(numbers(anchor), tuple(sorted(numbers(other) for other in others)))
            for anchor, others in plan.phrases
        }

    def kept(self, data: bytes, places: Places) -> Kept:
        """Give the places worth a look, in order, each offset once."""
        ends, literals = places
        order = np.argsort(literals, kind="stable")
        bounds = np.searchsorted(literals[order], np.arange(len(self._alone) + 1))
        at = [order[bounds[n] : bounds[n + 1]] for n in range(len(self._alone))]
        kept = self._alone[literals]
        self._mark_near(kept, ends, at)
        if int(kept.sum()) * _SPARSE <= len(data):
            kept[1:] &= ~(kept[:-1] & (ends[1:] == ends[:-1]))
            own = ends[kept]
            around = [_around(data, end) for end in own.tolist()]
            lows, highs = np.array(around, np.int64).reshape(-1, 2).T
            return Kept(own, lows, highs)
        cuts = _cuts(data)
        segment = np.searchsorted(cuts, ends)
        kept = self._alone[literals]
        self._mark_together(kept, segment, len(cuts) + 1, at)
        kept[1:] &= ~(kept[:-1] & (ends[1:] == ends[:-1]))
        edges = np.concatenate([[-1], cuts, [len(data)]])
        return Kept(ends[kept], edges[segment[kept]] + 1, edges[segment[kept] + 1])

    def _mark_near(self, kept: Booleans, ends: Ints, at: Sequence[Ints]) -> None:
        """Keep the anchors with every other word of their phrase close by."""
        for phrase in self._phrases:
            anchors = np.concatenate([at[n] for n in phrase.anchor])
            for other in phrase.others:
                if len(anchors):
                    there = np.sort(np.concatenate([ends[at[n]] for n in other]))
                    where = np.searchsorted(there, ends[anchors] - NEARBY)
                    there = np.append(there, np.iinfo(np.int64).max)
                    anchors = anchors[there[where] <= ends[anchors] + NEARBY]
            kept[anchors] = True

    def _mark_together(self, kept: Booleans, segment: Ints, count: int, at: Sequence[Ints]) -> None:
        """Keep the anchors with every other word of their phrase in the same sentence."""
        holds: dict[tuple[int, ...], Booleans] = {}
        for phrase in self._phrases:
            anchors = np.concatenate([at[n] for n in phrase.anchor])
            for other in phrase.others:
                if other not in holds:
                    holds[other] = np.zeros(count, bool)
                    for n in other:
                        holds[other][segment[at[n]]] = True
                anchors = anchors[holds[other][segment[anchors]]]
            kept[anchors] = True


def _around(data: bytes, end: int) -> tuple[int, int]:
    """Give the bounds of a stretch that holds the sentence of a place, and little more."""
    low, high = max(0, end - NEARBY), min(len(data), end + NEARBY)
    stop = data.rfind(b". ", low, end)
    while stop >= _LONG:
        if _FULL_STOP.match(data, stop - _LONG):
            low = stop + 1
            break
        stop = data.rfind(b". ", low, stop)
    if match := _FULL_STOP.search(data, end, high):
        high = match.end() - 2
    return low, high


def _cuts(data: bytes) -> Ints:
    """Give offsets at which a sentence surely ends."""
    text = np.frombuffer(data, np.uint8)
    marks = np.flatnonzero((text & _ALIKE) == _LINE)
    marks = marks[(marks >= _LONG) & (marks < len(text) - 2)]
    lines = marks[text[marks] == _LINE]
    lines = lines[~_GOES_ON[text[lines + 1]]]
    stops = marks[text[marks] == _STOP]
    stops = stops[(text[stops + 1] == ord(" ")) & _CAPITAL[text[stops + 2]]]
    for before in range(1, _LONG + 1):
        stops = stops[_LETTER[text[stops - before]]]
    return np.sort(np.concatenate([stops, lines])).astype(np.int64)
