"""Finding concepts in texts: candidates from an engine, each then verified exactly."""

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from belagg.documents.scan_around import Around
from belagg.documents.scan_engine import Engine, fastest_engine
from belagg.documents.scan_filter import Filter, Ints, Sentences
from belagg.documents.scan_plan import Plan
from belagg.documents.scan_settle import Hit, settled
from belagg.documents.scan_words import Find, Finder


class Texts(NamedTuple):
    """Several texts in UTF-8, joined by LF: the bytes of each, and the language of its document."""

    data: bytes
    bytes: Sequence[int]
    languages: Sequence[str]


class _Numbered:
    """The texts of several `Texts`, numbered through; offsets count through all of them."""

    def __init__(self, several: Sequence[Texts]) -> None:
        sizes = [len(texts.data) for texts in several]
        self.bases: list[int] = [0, *np.cumsum(sizes).tolist()]
        self.start: Ints = np.zeros(0, np.int64)
        self.end: Ints = np.zeros(0, np.int64)
        self.names = [(n, k) for n, texts in enumerate(several) for k in range(len(texts.bytes))]
        starts, ends = [], []
        for base, texts in zip(self.bases, several, strict=False):
            lengths = np.array(texts.bytes, np.int64)
            starts.append(base + np.cumsum(lengths + 1) - lengths - 1)
            ends.append(starts[-1] + lengths)
        self.start, self.end = np.concatenate(starts), np.concatenate(ends)

    def at(self, offsets: Ints) -> Ints:
        """Give the numbers of the texts in which offsets are."""
        return np.searchsorted(self.start, offsets, side="right") - 1


class Scanner:
    """Looks for the concepts of a plan in texts; one per process."""

    def __init__(
        self, plan: Plan, engine: Callable[[Sequence[str]], Engine] = fastest_engine
    ) -> None:
        """Compile the plan's literals for `engine`, the fastest installed where not given."""
        self.plan = plan
        self._filter = Filter(plan.terms, engine) if plan.terms.literals else None
        self._bounds = engine(plan.bounds.literals) if plan.bounds.literals else None
        self._finder = Finder(plan.terms)
        self._bounding = Finder(plan.bounds)

    def scan(self, text: str, language_code: str = "") -> list[Hit]:
        """Give every hit in one text, in order; `language_code` is the document's language."""
        (hits,) = self.scan_many([text.encode()], [language_code])
        return hits

    def scan_many(self, texts: Sequence[bytes], languages: Sequence[str]) -> list[list[Hit]]:
        """Give the hits of each UTF-8 text; the engine runs once over all of them."""
        found: list[list[Hit]] = [[] for _ in texts]
        joined = Texts(b"\n".join(texts), list(map(len, texts)), languages)
        for _, place, hits in self.scan_joined([joined]):
            found[place] = hits
        return found

    def scan_joined(self, several: Sequence[Texts]) -> Iterator[tuple[int, int, list[Hit]]]:
        """Give the hits of every text with any, with its place and that of its `Texts`."""
        if self._filter is None or not several:
            return
        numbered = _Numbered(several)
        sentences = self._filter.sentences([texts.data for texts in several])
        found: dict[int, list[Find]] = {}
        for text, find in self._finds(self._filter, sentences, several, numbered):
            number, place = numbered.names[text]
            if find.counts_in(several[number].languages[place]):
                found.setdefault(text, []).append(find)
        for text in sorted(found):
            number, place = numbered.names[text]
            low = int(numbered.start[text]) - numbered.bases[number]
            around = Around(several[number].data, low, several[number].bytes[place], found[text])
            hits = self._settled(around, several[number].languages[place])
            if hits:
                yield number, place, hits

    def _finds(
        self, filter_: Filter, sentences: Sentences, several: Sequence[Texts], numbered: _Numbered
    ) -> Iterator[tuple[int, Find]]:
        """Give every match with the number of its text, counted from the start of its `Texts`."""
        own = numbered.at(sentences.start)
        whole = sentences.whole & (sentences.end <= numbered.end[own])
        pieces = list(compress(sentences.pieces, whole.tolist()))
        known = self._finder.in_sentences(pieces, filter_.places)
        texts, starts = own[whole].tolist(), sentences.start[whole].tolist()
        for text, start, finds in zip(texts, starts, known, strict=True):
            if finds:
                base = numbered.bases[numbered.names[text][0]]
                for find in finds:
                    yield text, find.moved(start - base)
        yield from self._finds_in_parts(
            filter_, sentences, np.flatnonzero(~whole), several, numbered
        )

    def _finds_in_parts(
        self,
        filter_: Filter,
        sentences: Sentences,
        rows: Ints,
        several: Sequence[Texts],
        numbered: _Numbered,
    ) -> Iterator[tuple[int, Find]]:
        """Do the same for sentences of which `sentences` has no more than a part."""
        which, ends = filter_.places([sentences.pieces[k] for k in rows.tolist()])
        which = rows[which]
        ends = ends + sentences.start[which]
        own = numbered.at(ends - 1)
        lows = np.maximum(sentences.low[which], numbered.start[own])
        highs = np.minimum(sentences.high[which], numbered.end[own])
        places = zip(own.tolist(), ends.tolist(), lows.tolist(), highs.tolist(), strict=True)
        for text, group in groupby(places, key=itemgetter(0)):
            number = numbered.names[text][0]
            base = numbered.bases[number]
            local = [(end - base, low - base, high - base) for _, end, low, high in group]
            for find in self._finder.finds(several[number].data, local):
                yield text, find

    def _settled(self, around: Around, code: str) -> list[Hit]:
        """Give the finds that count; what bounds them is looked for around them alone."""
        finds = around.finds
        bounded = any(find.entry.concept in self.plan.bounded for find in finds)
        if bounded and self._bounds is not None:
            ends = self._bounds.places(around.data)[0].tolist()
            places = [(end, 0, len(around.data)) for end in ends]
            other = self._bounding.finds(around.data, places)
            finds = [*finds, *(find for find in other if find.counts_in(code))]
        return around.in_document(settled(self.plan, around.in_text(finds), around.text))
