"""Where paragraphs begin, from how lines stand on the page and what they begin and end with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from belagg.documents.hyphens import HYPHENS

_TABLE = 0x2000
"""Characters from here on are not looked up: they count as no letters."""
_ITEM = re.compile(r"[–—*-] |\(?(\d{1,2}(\.\d{1,2})*|[a-zåäö])[.)] |(\d{1,2}\.)+\d{1,2} ")


def _array(characters: str) -> npt.NDArray[np.uint32]:
    return np.array([ord(character) for character in characters], np.uint32)


_TERMINAL, _HYPHENS, _MARKS = _array('.!?:;…”"’)»]'), _array(HYPHENS), _array(".)")
_BULLETS = _array("•▪◦‣●○■□")

Booleans = npt.NDArray[np.bool_]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Lines of running text in reading order: text, box (n, 4), size of type and column.

    `column` is a number that differs between columns and pages and grows in reading order.
    """

    text: list[str]
    box: Doubles
    size: Doubles
    column: npt.NDArray[np.int64]


def usual_pitch(lines: Placed) -> float:
    """Give the usual distance between baselines within a column, in heights of type."""
    bottom = lines.box[:, 1]
    size = np.maximum(lines.size, 1e-3)
    pitch = (bottom[:-1] - bottom[1:]) / np.maximum(size[1:], size[:-1])
    ratio = size[1:] / size[:-1]
    plain = (lines.column[1:] == lines.column[:-1]) & (ratio > 0.86) & (ratio < 1.16)
    pitch = pitch[plain & (pitch > 0)]
    return float(np.median(pitch)) if len(pitch) else 1.3


def paragraph_starts(lines: Placed, usual: float) -> Booleans:
    """Tell for each line whether it begins a paragraph.

    A sentence that goes on (the line before has no end mark, this one begins in lower case) keeps
    its paragraph, also over columns and pages, unless the gap is that of another block. `usual`
    is the `usual_pitch`.
    """
    count = len(lines.text)
    if count < 2:
        return np.ones(count, np.bool_)
    left, bottom, right, _ = lines.box.T
    size = np.maximum(lines.size, 1e-3)
    same = lines.column[1:] == lines.column[:-1]
    ratio = size[1:] / size[:-1]
    alike = (ratio > 0.86) & (ratio < 1.16)
    pitch = (bottom[:-1] - bottom[1:]) / np.maximum(size[1:], size[:-1])
    ended, hyphened = _endings(lines.text)
    lower, bullet, item = _beginnings(lines.text)
    edge = _right_edges(right, lines.column)
    full = (edge - right < 3 * size)[:-1]
    runs_on = hyphened[:-1] | (~ended[:-1] & lower[1:])
    fits = _next_word_fits(lines.text, left, right, edge, size)
    deliberate = fits & (ended[:-1] | ~lower[1:])
    item = item[1:] & (fits | ended[:-1])
    indented = (left[1:] - left[:-1] > 0.7 * size[1:]) & ended[:-1]
    apart = (pitch > 1.22 * usual) | (pitch < 0)
    within = np.where(
        runs_on,
        (pitch > 2.1 * usual) | (~alike & apart),
        apart | ~alike | bullet[1:] | item | deliberate | indented,
    )
    across = ~((runs_on | (full & ~ended[:-1] & ~bullet[1:])) & alike)
    return np.concatenate(([True], np.where(same, within, across)))


def _endings(text: list[str]) -> tuple[Booleans, Booleans]:
    last = _codes(line[-1:] or " " for line in text)
    return np.isin(last, _TERMINAL), np.isin(last, _HYPHENS)


def _beginnings(text: list[str]) -> tuple[Booleans, Booleans, Booleans]:
    """Tell which lines begin in lower case, with a bullet, and as a numbered item may begin."""
    first = _codes(line[:1] or " " for line in text)
    second = _codes(line[1:2] or " " for line in text)
    item = ~_letters()[np.minimum(first, _TABLE - 1)] | np.isin(second, _MARKS)
    for k in np.flatnonzero(item).tolist():
        item[k] = _ITEM.match(text[k]) is not None
    lower = _lower()[np.minimum(first, _TABLE - 1)] & ~item
    return lower, np.isin(first, _BULLETS), item


def _codes(characters: Iterable[str]) -> npt.NDArray[np.uint32]:
    return np.frombuffer("".join(characters).encode("utf-32-le"), "<u4")


@cache
def _letters() -> Booleans:
    return np.array([chr(k).isalpha() for k in range(_TABLE)])


@cache
def _lower() -> Booleans:
    return np.array([chr(k).islower() for k in range(_TABLE)])


def _right_edges(right: Doubles, column: npt.NDArray[np.int64]) -> Doubles:
    """Give for each line how far the lines of its column reach."""
    first = np.flatnonzero(np.concatenate(([True], column[1:] != column[:-1])))
    lengths = np.diff(np.append(first, len(column)))
    return np.repeat(np.maximum.reduceat(right, first), lengths)


def _next_word_fits(
    text: list[str], left: Doubles, right: Doubles, edge: Doubles, size: Doubles
) -> Booleans:
    """Tell whether the first word of each next line had fitted on the line before it."""
    count = len(text)
    length = np.fromiter(map(len, text), np.float64, count)
    word = np.fromiter((line.find(" ") for line in text), np.float64, count)
    word = np.where(word < 0, length, word)
    letter = (right - left) / np.maximum(length, 1)
    needed = (word[1:] + 1) * letter[:-1] + 0.5 * size[:-1]
    return np.asarray(right[:-1] + needed < edge[:-1], np.bool_)
