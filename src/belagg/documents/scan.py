"""Finding concepts in texts: candidates from an engine, each then verified exactly."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from belagg.documents.scan_around import Around
from belagg.documents.scan_engine import Engine, fastest_engine
from belagg.documents.scan_filter import Filter, Kept
from belagg.documents.scan_plan import Plan
from belagg.documents.scan_settle import Hit, settled
from belagg.documents.scan_words import Find, Finder


class Texts(NamedTuple):
    """Several texts in UTF-8, joined by LF: the bytes of each, and the language of its document."""

    data: bytes
    bytes: Sequence[int]
    languages: Sequence[str]


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
        for number, kept in enumerate(self._filter.kept([texts.data for texts in several])):
            for place, hits in self._joined(several[number], kept):
                yield number, place, hits

    def _joined(self, texts: Texts, kept: Kept) -> Iterator[tuple[int, list[Hit]]]:
        lengths = np.array(texts.bytes, np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths + 1)])
        own = np.searchsorted(starts, kept.ends - 1, side="right") - 1
        first = np.maximum(kept.lows, starts[own])
        last = np.minimum(kept.highs, starts[own] + lengths[own])
        places = zip(kept.ends.tolist(), first.tolist(), last.tolist(), own.tolist(), strict=True)
        found: dict[int, list[Find]] = {}
        for find, place in self._finder.finds(texts.data, places, texts.languages):
            found.setdefault(place, []).append(find)
        for place, finds in found.items():
            base = int(starts[place])
            around = Around(texts.data, base, base + texts.bytes[place], finds)
            hits = self._settled(around, texts.languages[place])
            if hits:
                yield place, hits

    def _settled(self, around: Around, code: str) -> list[Hit]:
        """Give the finds that count; what bounds them is looked for around them alone."""
        finds = list(around.finds)
        bounded = any(find.entry.concept in self.plan.bounded for find in finds)
        if bounded and self._bounds is not None:
            ends = self._bounds.places(around.data)[0].tolist()
            places = ((end, 0, len(around.data), 0) for end in ends)
            finds += [find for find, _ in self._bounding.finds(around.data, places, [code])]
        return around.in_document(settled(self.plan, around.in_text(finds), around.text))
