"""The lines of one page of PDFium's text: where they stand, and where they are not one line."""

import ctypes
import math
import re
from bisect import bisect_left, bisect_right
from itertools import chain

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as c

GAP = 0.72
"""Empty space on a line, in heights of its type, from which two columns are thought possible."""
_SURE = 2.5
"""Empty space that is looked into wherever it is."""
_FEW = 6
"""So few gaps on a page are all looked into."""
_TRIES = 12
"""So many words are looked at for the one that begins after a gap."""
_FAR = 1e6
_WORD = re.compile("[^ \r\n\ufffe]+")

Box = tuple[float, float, float, float]
Doubles = npt.NDArray[np.float64]
_Cuts = dict[int, list[tuple[int, float, float]]]
"""For a line: (where the text goes on, left and right edge of the gap before it)."""


class Memory:
    """What PDFium writes into, kept over documents: making it anew costs as much as a page."""

    def __init__(self) -> None:
        self.units = (ctypes.c_ushort * 8192)()
        self.bounds = c.FS_RECTF()
        self.one = c.FS_RECTF()
        self.matrix = c.FS_MATRIX()
        self.loose = np.zeros((0, 4), np.float32)
        self.loose_rows: list[ctypes.Structure] = []
        self.rects = np.zeros((0, 4), np.float64)
        self.rect_rows: list[tuple[ctypes.c_double, ...]] = []

    def grow_loose(self, count: int) -> None:
        """Make room for the boxes of `count` characters."""
        if len(self.loose) < count:
            self.loose = np.zeros((2 * count, 4), np.float32)
            row = c.FS_RECTF.from_buffer
            self.loose_rows = [row(self.loose.data, 16 * k) for k in range(2 * count)]

    def grow_rects(self, count: int) -> None:
        """Make room for `count` rectangles."""
        if len(self.rects) < count:
            self.rects = np.zeros((2 * count, 4), np.float64)
            cell = ctypes.c_double.from_buffer
            self.rect_rows = [
                tuple(cell(self.rects.data, 32 * k + 8 * j) for j in range(4))
                for k in range(2 * count)
            ]


