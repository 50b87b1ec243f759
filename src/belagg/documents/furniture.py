"""Running heads and page numbers: what returns at the edge of page after page.

A line is furniture when it stands at the top or bottom edge of its page, set off from the text,
and the same words stand at the same height on other pages near it. Figures may differ, but not in
large type with letters: that is a heading with its number (Avsnitt 1, Avsnitt 2).
"""

import math
import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_ROWS = 4
"""How many rows at each edge are looked at."""
_SET_OFF = 1.45
"""Distance between baselines, in usual distances, that sets a row off from the text."""
_STEP = 4.0
"""Heights on two pages that differ by less, in points, are the same."""
_FIGURES = re.compile(r"\d+")
_SHORT = 80
"""A line of more characters, not set off, is taken for text even where it returns."""

_LARGER = 1.12
"""How much larger than the text's type a heading's is, at least."""

Doubles = npt.NDArray[np.float64]


class _Edge(NamedTuple):
    """A line at an edge of a page: index, page, what must return, height, edge, set off."""

    line: int
    page: int
    key: str
    y: float
    top: bool
    set_off: bool


def furniture(
    text: list[str], page: list[int], box: Doubles, size: Doubles, usual: float
) -> list[int]:
    """Give the indices of the lines that are running heads or page numbers.

    Lines come page by page; `size` is that of their type, `usual` the usual distance between
    baselines in heights of type.
    """
    large = size > _LARGER * _usual_size(text, size)
    edges = _edges(text, page, box, large.tolist(), usual)
    pages = len(set(page))
    found: set[int] = set()
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.top, edge.key].append(edge)
    standing = _standing(edges)
    for group in groups.values():
        found.update(_returning(group, pages, standing))
    return sorted(found | _in_band(edges, found, pages))


def _usual_size(text: list[str], size: Doubles) -> float:
    """Give the size of type that most characters have; infinite where there are none."""
    if not text:
        return math.inf
    sizes, which = np.unique(np.round(size * 2) / 2, return_inverse=True)
    return float(sizes[np.bincount(which, weights=[len(line) for line in text]).argmax()])


def _edges(
    text: list[str], page: list[int], box: Doubles, large: list[bool], usual: float
) -> list[_Edge]:
    edges: list[_Edge] = []
    count = len(page)
    first = 0
    bottom, top = box[:, 1].tolist(), box[:, 3].tolist()
    while first < count:
        last = first
        while last < count and page[last] == page[first]:
            last += 1
        lines = sorted(range(first, last), key=bottom.__getitem__, reverse=True)
        for at_top in (True, False):
            for k, set_off in _outer(lines if at_top else lines[::-1], bottom, top, usual):
                key = text[k].casefold()
                if not (large[k] and any(map(str.isalpha, key))):
                    key = _FIGURES.sub("#", key)
                # What begins in small letters goes on from elsewhere, but for "sid 3".
                apart = set_off and not (text[k][0].islower() and key == text[k].casefold())
                edges.append(_Edge(k, page[k], key, bottom[k], at_top, apart))
        first = last
    return edges


def _outer(
    lines: list[int], bottom: list[float], top: list[float], usual: float
) -> list[tuple[int, bool]]:
    """Give the lines of the outermost rows, and whether they are set off from what is within."""
    rows: list[list[int]] = []
    for k in lines:
        if rows and abs(bottom[rows[-1][0]] - bottom[k]) < 0.5 * (top[k] - bottom[k]):
            rows[-1].append(k)
        elif len(rows) > _ROWS:
            break
        else:
            rows.append([k])
    reach = 0
    for r in range(min(_ROWS, len(rows) - 1)):
        a, b = rows[r][0], rows[r + 1][0]
        size = min(top[a] - bottom[a], top[b] - bottom[b])
        if abs(bottom[a] - bottom[b]) > _SET_OFF * usual * size:
            reach = r + 1
    if len(rows) == 1:
        reach = 1
    return [(k, r < reach) for r, row in enumerate(rows[:_ROWS]) for k in row]


_Standing = dict[tuple[bool, int], set[int]]
"""Pages with a line set off, by edge and height in steps."""


def _standing(edges: list[_Edge]) -> _Standing:
    found: _Standing = defaultdict(set)
    for edge in edges:
        if edge.set_off:
            found[edge.top, round(edge.y / _STEP)].add(edge.page)
    return found


def _usual(level: list[_Edge], on: list[int], pages: int, standing: _Standing) -> bool:
    """Tell whether pages mostly have a line set off at this height.

    All pages, or for lines on three or more the pages from the first to the last of these. Words
    at the end of two pages may be the same by chance, and set off by the end of a paragraph.
    """
    side, step = level[0].top, round(level[0].y / _STEP)
    own = standing.get((side, step - 1), set()) | standing.get((side, step + 1), set())
    own |= standing.get((side, step), set())
    if 2 * len(own) >= pages:
        return True
    first, last = on[0], on[-1]
    return len(on) > 2 and 2 * sum(first <= p <= last for p in own) >= last - first + 1


def _returning(group: list[_Edge], pages: int, standing: _Standing) -> list[int]:
    """Give the lines of one wording that return on other pages at the same height."""
    found = []
    group = sorted(group, key=lambda edge: edge.y)
    cuts = [k for k in range(1, len(group)) if group[k].y - group[k - 1].y >= _STEP]
    for first, last in pairwise([0, *cuts, len(group)]):
        level = sorted(group[first:last], key=lambda edge: edge.page)
        on = sorted({edge.page for edge in level})
        often = len(on) >= max(3, 0.6 * pages)
        near = {b for a, b in pairwise(on) if b - a <= 2} | {
            a for a, b in pairwise(on) if b - a <= 2
        }
        usual = len(on) > 1 and _usual(level, on, pages, standing)
        for edge in level:
            returns = usual and (len(on) > 2 or edge.page in near)
            if returns if edge.set_off else often and len(edge.key) < _SHORT:
                found.append(edge.line)
    return found


def _in_band(edges: list[_Edge], found: set[int], pages: int) -> set[int]:
    """Give other lines that stand, set off, where many pages have their running head."""
    bands = Counter((edge.top, round(edge.y)) for edge in edges if edge.line in found)
    usual = {band for band, count in bands.items() if count >= max(3, 0.3 * pages)}
    return {
        edge.line
        for edge in edges
        if edge.set_off and any((edge.top, round(edge.y) + step) in usual for step in (-1, 0, 1))
    }
