"""Finding concepts in texts: candidates from an engine, each then verified exactly."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from belagg.documents.scan_engine import Engine, engine
from belagg.documents.scan_filter import Filter
from belagg.documents.scan_plan import Plan, Role
from belagg.documents.scan_settle import Hit, settled
from belagg.documents.scan_words import Find, Finder


class Scanner:
    """Looks for the concepts of a plan in texts; one per process."""

    def __init__(self, plan: Plan, searcher: Engine | None = None) -> None:
        """Compile the plan's literals for `searcher`, the fastest installed where not given."""
        self.plan = plan
        self._engine = searcher or (engine(plan.literals) if plan.literals else None)
        self._filter = Filter(plan)
        self._finder = Finder(plan)

    def scan(self, text: str, language_code: str = "") -> list[Hit]:
        """Give every hit in one text, in order; `language_code` is the document's language."""
        (hits,) = self.scan_many([text.encode()], [language_code])
        return hits

    def scan_many(self, texts: Sequence[bytes], languages: Sequence[str]) -> list[list[Hit]]:
        """Give the hits of each UTF-8 text; the engine runs once over all of them."""
        found: list[list[Hit]] = [[] for _ in texts]
        for place, hits in self.scan_joined(b"\n".join(texts), list(map(len, texts)), languages):
            found[place] = hits
        return found

    def scan_joined(
        self, data: bytes, sizes: Sequence[int], languages: Sequence[str]
    ) -> Iterator[tuple[int, list[Hit]]]:
        """Give the place and hits of every text with a hit; `data` is the texts joined by LF."""
        if self._engine is None:
            return
        kept = self._filter.kept(data, self._engine.places(data))
        lengths = np.array(sizes, np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths + 1)])
        own = np.searchsorted(starts, kept.ends - 1, side="right") - 1
        ends = (kept.ends - starts[own]).tolist()
        lows = np.maximum(kept.lows - starts[own], 0).tolist()
        highs = np.minimum(kept.highs - starts[own], lengths[own]).tolist()
        bounds = np.searchsorted(own, np.arange(len(sizes) + 1)).tolist()
        for place in np.unique(own).tolist():
            near = slice(bounds[place], bounds[place + 1])
            base = int(starts[place])
            text = data[base : base + sizes[place]]
            places = zip(ends[near], lows[near], highs[near], strict=True)
            hits = self._document(text, places, languages[place])
            if hits:
                yield place, hits

    def _document(
        self, data: bytes, places: Iterable[tuple[int, int, int]], code: str
    ) -> list[Hit]:
        """Give the hits of one text from the places worth a look."""
        finds = self._finder.finds(data, places, code)
        if not any(f.entry.role in (Role.TERM, Role.ABBREVIATION) for f in finds):
            return []
        return settled(self.plan, *_in_characters(data, finds))


def _in_characters(data: bytes, finds: list[Find]) -> tuple[list[Find], str]:
    """Turn byte offsets into code points, and the text into characters, decoding it once."""
    at: dict[int, int] = {}
    parts: list[str] = []
    last = count = 0
    for mark in sorted({offset for find in finds for offset in (find.start, find.end)}):
        parts.append(data[last:mark].decode())
        count += len(parts[-1])
        at[mark], last = count, mark
    parts.append(data[last:].decode())
    return [Find(find.entry, at[find.start], at[find.end]) for find in finds], "".join(parts)
