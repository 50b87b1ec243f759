"""Where a span of one reading of a document stands in another reading of the same document.

Two programs read the same PDF or Word file with other blanks, hyphens and ligatures. What is not
blank is the same almost everywhere; elsewhere the words of the span are looked for.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

_SOFT = "\u00ad\u200b\ufeff"


@dataclass(frozen=True)
class Folded:
    """A text without blanks, compatibility forms made plain, and where each character stands."""

    text: str

    @cached_property
    def _pair(self) -> tuple[str, list[int]]:
        characters: list[str] = []
        places: list[int] = []
        for at, char in enumerate(self.text):
            if char.isspace() or char in _SOFT:
                continue
            plain = char if char < "\u0080" else unicodedata.normalize("NFKD", char)
            characters.extend(plain)
            places.extend([at] * len(plain))
        return "".join(characters), places

    @property
    def characters(self) -> str:
        """The characters that are not blank."""
        return self._pair[0]

    @property
    def places(self) -> list[int]:
        """Where each of them stands in the text."""
        return self._pair[1]


def carried(start: int, end: int, source: Folded, target: Folded) -> tuple[int, int] | None:
    """Give the span of `target` that has the words of a span of `source`; None where it has not.

    Where the words stand several times the place that is nearest, by share of the text, is taken.
    """
    if source.text == target.text:
        return start, end
    first = bisect_left(source.places, start)
    last = bisect_right(source.places, end - 1)
    if first >= last:
        return None
    if source.characters == target.characters:
        return target.places[first], target.places[last - 1] + 1
    words = source.characters[first:last]
    expected = first / len(source.characters) * len(target.characters)
    best: int | None = None
    at = target.characters.find(words)
    while at >= 0:
        if best is None or abs(at - expected) < abs(best - expected):
            best = at
        at = target.characters.find(words, at + 1)
    if best is None:
        return None
    return target.places[best], target.places[best + len(words) - 1] + 1
