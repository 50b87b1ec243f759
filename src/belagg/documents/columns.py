"""The reading order of a page: fragments with boxes become lines in columns.

Where every fragment lies below the one before and none stand side by side, the page has one
column and is in order. Else the page is read from the top down in strips (fragments that overlap
in height), as many strips as share an empty gutter form a region, and a region is read column by
column. This is the recursive X-Y cut of Nagy and Seth (1984) with the gutter followed from strip
to strip, so that one wide heading does not hide the columns below it. The order in which the file
draws the text plays no part, which is why columns drawn in turn, line by line, come out right.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

GUTTER = 0.7
"""The least width of a gutter between columns, in heights of the page's type."""
MARGINAL = 3.0
"""A side no wider than this, in heights of type, holds bullets or numbers, and is no column."""
NEAR = 0.6
"""Lines this close, in heights of type, may be of two columns that are not level."""
BAND = 3.0
"""An empty band over all columns, in heights of type, from which a new region begins below."""
_DEPTH = 6

Box = tuple[float, float, float, float]
Interval = tuple[float, float]
_INFINITE = float("inf")


@dataclass(slots=True)
class PageOrder:
    """The lines of a page in reading order.

    Line k consists of `fragments[k]`, from left to right, and stands in column `column[k]`, a
    number that grows by one from each column of text to the next.
    """

    fragments: list[tuple[int, ...]] = field(default_factory=list)
    column: list[int] = field(default_factory=list)


def reading_order(boxes: list[Box]) -> PageOrder:
    """Put fragments in order; a box is left, bottom, right, top."""
    if not boxes:
        return PageOrder()
    arranger = _Arranger(boxes)
    arranger.arrange(arranger.downwards, 0)
    return arranger.order


@dataclass(slots=True)
class _Region:
    """Strips that share gutters; none where they are of one column."""

    strips: list[list[int]]
    gutters: list[Interval]
    reach: Interval
    """From where to where its lines go."""
    tight: bool = False
    """Whether a line of text across the gutters follows as the next line would."""


