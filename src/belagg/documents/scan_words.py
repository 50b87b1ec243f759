"""From the places an engine points at to words, their sentences, and what matches there.

All of it in bytes of UTF-8, since the engine counts so and most places come to nothing. What a
token can be is looked up once a token; what matches in a stretch of text once a stretch, for
guidelines repeat each other's sentences.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from belagg.documents.scan_entries import Entry, language
from belagg.documents.scan_filter import NEARBY
from belagg.documents.scan_plan import Candidates, Search
from belagg.documents.sentences import Token, sentence, tokens

_KEPT_TOKENS = 500_000
_KEPT_STRETCHES = 20_000
_WORD = 48
"""Bytes to either side of a place within which the word it is in is mostly found."""

_LETTERS = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") | (
    frozenset(range(0x80, 0xE0)) - {0xC2}
)
_SEPARATORS = bytes(b if b in _LETTERS else 0x20 for b in range(256))
"""Letters, digits, hyphens and the bytes of Latin letters stay; all else becomes a space."""


class Find(NamedTuple):
    """An entry that matches from `start` to `end` (bytes here, code points once settled)."""

    entry: Entry
    start: int
    end: int


class Finder:
    """Finds what is searched for; keeps what it has learnt of tokens and stretches."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._known: dict[bytes, tuple[Candidates, ...]] = {}
        self._stretches: dict[tuple[bytes, int, str], tuple[int, tuple[Find, ...]]] = {}

    def finds(
        self, data: bytes, places: Iterable[tuple[int, int, int, int]], codes: Sequence[str]
    ) -> Iterator[tuple[Find, int]]:
        """Give every match in joined texts, and the text it is in.

        Each place is where a literal ends, the bounds of a stretch that holds its sentence, and
        the text it is in; `codes` are the languages of the texts.
        """
        done = 0
        for end, low, high, text in places:
            if end <= done:
                continue
            first = max(low, end - NEARBY)
            if self._is_other(data[max(first, end - _WORD) : min(high, end + _WORD)], end - first):
                continue
            stretch = data[first : min(high, end + NEARBY)]
            key = (stretch, end - first, codes[text])
            known = self._stretches.get(key)
            if known is None:
                if len(self._stretches) > _KEPT_STRETCHES:
                    self._stretches.clear()
                known = self._stretches[key] = self._in_stretch(*key)
            done = first + known[0]
            for find in known[1]:
                yield Find(find.entry, first + find.start, first + find.end), text

    def _is_other(self, near: bytes, before: int) -> bool:
        """Tell whether the word that a literal is in is known and comes to nothing.

        `near` is the text around where it ends, `before` how much of the text before is looked at.
        """
        at = min(before, _WORD)
        parted = near.translate(_SEPARATORS)
        start, end = parted.rfind(b" ", 0, at) + 1, parted.find(b" ", at)
        return start > 0 and end > 0 and self._known.get(near[start:end]) == ()

    def _in_stretch(self, stretch: bytes, at: int, code: str) -> tuple[int, tuple[Find, ...]]:
        """Give where the word around byte `at` ends, and what matches with it as anchor."""
        parted = stretch.translate(_SEPARATORS)
        start = parted.rfind(b" ", 0, at) + 1
        end = parted.find(b" ", at)
        end = len(stretch) if end < 0 else end
        known = self._candidates(stretch[start:end])
        if not known:
            return end, ()
        start = _trimmed(stretch, start, end)
        certain = [
            Find(entry, start, end)
            for candidates in known
            if candidates.certain
            for entry in candidates.entries
            if not entry.languages or code in entry.languages
        ]
        return end, (*certain, *_matches(stretch, start, code, known))

    def _candidates(self, raw: bytes) -> tuple[Candidates, ...]:
        known = self._known.get(raw)
        if known is None:
            if len(self._known) > _KEPT_TOKENS:
                self._known.clear()
            known = self._known[raw] = self._search.candidates(_word(raw))
        return known


def _matches(
    stretch: bytes, place: int, code: str, known: tuple[Candidates, ...]
) -> Iterator[Find]:
    """Give what matches in a stretch with the word at byte `place` as its anchor."""
    near = stretch.lower()
    promising = [c for c in known if not c.certain and c.promise(near)]
    if not promising:
        return
    text = stretch.decode("utf-8", "ignore")
    cut = len(stretch) - len(text.encode())
    if cut and 0x80 <= stretch[0] < 0xC0:
        cut = next(i for i, byte in enumerate(stretch) if not 0x80 <= byte < 0xC0)
    else:
        cut = 0
    at = len(stretch[cut:place].decode("utf-8", "ignore"))
    words: dict[str, tuple[int | None, list[Token]]] = {}
    for candidates in promising:
        for entry in candidates.entries:
            if entry.template is None or (entry.languages and code not in entry.languages):
                continue
            means = language(entry.language)
            if means.code not in words:
                own = tokens(text, *sentence(text, at, means.data.abbreviations))
                anchor = next((i for i, t in enumerate(own) if t.start <= at < t.end), None)
                words[means.code] = anchor, own
            anchor, own = words[means.code]
            match = None if anchor is None else entry.template.match(means.words, own, anchor)
            if match is not None:
                first, last = own[match[0]].start, own[match[1]].end
                start = cut + len(text[:first].encode())
                yield Find(entry, start, start + len(text[first:last].encode()))


def _trimmed(data: bytes, start: int, end: int) -> int:
    """Leave out a hyphen, or the rest of a mark spread over several bytes, before a token."""
    while start < end and (data[start] == 0x2D or 0x80 <= data[start] < 0xC0):
        start += 1
    return start


def _word(raw: bytes) -> str:
    """Decode a token, without the rest of a mark that UTF-8 spreads over several bytes."""
    word = raw.decode("utf-8", "ignore").strip("-\x80\xa0")
    return word + "-" if raw.endswith(b"-") else word
