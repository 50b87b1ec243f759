"""Finding many literal strings at once: the engines that say where it is worth looking.

An engine gives the end of every occurrence of every literal, without regard to case, in UTF-8:
two arrays of equal length, the byte offsets (rising) and which literal ends there.
Hyperscan (as Vectorscan, BSD) is the fast one; where it has no wheel, an Aho-Corasick automaton
(ahocorasick-rs, Apache-2.0) gives the same positions. What a position means is decided afterwards,
exactly, by `scan`.
"""

from collections.abc import Sequence
from itertools import product
from typing import Protocol

import numpy as np
import numpy.typing as npt

Places = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Where literals end, as byte offsets (rising), and the index of the literal at each."""


class Engine(Protocol):
    """Where literals end in a text."""

    def places(self, data: bytes) -> Places:
        """Give where the literals end in UTF-8 `data`."""


class HyperscanEngine:
    """Vectorscan: about 1.5 GB/s a core whatever the number of literals."""

    def __init__(self, literals: Sequence[str]) -> None:
        """Compile the literals; ImportError where hyperscan is not installed."""
        import hyperscan

        flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_UTF8
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[_escaped(literal) for literal in literals],
            ids=list(range(len(literals))),
            elements=len(literals),
            flags=[flags] * len(literals),
        )

    def places(self, data: bytes) -> Places:
        """Give where the literals end in UTF-8 `data`."""
        found: list[int] = []
        append = found.append

        def on_match(literal: int, _start: int, end: int, _flags: int, _context: object) -> None:
            append(end << 16 | literal)

        self._database.scan(data, match_event_handler=on_match)
        both = np.sort(np.array(found, np.int64))
        return both >> 16, both & 0xFFFF


class AhoCorasickEngine:
    """An Aho-Corasick automaton over every way to write each literal's letters beyond ASCII."""

    def __init__(self, literals: Sequence[str]) -> None:
        """Build the automaton."""
        import ahocorasick_rs

        written = {way: number for number, one in enumerate(literals) for way in casings(one)}
        self._literal = np.array(list(written.values()), np.int64)
        self._automaton = ahocorasick_rs.BytesAhoCorasick(list(written))

    def places(self, data: bytes) -> Places:
        """Give where the literals end in UTF-8 `data`."""
        matches = self._automaton.find_matches_as_indexes(data.lower(), overlapping=True)
        rows = np.array(matches, np.int64).reshape(-1, 3)
        both = np.sort(rows[:, 2] << 16 | self._literal[rows[:, 0]])
        return both >> 16, both & 0xFFFF


def _escaped(literal: str) -> bytes:
    return "".join(c if c.isalnum() else f"\\x{{{ord(c):x}}}" for c in literal).encode()


def casings(literal: str) -> list[bytes]:
    """Give the literal in lower-case ASCII with each other letter in both cases."""
    choices = [(c.lower(),) if c.isascii() else (c.lower(), c.upper()) for c in literal]
    return ["".join(letters).encode() for letters in product(*choices)]


def fastest_engine(literals: Sequence[str]) -> Engine:
    """Give the fastest engine that is installed."""
    try:
        return HyperscanEngine(literals)
    except ImportError:
        return AhoCorasickEngine(literals)