class _Arranger:
    """Arranges the fragments of one page and writes the lines into `order`."""

    def __init__(self, boxes: list[Box]) -> None:
        heights = sorted(box[3] - box[1] for box in boxes)
        self._unit = heights[len(heights) // 2] or 1.0
        self._boxes = boxes
        self._column = 0
        # Lines of type touch and overlap at their edges; their cores do not.
        self._core_top = [0.75 * box[3] + 0.25 * box[1] for box in boxes]
        self.downwards = sorted(range(len(boxes)), key=self._core_top.__getitem__, reverse=True)
        self.order = PageOrder()

    def arrange(self, members: list[int], depth: int) -> None:
        """Write the lines of `members`, which come downwards, in reading order."""
        strips = self._strips(members)
        if len(strips) == len(members) and not self._staggered(members):
            self._emit([(k,) for k in members])
            return
        for region in self._regions(strips):
            columns = self._columns(region) if region.gutters and depth < _DEPTH else []
            if not columns:
                self._write(region.strips)
                continue
            for column in columns:
                self._column += 1
                self.arrange(column, depth + 1)
            self._column += 1

    def _strips(self, members: list[int]) -> list[list[int]]:
        """Group fragments whose cores overlap in height, from the top down."""
        strips: list[list[int]] = []
        floor = _INFINITE
        for k in members:
            _, bottom, _, top = self._boxes[k]
            core_bottom = 0.75 * bottom + 0.25 * top
            if self._core_top[k] > floor:
                strips[-1].append(k)
                floor = min(floor, core_bottom)
            else:
                strips.append([k])
                floor = core_bottom
        return strips

    def _beside(self, strip: list[int], box: Box) -> bool:
        """Tell whether a line stands to the side of the line closely above it."""
        left, bottom, right, _ = self._boxes[strip[-1]]
        apart = max(box[0] - right, left - box[2])
        close = bottom - box[3] < NEAR * self._unit
        return len(strip) == 1 and close and apart >= GUTTER * self._unit

    def _staggered(self, members: list[int]) -> bool:
        """Tell whether lines that follow closely stand beside each other, as in two columns."""
        above_left, above_bottom, above_right = _INFINITE, _INFINITE, -_INFINITE
        near = NEAR * self._unit
        for k in members:
            left, bottom, right, top = self._boxes[k]
            if (left > above_right or above_left > right) and above_bottom - top < near:
                return True
            above_left, above_bottom, above_right = left, bottom, right
        return False

    def _regions(self, strips: list[list[int]]) -> list[_Region]:
        regions = [_Region([], [], (_INFINITE, -_INFINITE))]
        floor = _INFINITE
        for members in strips:
            last, strip = regions[-1], members
            boxes = [self._boxes[k] for k in strip]
            if len(boxes) == 1 and not last.gutters:
                if not last.strips or not self._beside(last.strips[-1], boxes[0]):
                    last.strips.append(strip)
                    floor = boxes[0][1]
                    continue
                # Columns whose lines do not stand level begin with the line before.
                strip = last.strips.pop() + strip
                boxes = [self._boxes[k] for k in strip]
            band = floor - boxes[0][3]
            floor = boxes[-1][1]
            if self._goes_on(last, boxes, band):
                last.strips.append(strip)
                self._widen(last, boxes)
            else:
                tight = bool(last.strips) and band < NEAR * self._unit
                last.tight |= tight
                gutters = self._gaps(boxes)[1:-1]
                strips_of = [*self._begun(last, gutters, boxes), strip]
                reach = min(box[0] for box in boxes), max(box[2] for box in boxes)
                regions.append(_Region(strips_of, gutters, reach, tight))
        return regions

    def _begun(self, region: _Region, gutters: list[Interval], boxes: list[Box]) -> list[list[int]]:
        """Take lines from the end of a region that columns below it begin with.

        A column after the first may begin higher than the one before it, where that one begins
        with a heading: then its first lines stand alone, right of the gutter, close above others.
        """
        begun: list[list[int]] = []
        while gutters and region.strips and (not region.gutters or len(region.strips) == 1):
            above = [self._boxes[k] for k in region.strips[-1]]
            left, bottom = min(box[0] for box in above), min(box[1] for box in above)
            below = [box[3] for box in boxes if box[2] > left]
            close = bool(below) and bottom - max(below) < NEAR * self._unit
            if left < gutters[0][1] - self._unit or not close:
                break
            begun.insert(0, region.strips.pop())
            region.gutters, boxes = [], above
        return begun

    def _goes_on(self, region: _Region, boxes: list[Box], band: float) -> bool:
        """Tell whether a strip belongs to the region above it, and narrow the region's gutters."""
        if not region.gutters:
            return len(self._gaps(boxes)) == 2
        if band > BAND * self._unit:
            return False
        if self._keeps_gutter(region, boxes):
            return True
        shared = self._shared(region.gutters, self._gaps(boxes))
        region.gutters = shared or region.gutters
        return bool(shared)

    def _widen(self, region: _Region, boxes: list[Box]) -> None:
        """Take up a column that begins lower than those beside it, with the gutter to it."""
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        low, high = region.reach
        least = GUTTER * self._unit
        if region.gutters and (left < low - least or right > high + least):
            beyond = [(-_INFINITE, low), (high, _INFINITE)]
            region.gutters += self._shared(beyond, self._gaps(boxes)[1:-1])
        region.reach = min(low, left), max(high, right)

    def _keeps_gutter(self, region: _Region, boxes: list[Box]) -> bool:
        """Tell whether a strip leaves a region's only, narrow gutter open, and narrow it."""
        if len(region.gutters) != 1:
            return False
        low, high = region.gutters[0]
        if high - low > 4 * self._unit:
            return False
        middle = (low + high) / 2
        for left, _, right, _ in boxes:
            if right <= middle:
                low = max(low, right)
            else:
                high = min(high, left)
        if high - low < GUTTER * self._unit:
            return False
        region.gutters[0] = (low, high)
        return True

    def _gaps(self, boxes: list[Box]) -> list[Interval]:
        """Give the empty intervals of a strip, those outside it first and last."""
        spans = sorted((box[0], box[2]) for box in boxes)
        gaps: list[Interval] = [(-_INFINITE, spans[0][0])]
        reach = spans[0][1]
        for left, right in spans[1:]:
            if left - reach >= GUTTER * self._unit:
                gaps.append((reach, left))
            reach = max(reach, right)
        gaps.append((reach, _INFINITE))
        return gaps

    def _shared(self, gutters: list[Interval], gaps: list[Interval]) -> list[Interval]:
        least = GUTTER * self._unit
        return [
            (max(a, low), min(b, high))
            for a, b in gutters
            for low, high in gaps
            if min(b, high) - max(a, low) >= least
        ]

    def _columns(self, region: _Region) -> list[list[int]]:
        """Part a region's fragments at its gutters; none where it is one column after all."""
        members = [k for strip in region.strips for k in strip]
        if len(members) == 2:
            return []
        columns = [members]
        for low, high in sorted(region.gutters):
            middle = (low + high) / 2
            sides = [
                [k for k in columns[-1] if self._boxes[k][0] < middle],
                [k for k in columns[-1] if self._boxes[k][0] >= middle],
            ]
            if all(map(self._is_wide, sides)) and self._is_gutter(region, high - low, *sides):
                columns[-1:] = sides
        return columns if len(columns) > 1 else []

    def _is_wide(self, members: list[int]) -> bool:
        least = MARGINAL * self._unit
        return any(self._boxes[k][2] - self._boxes[k][0] > least for k in members)

    def _is_gutter(self, region: _Region, width: float, left: list[int], right: list[int]) -> bool:
        """Tell a gutter from wide spaces between words that happen to stand above each other.

        What follows a gutter mostly begins at one place, as the lines of a column do, and what
        follows a space begins anywhere. A few lines show nothing where they have wide spaces in
        other places too, or stand in the midst of lines that go across, unless the longer column
        beside them ends at the gutter. Where one side has a single line, the other must show by
        its lines that it ends at the gutter. Among few lines of single words a gutter is wider than
        the spaces between them: letters of one width put spaces above each other by chance.
        """
        sides = self._strips(left), self._strips(right)
        lines = len(sides[0]), len(sides[1])
        if min(lines) == 1:
            return max(lines) >= 4 and width > self._unit
        edges = sorted(min(self._boxes[k][0] for k in line) for line in sides[1])
        near = 0.35 * self._unit
        aligned = max(bisect_right(edges, edge + near) - k for k, edge in enumerate(edges))
        spaced = any(len(line) > 1 for side in sides for line in side)
        if spaced and min(lines) < 8 and width < 1.5 * self._usual_space(region, *sides):
            return False
        few = 2 if not spaced or self._ends_flush(sides[0]) else 4
        least = 4 if width > 1.5 * self._unit else 8
        if aligned < few or (min(lines) < least and region.tight):
            return False
        return aligned >= 0.6 * len(edges) or (width > 2 * self._unit and min(lines) > 2)

    def _usual_space(self, region: _Region, *sides: list[list[int]]) -> float:
        """Give the median space within lines, but those that all lines of the region share."""
        spaces = []
        for line in (line for side in sides for line in side):
            row = sorted((self._boxes[k][0], self._boxes[k][2]) for k in line)
            spaces += [
                max(0.0, after[0] - before[1])
                for before, after in pairwise(row)
                if not any(before[1] <= low and high <= after[0] for low, high in region.gutters)
            ]
        # Only wide spaces part fragments: a line without one has spaces that are none to speak of.
        spaces += [0.0] * (sum(map(len, sides)) - len(spaces))
        return sorted(spaces)[len(spaces) // 2] if spaces else 0.0

    def _ends_flush(self, lines: list[list[int]]) -> bool:
        """Tell whether lines are a column set to its full width: most end at one place."""
        ends = [max(self._boxes[k][2] for k in line) for line in lines]
        flush = sum(end > max(ends) - 0.35 * self._unit for end in ends)
        return flush >= 6 and flush >= 0.6 * len(ends)

    def _write(self, strips: list[list[int]]) -> None:
        """Write strips of one column as lines: what overlaps in height is one line."""
        boxes = self._boxes
        lines: list[tuple[int, ...]] = []
        for strip in strips:
            if len(strip) == 1:
                lines.append((strip[0],))
                continue
            rows: list[list[int]] = []
            for k in sorted(strip, key=lambda k: boxes[k][1] - boxes[k][3]):
                row = next((row for row in rows if self._level(row[0], k)), None)
                if row is None:
                    rows.append([k])
                else:
                    row.append(k)
            rows.sort(key=lambda row: -(boxes[row[0]][1] + boxes[row[0]][3]))
            lines += [tuple(sorted(row, key=lambda k: boxes[k][0])) for row in rows]
        self._emit(lines)

    def _emit(self, lines: list[tuple[int, ...]]) -> None:
        self.order.fragments += lines
        self.order.column += [self._column] * len(lines)

    def _level(self, a: int, b: int) -> bool:
        _, low_a, _, high_a = self._boxes[a]
        _, low_b, _, high_b = self._boxes[b]
        overlap = min(high_a, high_b) - max(low_a, low_b)
        return overlap >= 0.5 * min(high_a - low_a, high_b - low_b)
