"""From the places an engine points at to words, their sentences, and what matches there.

All of it in bytes of UTF-8, since the engine counts so and most places come to nothing. What a
token can be is looked up once a token; what matches in a sentence once a sentence, for guidelines
repeat each other's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from belagg.documents.scan_entries import Entry, language
from belagg.documents.scan_filter import NEARBY, Ints
from belagg.documents.scan_plan import Candidates, Search
from belagg.documents.sentences import Token, sentence, tokens

_KEPT_TOKENS = 500_000
_KEPT_SENTENCES = 50_000

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

    def moved(self, by: int) -> "Find":
        """Give the find with its offsets counted from elsewhere."""
        return Find(self.entry, self.start + by, self.end + by)

    def counts_in(self, code: str) -> bool:
        """Tell whether it is looked for in documents of a language."""
        return not self.entry.languages or code in self.entry.languages


class Finder:
    """Finds what is searched for; keeps what it has learnt of tokens and sentences."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._known: dict[bytes, tuple[Candidates, ...]] = {}
        self._sentences: dict[bytes, tuple[Find, ...]] = {}

    def in_sentences(
        self,
        sentences: Sequence[bytes],
        places: Callable[[Sequence[bytes]], tuple[Ints, Ints]],
    ) -> list[tuple[Find, ...]]:
        """Give every match in each of many whole sentences, which are looked at once.

        `places` tells which of them to look at, and where.
        """
        known = list(map(self._sentences.get, sentences))
        learnt: dict[bytes, tuple[Find, ...]] = {
            s: () for s, finds in zip(sentences, known, strict=True) if finds is None
        }
        if learnt:
            looked = list(learnt)
            which, ends = places(looked)
            pairs = zip(which.tolist(), ends.tolist(), strict=True)
            for number, group in groupby(pairs, key=itemgetter(0)):
                sentence = looked[number]
                around = [(end, 0, len(sentence)) for _, end in group]
                learnt[sentence] = tuple(self.finds(sentence, around))
            if len(self._sentences) + len(learnt) > _KEPT_SENTENCES:
                self._sentences.clear()
            self._sentences |= learnt
        return [
            learnt[s] if finds is None else finds for s, finds in zip(sentences, known, strict=True)
        ]

    def finds(self, data: bytes, places: Iterable[tuple[int, int, int]]) -> Iterator[Find]:
        """Give every match in a text, in order.

        Each place is where a literal ends, and the bounds of a stretch that holds its sentence.
        """
        done = 0
        for end, low, high in places:
            if end > done:
                first = max(low, end - NEARBY)
                length, finds = self._in_stretch(data[first : min(high, end + NEARBY)], end - first)
                done = first + length
                for find in finds:
                    yield find.moved(first)

    def _in_stretch(self, stretch: bytes, at: int) -> tuple[int, list[Find]]:
        """Give where the word around byte `at` ends, and what matches with it as anchor."""
        parted = stretch.translate(_SEPARATORS)
        start = parted.rfind(b" ", 0, at) + 1
        end = parted.find(b" ", at)
        end = len(stretch) if end < 0 else end
        known = self._candidates(stretch[start:end])
        if not known:
            return end, []
        start = _trimmed(stretch, start, end)
        certain = [
            Find(entry, start, end)
            for candidates in known
            if candidates.certain
            for entry in candidates.entries
        ]
        return end, [*certain, *_matches(stretch, start, known)]

    def _candidates(self, raw: bytes) -> tuple[Candidates, ...]:
        known = self._known.get(raw)
        if known is None:
            if len(self._known) > _KEPT_TOKENS:
                self._known.clear()
            known = self._known[raw] = self._search.candidates(_word(raw))
        return known


def _matches(stretch: bytes, place: int, known: tuple[Candidates, ...]) -> Iterator[Find]:
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
            if entry.template is None:
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
