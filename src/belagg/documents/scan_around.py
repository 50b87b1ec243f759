"""The text around what was found in a document, cut out of it: all that it takes to settle it.

Documents are long and finds few: to turn all of a document into characters would cost more than
finding them.
"""

from bisect import bisect_right
from collections.abc import Iterable

import numpy as np

from belagg.documents.scan_settle import Hit
from belagg.documents.scan_words import Find
from belagg.documents.sentences import REACH

_AROUND = 4 * (REACH + 100)
"""Bytes to either side of a find: no rule looks further than a sentence is looked for."""
_BETWEEN = "\u2029".encode()
"""What joins stretches, one character: a sentence ends there, whatever follows."""
_FIRST_BYTE = -64
"""The least first byte of a character in UTF-8, as a signed number; all others are smaller."""


class Around:
    """Stretches of a document around finds, joined: as UTF-8 in `data`, as characters in `text`.

    Finds count bytes. `finds` are those it was cut out for, as they stand in `data`.
    """

    def __init__(self, joined: bytes, low: int, length: int, finds: Iterable[Find]) -> None:
        """Cut stretches out of the document at `low` in `joined`, from which the finds count."""
        ordered = sorted(finds, key=lambda find: find.start)
        stretches = _stretches(joined, low, low + length, ordered)
        self._source = [first for first, _ in stretches]
        self._begin: list[int] = []
        self._shift: list[int] = []
        """Where stretches begin in `text`, and how many characters further in the document."""
        begins, pieces, at = [], [], 0
        count, passed, end = 0, 0, low
        for first, last in stretches:
            pieces.append(joined[first:last])
            begins.append(at)
            at += last - first + len(_BETWEEN)
            passed += _characters(joined[end:first])
            self._begin.append(count)
            self._shift.append(passed - count)
            length = _characters(pieces[-1])
            count, passed, end = count + length + 1, passed + length, last
        self.data = _BETWEEN.join(pieces)
        self.text = self.data.decode()
        self.finds: list[Find] = []
        for find in ordered:
            k = bisect_right(self._source, find.start) - 1
            self.finds.append(find.moved(begins[k] - self._source[k]))

    def in_text(self, finds: Iterable[Find]) -> list[Find]:
        """Give finds in `data` as such in `text`, which count characters."""
        finds = list(finds)
        at: dict[int, int] = {}
        last = count = 0
        for mark in sorted({offset for find in finds for offset in (find.start, find.end)}):
            count += _characters(self.data[last:mark])
            at[mark], last = count, mark
        return [Find(find.entry, at[find.start], at[find.end]) for find in finds]

    def in_document(self, hits: Iterable[Hit]) -> list[Hit]:
        """Give hits in `text` as such in the document's own."""
        moved = []
        for hit in hits:
            shift = self._shift[bisect_right(self._begin, hit.start) - 1]
            moved.append(Hit(hit.start + shift, hit.end + shift, hit.concept, hit.term))
        return moved


def _stretches(joined: bytes, low: int, high: int, ordered: list[Find]) -> list[tuple[int, int]]:
    """Give what lies around finds, on whole characters, without overlap."""
    found: list[tuple[int, int]] = []
    for find in ordered:
        first, last = max(low, find.start - _AROUND), min(high, find.end + _AROUND)
        while first > low and 0x80 <= joined[first] < 0xC0:
            first -= 1
        while last < high and 0x80 <= joined[last] < 0xC0:
            last += 1
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _characters(data: bytes) -> int:
    """Count the characters of UTF-8."""
    return int(np.count_nonzero(np.frombuffer(data, np.int8) >= _FIRST_BYTE))