class PageLines:
    """Lines with their boxes; `cut` parts those that PDFium joined. `start` and `end` change."""

    def __init__(
        self,
        memory: Memory,
        textpage: c.FPDF_TEXTPAGE,
        text: str,
        shifts: list[tuple[int, int]],
        start: list[int],
        end: list[int],
    ) -> None:
        self._memory, self._textpage, self._text, self._shifts = memory, textpage, text, shifts
        self._start, self._end = start, end
        self.boxes = self._measured()

    def _measured(self) -> list[Box]:
        """Give what the first and last character of each line cover together.

        Notes whether some line ends before it begins, or is too high for one.
        """
        memory, count = self._memory, len(self._start)
        memory.grow_loose(2 * count)
        memory.loose[: 2 * count] = 0
        get, textpage = c.FPDFText_GetLooseCharBox, self._textpage
        plain = self._shifts == [(0, 0)]
        rows = iter(memory.loose_rows)
        for first, last in zip(self._start, self._end, strict=True):
            if plain:
                get(textpage, first, next(rows))
                get(textpage, last - 1, next(rows))
            else:
                get(textpage, character_index(self._shifts, first), next(rows))
                get(textpage, character_index(self._shifts, last - 1), next(rows))
        pairs = memory.loose[: 2 * count].reshape(count, 8)
        if not math.isfinite(float(pairs.sum(dtype=np.float64))):
            pairs = np.nan_to_num(pairs, nan=0.0, posinf=_FAR, neginf=-_FAR)
        ends = pairs.tolist()
        heights = sorted(row[1] - row[3] for row in ends)
        self._height = height = heights[count // 2]
        self._joined = any(
            f[4] < f[0] - height or max(f[1], f[5]) - min(f[3], f[7]) > 1.6 * height for f in ends
        )
        return [
            (a if a < e else e, d if d < h else h, c if c > g else g, b if b > f else f)
            for a, b, c, d, e, f, g, h in ends
        ]

    def _box(self, place: int) -> Box:
        row = self._memory.one
        c.FPDFText_GetLooseCharBox(self._textpage, character_index(self._shifts, place), row)
        box = row.left, row.bottom, row.right, row.top
        return box if math.isfinite(sum(box)) else (0.0, 0.0, 0.0, 0.0)

    def sizes(self) -> list[float]:
        """Give the size of type of each line's first character."""
        get, textpage, shifts = c.FPDFText_GetFontSize, self._textpage, self._shifts
        sizes = [get(textpage, character_index(shifts, first)) for first in self._start]
        for k, (size, box) in enumerate(zip(sizes, self.boxes, strict=True)):
            height = box[3] - box[1]
            if not 0.7 * height < size < 1.7 * height:
                sizes[k] = size * self._scale(self._start[k]) or height
        return sizes

    def _scale(self, place: int) -> float:
        """Give how much a character's matrix enlarges its type."""
        matrix = self._memory.matrix
        c.FPDFText_GetMatrix(self._textpage, character_index(self._shifts, place), matrix)
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        return scale if math.isfinite(scale) and 1e-3 < scale < 1e3 else 0.0

    def cut(self) -> None:
        """Cut the lines where they are not one; what is cut off comes last.

        PDFium joins lines of columns that are drawn in turn: side by side mostly, and where they
        do not stand level at worst a whole page to one line.
        """
        rects = self._rectangles()
        step = rects[1:, 0] - rects[:-1, 2]
        wide = step > GAP * self._height
        back = step < -2 * self._height
        if self._joined or np.count_nonzero(back) >= len(self._start):
            self._cut_anywhere(rects, (np.flatnonzero(wide | back) + 1).tolist())
            return
        after = np.flatnonzero(wide) + 1
        if len(after) > _FEW:
            after = after[self._likely(rects[after - 1, 2], rects[after, 0])]
        if len(after):
            found = self._places(rects[after - 1].tolist(), rects[after].tolist())
            if found is None:
                self._cut_anywhere(rects, (np.flatnonzero(wide | back) + 1).tolist())
            else:
                self._cut_at_gaps(found)

    def _rectangles(self) -> Doubles:
        """Give left, top, right, bottom of the stretches of text that were drawn as one."""
        memory, textpage = self._memory, self._textpage
        count = max(0, c.FPDFText_CountRects(textpage, 0, -1))
        memory.grow_rects(count)
        get = c.FPDFText_GetRect
        for k, (left, top, right, bottom) in enumerate(memory.rect_rows[:count]):
            get(textpage, k, left, top, right, bottom)
        return memory.rects[:count]

    def _likely(self, gap_left: Doubles, gap_right: Doubles) -> npt.NDArray[np.bool_]:
        """Tell which gaps may be of a gutter: line after line begins at its right edge."""
        near = 0.35 * self._height
        edges = np.sort(np.concatenate((gap_right, [box[0] for box in self.boxes])))
        mates = np.searchsorted(edges, edges + near, "right") - np.searchsorted(edges, edges - near)
        likely = gap_right - gap_left > _SURE * self._height
        for width, least in ((0.0, max(2, 0.08 * len(edges))), (1.3, 2)):
            common = edges[mates >= least]
            # A common edge lies in the gap, also where the line after it is indented.
            first = np.searchsorted(common, gap_left)
            last = np.searchsorted(common, gap_right + near, "right")
            likely |= (last > first) & (gap_right - gap_left > width * self._height)
        return likely

    def _places(self, before: list[list[float]], after: list[list[float]]) -> _Cuts | None:
        """Give for each line where its text goes on after a gap; None where no line has the gap.

        Then PDFium joined what does not stand on one line.
        """
        cuts: _Cuts = {}
        count = len(self.boxes)
        k = 0
        for (_, _, gap_left, _), (x, top, _, bottom) in zip(before, after, strict=True):
            y = (top + bottom) / 2
            # Gaps and lines come in the same order, so the search goes on where it stopped.
            near = chain(range(k, count), range(k))
            found = next((i for i in near if _holds(self.boxes[i], x, y)), None)
            if found is None:
                return None
            k = found
            place = self._word_at(k, x)
            if place is not None:
                cuts.setdefault(k, []).append((place, gap_left, x))
        return cuts

    def _cut_at_gaps(self, cuts: _Cuts) -> None:
        for k, places in cuts.items():
            left, bottom, right, top = self.boxes[k]
            first, last = self._start[k], self._end[k]
            for place, gap_left, gap_right in sorted(places, reverse=True):
                self._start.append(place)
                self._end.append(last)
                self.boxes.append((gap_right, bottom, right, top))
                last, right = first + len(self._text[first:place].rstrip()), gap_left
            self._end[k] = last
            self.boxes[k] = (left, bottom, right, top)

    def _word_at(self, k: int, x: float) -> int | None:
        """Give the start of the word of line `k` that begins at `x`; None where none does."""
        text, start, end = self._text, self._start[k], self._end[k]
        left, _, right, _ = self.boxes[k]
        near = 0.3 * self._height
        guess = start + int((x - left) / max(right - left, 1.0) * (end - start))
        place = text.rfind(" ", start, guess) + 1
        heading = 0
        for _ in range(_TRIES):
            if not start < place < end:
                break
            off = self._box(place)[0] - x
            if abs(off) < near:
                return place
            if off * heading > 0:
                break
            heading = -1 if off > 0 else 1
            if off > 0:
                place = text.rfind(" ", start, place - 1) + 1
            else:
                place = text.find(" ", place, end) + 1
        return None

    def _cut_anywhere(self, rects: Doubles, after: list[int]) -> None:
        """Cut before each of the rectangles `after`, wherever in the text it begins."""
        cuts: dict[int, set[int]] = {}
        count = len(self._start)
        words = [match.start() for match in _WORD.finditer(self._text)]
        drawn = np.concatenate(([0.0], np.cumsum(np.maximum(rects[:, 2] - rects[:, 0], 0.0))))
        density = len(self._text) / max(float(drawn[-1]), 1.0)
        rows, widths = rects.tolist(), drawn.tolist()
        place, at = self._start[0], 0
        for row in after:
            # Text and rectangles come in the same order: so much was drawn since the last place.
            guess = place + int((widths[row] - widths[at]) * density)
            found = self._near(words, guess, rows[row])
            if found is None:
                continue
            place, at = found, row
            k = bisect_right(self._start, place, hi=count) - 1
            if self._start[k] < place < self._end[k]:
                cuts.setdefault(k, set()).add(place)
        for k, places in cuts.items():
            first, last = self._start[k], self._end[k]
            for place in sorted(places, reverse=True):
                self._start.append(place)
                self._end.append(last)
                self.boxes.append(self._span(place, last))
                last = first + len(self._text[first:place].rstrip())
            self._end[k] = last
            self.boxes[k] = self._span(first, last)

    def _span(self, start: int, end: int) -> Box:
        a, b, c, d = self._box(start)
        e, f, g, h = self._box(end - 1)
        return min(a, e), min(b, f), max(c, g), max(d, h)

    def _near(self, words: list[int], guess: int, rect: list[float]) -> int | None:
        """Give the start of the word nearest to `guess` that a rectangle begins with."""
        x, top, _, bottom = rect
        y, near = (top + bottom) / 2, 0.4 * self._height
        middle = bisect_left(words, guess)
        best: int | None = None
        for away in range(2 * _TRIES):
            k = middle + (away // 2 if away % 2 else -away // 2)
            if 0 <= k < len(words):
                left, low, _, high = self._box(words[k])
                if abs(left - x) < near and low - 1 <= y <= high + 1:
                    best, near = words[k], abs(left - x)
                    if near < 0.1 * self._height:
                        break
        return best


def _holds(box: Box, x: float, y: float) -> bool:
    left, bottom, right, top = box
    return left < x <= right and bottom <= y <= top


def character_index(shifts: list[tuple[int, int]], place: int) -> int:
    """Give PDFium's character index of an index in the page's text."""
    if len(shifts) == 1:
        return place + shifts[0][1]
    k = bisect_left(shifts, place + 1, key=lambda piece: piece[0]) - 1
    return place + shifts[k][1]
