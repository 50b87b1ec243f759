"""Normal characters: the same letters whatever the font, the program or the encoding wrote.

NFC; ligatures in letters; every kind of space one plain space, and never two; hyphens of every
kind plain hyphens; no soft hyphens, zero-width or control characters. An accent that stands by
itself before its letter (as old TeX sets it) is put on the letter.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

# What can need work: all but ASCII, Latin letters and the common marks of running text.
_ODD = re.compile(
    "[^ -~\xa1-\xa7\xa9-\xac\xae-\xb3\xb5-\u02d9\u02db-\u02ff\u2012-\u2027\u2030-\u205e€]|  "
)
_BREAKS = frozenset("\r\n\ufffe")
_ACCENT = {"\xa8": "\u0308", "\u02da": "\u030a", "\xb4": "\u0301"}
_BULLETS = "\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf06e"
_SAME_LENGTH = {
    **dict.fromkeys("\xa0\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u202f\u205f\u3000", " "),
    **{chr(k): " " for k in range(0x2000, 0x200B)},
    **{chr(k): " " for k in range(0x00, 0x09)},
    **{chr(k): " " for k in (*range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0))},
    "\u2010": "-",
    "\u2011": "-",
    **dict.fromkeys(_BULLETS, "•"),
}
_GONE = frozenset("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_LIGATURES = {chr(k): unicodedata.normalize("NFKC", chr(k)) for k in range(0xFB00, 0xFB07)}

Pieces = list[tuple[int, int]]
"""Where a normal text comes from: (offset in it, offset in the source), one for each stretch
that runs character by character."""


def levelled(text: str) -> tuple[str, bool]:
    """Replace what can be replaced character by character; offsets stay.

    Gives the text, and whether something is left for `normal`. Line breaks are left alone.
    """
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    if not _odd_units()[units].any():
        return text, "  " in text
    odd = set(_ODD.findall(text)) - _BREAKS
    for character in sorted(odd & _SAME_LENGTH.keys()):
        text = text.replace(character, _SAME_LENGTH[character])
    return text, bool(odd - _SAME_LENGTH.keys()) or "  " in text


@cache
def _odd_units() -> npt.NDArray[np.bool_]:
    """Tell for each UTF-16 unit whether `_ODD` finds it: a look-up is ten times as fast."""
    odd = np.zeros(1 << 16, np.bool_)
    every = "".join(map(chr, range(1 << 16)))
    odd[[ord(character[0]) for character in _ODD.findall(every)]] = True
    odd[[ord(character) for character in _BREAKS]] = False
    return odd


def normal(text: str) -> tuple[str, Pieces]:
    """Give the normal form of a text without line breaks, and where its characters come from.

    Applied to what it gave, it changes nothing.
    """
    if not _ODD.search(text):
        return text, [(0, 0)]
    # Each step can bring about what another mends: an accent can meet its letter when what
    # stood between them is gone.
    out = [(unit, place) for place, character in enumerate(text) for unit in _units(character)]
    out = list(_composed(list(_accented(out))))
    parts: list[str] = []
    pieces: Pieces = []
    written, due = 0, -1
    space = False
    for unit, place in out:
        if unit == " " and space:
            continue
        space = unit == " "
        if place != due:
            pieces.append((written, place))
        parts.append(unit)
        written += len(unit)
        due = place + 1 if len(unit) == 1 else -1
    return "".join(parts), pieces or [(0, 0)]


def _units(character: str) -> str:
    if character in _GONE:
        return ""
    return _LIGATURES.get(character) or _SAME_LENGTH.get(character, character)


def _accented(units: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Put a free-standing accent behind the letter it stands before."""
    k = 0
    while k < len(units):
        unit, place = units[k]
        mark = _ACCENT.get(unit)
        letter = units[k + 1][0] if k + 1 < len(units) else ""
        if mark and letter and len(unicodedata.normalize("NFC", letter + mark)) == 1:
            yield letter, place
            yield mark, place
            k += 2
        else:
            yield unit, place
            k += 1


def _composed(units: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Compose each letter with the marks that follow it."""
    k = 0
    while k < len(units):
        end = k + 1
        while end < len(units) and _joins(units[end][0]):
            end += 1
        cluster = "".join(unit for unit, _ in units[k:end])
        whole = unicodedata.normalize("NFC", cluster)
        if whole == cluster:
            yield from units[k:end]
        else:
            yield whole, units[k][1]
        k = end


def _joins(character: str) -> bool:
    return "\u1160" <= character <= "\u11ff" or unicodedata.category(character)[0] == "M"
