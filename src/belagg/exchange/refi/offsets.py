"""What the offsets of a project count, decided from who wrote it and where its spans begin.

The standard counts Unicode code points of the text. NVivo counts UTF-16 units, with two for every
line break; other programs count the line break of the file as one, or as it stands. The wrong
reading puts spans in the middle of words, so the words decide, and the program where they do not.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from belagg.language import marked

Span: TypeAlias = tuple[int, int]


class Unit(StrEnum):
    """What one step of an offset is."""

    CODE_POINT = marked("code points")
    UTF16 = marked("UTF-16 units")


class Newline(StrEnum):
    """What a line break counts as: as in the file, always one, or always two."""

    AS_IS = marked("as in the file")
    ONE = marked("counted as one")
    TWO = marked("counted as two")


@dataclass(frozen=True, slots=True)
class Counting:
    """A way to count offsets."""

    unit: Unit
    newline: Newline


STANDARD = Counting(Unit.CODE_POINT, Newline.AS_IS)
OWN = "Belägg"
"""What this program calls itself in projects; its offsets are those of the standard."""

_NVIVO = Counting(Unit.UTF16, Newline.TWO)


def countings(origin: str) -> tuple[Counting, ...]:
    """Give every way to count, the likeliest for the program first; the first wins a tie."""
    if origin == OWN:
        return (STANDARD,)
    every = [Counting(unit, newline) for unit in Unit for newline in Newline]
    if origin.strip().lower().startswith("nvivo"):
        every.sort(key=lambda way: (way != _NVIVO, way.unit != Unit.UTF16))
    return tuple(every)


@dataclass(frozen=True)
class RawText:
    """The text of a source as its file has it; `text` is the same with LF between lines."""

    raw: str

    @cached_property
    def text(self) -> str:
        """The text with LF between lines."""
        return self.raw.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def _pairs(self) -> list[int]:
        """Where in `raw` the LF of each CRLF stands."""
        found, at = [], self.raw.find("\r\n")
        while at >= 0:
            found.append(at + 1)
            at = self.raw.find("\r\n", at + 2)
        return found

    @cached_property
    def _breaks(self) -> list[int]:
        """Where each line break would stand in `text` were it two characters: its second one."""
        at = [i for i, char in enumerate(self.text) if char == "\n"]
        return [place + nth + 1 for nth, place in enumerate(at)]

    def _counted(self, way: Newline) -> str:
        if way is Newline.AS_IS:
            return self.raw
        return self.text if way is Newline.ONE else self.text.replace("\n", "\r\n")

    @cached_property
    def _astral(self) -> dict[Newline, list[int]]:
        return {}

    def _astral_units(self, way: Newline) -> list[int]:
        """Where, in UTF-16 units, the second unit of every character beyond U+FFFF stands."""
        if way not in self._astral:
            counted = self._counted(way)
            wide = (
                []
                if counted.isascii()
                else [i for i, char in enumerate(counted) if char > "\uffff"]
            )
            self._astral[way] = [place + nth + 1 for nth, place in enumerate(wide)]
        return self._astral[way]

    def place(self, offset: int, way: Counting) -> int:
        """Give the offset in `text`, in code points, of an offset counted in that way."""
        if way.unit is Unit.UTF16:
            offset -= bisect_left(self._astral_units(way.newline), offset)
        if way.newline is Newline.ONE:
            return offset
        breaks = self._pairs if way.newline is Newline.AS_IS else self._breaks
        return offset - bisect_left(breaks, offset)


@dataclass(frozen=True, slots=True)
class Decision:
    """The way chosen, how many spans begin and end at words under it, of how many."""

    way: Counting
    sound: int
    spans: int
    doubtful: bool


def decide(origin: str, sources: Sequence[tuple[RawText, Iterable[Span]]]) -> Decision:
    """Choose the way to count under which most spans begin and end where words do.

    `doubtful` is true where several ways that put spans elsewhere are equally good.
    """
    listed = [(text, list(spans)) for text, spans in sources]
    scored: list[tuple[int, Counting, list[Span]]] = []
    for way in countings(origin):
        placed = [
            (text.text, text.place(start, way), text.place(end, way))
            for text, spans in listed
            for start, end in spans
        ]
        good = sum(_at_words(text, start, end) for text, start, end in placed)
        scored.append((good, way, [(start, end) for _text, start, end in placed]))
    best = max(scored, key=lambda entry: entry[0])
    rivals = [entry for entry in scored if entry[0] == best[0] and entry[2] != best[2]]
    return Decision(best[1], best[0], len(best[2]), bool(rivals))


def _at_words(text: str, start: int, end: int) -> bool:
    if not 0 <= start < end <= len(text):
        return False
    inside = text[start].isspace() or text[end - 1].isspace()
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not (inside or before or after)
