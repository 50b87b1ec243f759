"""How wide text is in the figures' typeface, and how to break it into lines."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path

_METRICS = Path(__file__).parent / "fonts" / "metrics.json"
_UNKNOWN = 600
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_LONG = re.compile(r"[^\W\d_]{12,}")
SOFT_HYPHEN = "\u00ad"
_PIECES = re.compile(r"[^-–/]+[-–/]*|[-–/]+")


@cache
def _advances() -> dict[str, dict[str, int]]:
    metrics: dict[str, dict[str, int]] = json.loads(_METRICS.read_text(encoding="utf-8"))
    return metrics


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of a line of text in Belagg Sans at `size`, in the unit of `size`.

    Sums the advance widths and leaves out kerning, which makes text narrower if anything.
    """
    advances = _advances()["semibold" if bold else "regular"]
    return sum(advances.get(char, _UNKNOWN) for char in text) * size / 1000


@lru_cache(maxsize=4096)
def wrap(
    text: str, width: float, size: float, language: str, *, bold: bool = False
) -> tuple[str, ...]:
    """Break `text` into lines no wider than `width`: at spaces, else after a hyphen, dash or slash.

    A word wider than a whole line is hyphenated by the patterns of `language`, and broken anywhere
    where they have no place. No-break spaces hold together as long as what they join fits.
    """
    lines: list[str] = []
    line = ""
    for word in _SPACES.sub(" ", text).strip(" ").split(" "):
        joined = f"{line} {word}" if line else word
        if text_width(joined, size, bold=bold) <= width:
            line = joined
            continue
        for piece in _pieces(word, width, size, language, bold=bold):
            start = f"{line} {piece}" if line and word.startswith(piece) else line + piece
            if line and text_width(start, size, bold=bold) > width:
                lines.append(line)
                start = piece
            line = start
    return (*lines, line)


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of the widest piece of `text` that `wrap` would rather not break."""
    words = _SPACES.sub(" ", text).split(" ")
    pieces = (piece for word in words for piece in _PIECES.findall(word))
    return max((text_width(piece, size, bold=bold) for piece in pieces), default=0.0)


def _pieces(word: str, width: float, size: float, language: str, *, bold: bool) -> list[str]:
    """Cut a word where a line may end; what is still too wide for a line is hyphenated."""
    pieces: list[str] = []
    for piece in _PIECES.findall(word):
        if text_width(piece, size, bold=bold) <= width:
            pieces.append(piece)
        else:
            pieces.extend(_hyphenated(piece, width, size, language, bold=bold))
    return pieces


def _hyphenated(piece: str, width: float, size: float, language: str, *, bold: bool) -> list[str]:
    allowed = _hyphenation_points(piece, language)
    parts: list[str] = []
    start = 0
    while text_width(piece[start:], size, bold=bold) > width and len(piece) - start > 1:
        fitting = [
            at
            for at in range(start + 1, len(piece))
            if text_width(piece[start:at] + "-", size, bold=bold) <= width
        ] or [start + 1]
        cut = max((at for at in fitting if at in allowed), default=fitting[-1])
        parts.append(piece[start:cut] + "-")
        start = cut
    return [*parts, piece[start:]]


@lru_cache(maxsize=4096)
def hyphenable(text: str, language: str) -> str:
    """Give a text whose words of twelve letters and more have soft hyphens where they may break.

    Browsers hyphenate by themselves only in languages that they happen to have patterns for.
    """
    return _LONG.sub(lambda match: _softened(match[0], language), text)


def _softened(word: str, language: str) -> str:
    allowed = {at for at in _hyphenation_points(word, language) if 2 < at < len(word) - 2}
    return "".join(f"{SOFT_HYPHEN if at in allowed else ''}{c}" for at, c in enumerate(word))


def _hyphenation_points(word: str, language: str) -> frozenset[int]:
    from pyphen import Pyphen, language_fallback

    known = language_fallback(language)
    return frozenset(Pyphen(lang=known).positions(word)) if known else frozenset()
