"""A donut: the categories of an item as parts of the whole, n in the middle, labels outside."""

from dataclasses import dataclass
from math import cos, pi, sin

from belagg.manuscript.tree import ChartBlock, Series, Slice
from belagg.report.canvas import Canvas, Run
from belagg.report.charts.key import column_height, draw_column, draw_key
from belagg.report.charts.labels import ASCENT, LINE, Label, base, named, spread, words
from belagg.report.hatch import number
from belagg.report.tokens import LIGHT

_ELBOW = 14.0
_REACH = 10.0
_GAP = 8.0
_TOLERANCE = 1e-9
_MARGIN = 12.0
_WIDEST_LABEL = 152.0
_ACROSS = 2
_CELL_GAP = 26.0


@dataclass(frozen=True, slots=True)
class _Size:
    """The outer and inner radius of a donut."""

    outer: float
    inner: float


_LARGE = _Size(96.0, 54.0)
_SMALL = _Size(54.0, 31.0)


@dataclass(frozen=True, slots=True)
class _Sector:
    """A slice with the angles it spans, in turns clockwise from the top."""

    part: Slice
    start: float
    end: float

    @property
    def whole(self) -> bool:
        return self.end - self.start >= 1 - _TOLERANCE

    @property
    def middle(self) -> float:
        return 0.25 if self.whole else (self.start + self.end) / 2

    @property
    def right(self) -> bool:
        return self.middle <= 0.5


def draw(canvas: Canvas, block: ChartBlock) -> float:
    """Draw the donut, or one to every series side by side, and give the height of all."""
    if len(block.series) == 1:
        return _donut(canvas, block.series[0], 0.0)
    y = 0.0
    for start in range(0, len(block.series), _ACROSS):
        y += _CELL_GAP if start else 0.0
        row = block.series[start : start + _ACROSS]
        width = (canvas.width - _CELL_GAP * (_ACROSS - 1)) / _ACROSS
        heads = [words(series.label, width, canvas.language, bold=True) for series in row]
        for index, head in enumerate(heads):
            head.draw(canvas, index * (width + _CELL_GAP), y)
        y += max(head.height for head in heads) + 8
        y = max(
            _cell(canvas, series, (index * (width + _CELL_GAP), y), width)
            for index, series in enumerate(row)
        )
    return y


def _cell(canvas: Canvas, series: Series, at: tuple[float, float], width: float) -> float:
    """Draw a small donut with its categories as a list to the right; give where they end."""
    left, top = at
    indent = 2 * _SMALL.outer + 16
    parts = (*series.slices, *series.missing)
    height = column_height(canvas, parts, width - indent)
    middle = top + max(height, 2 * _SMALL.outer + 2) / 2
    _rings(canvas, _sectors(series), series, (left + _SMALL.outer + 1, middle), _SMALL)
    draw_column(canvas, parts, (left + indent, middle - height / 2), width - indent)
    return max(top + height, middle + _SMALL.outer + 1)


def _donut(canvas: Canvas, series: Series, top: float) -> float:
    """Draw the donut of one series with a leader to every label."""
    sectors = _sectors(series)
    sides = [[s for s in sectors if s.right], [s for s in sectors if not s.right][::-1]]
    labels = [[named(s.part, _WIDEST_LABEL, canvas.language) for s in side] for side in sides]
    tallest = max(sum(label.height + _GAP for label in side) - _GAP for side in labels)
    height = max(2 * (_LARGE.outer + _MARGIN), tallest)
    centre = (canvas.width / 2, top + height / 2)
    _rings(canvas, sectors, series, centre, _LARGE)
    for right, side, texts in zip((True, False), sides, labels, strict=True):
        _labels(canvas, side, texts, centre, (top, top + height), right=right)
    drawn = {sector.part.code for sector in sectors}
    rest = [part for part in series.slices if part.code not in drawn]
    return draw_key(canvas, (*rest, *series.missing), top + height + 10)


def _rings(
    canvas: Canvas, sectors: list[_Sector], series: Series, centre: tuple[float, float], size: _Size
) -> None:
    """Paint the sectors and write n in the middle; what is not known stays an empty ring."""
    if not sectors or sectors[-1].end < 1 - _TOLERANCE:
        ring = _ring(centre, size)
        canvas.raw(f'<path class="rule" fill="none" stroke="{LIGHT.rule}" d="{ring}"/>')
    (x, y), reach = centre, size.outer
    for sector in sectors:
        path = _ring(centre, size) if sector.whole else _arc(centre, size, sector)
        canvas.shape(sector.part.tone, path, (x - reach, y - reach, x + reach, y + reach))
    middle = Run(base(series).text, bold=True, figure=series.n_name)
    canvas.text(x, y - LINE / 2 + ASCENT, (middle,), anchor="middle")


def _sectors(series: Series) -> list[_Sector]:
    """Give the slices that have an extent; a withheld count has none, nor has zero."""
    counted = [(part, part.count) for part in series.slices if part.count]
    withheld = [part for part in series.slices if part.count is None]
    total = max(sum(count for _part, count in counted), series.n) if withheld else None
    total = total or sum(count for _part, count in counted)
    sectors, turn = [], 0.0
    for part, count in counted:
        end = turn + count / total
        sectors.append(_Sector(part, turn, end))
        turn = end
    return sectors


def _arc(centre: tuple[float, float], size: _Size, sector: _Sector) -> str:
    wide = 1 if sector.end - sector.start > 0.5 else 0
    outer, inner = number(size.outer), number(size.inner)
    a, b = (_at(centre, size.outer, turn) for turn in (sector.start, sector.end))
    c, d = (_at(centre, size.inner, turn) for turn in (sector.end, sector.start))
    return (
        f"M{_point(a)}A{outer} {outer} 0 {wide} 1 {_point(b)}"
        f"L{_point(c)}A{inner} {inner} 0 {wide} 0 {_point(d)}z"
    )


def _ring(centre: tuple[float, float], size: _Size) -> str:
    x, y = number(centre[0]), centre[1]
    path = ""
    for radius, sweep in ((size.outer, 1), (size.inner, 0)):
        above, below = number(y - radius), number(y + radius)
        turn = f"A{number(radius)} {number(radius)} 0 0 {sweep}"
        path += f"M{x} {above}{turn} {x} {below}{turn} {x} {above}z"
    return path


def _labels(
    canvas: Canvas,
    side: list[_Sector],
    labels: list[Label],
    centre: tuple[float, float],
    bounds: tuple[float, float],
    *,
    right: bool,
) -> None:
    """Write the labels of one side, from the top down, each tied to its slice by a leader."""
    towards = 1 if right else -1
    radius = _LARGE.outer
    tips = [_at(centre, radius, sector.middle) for sector in side]
    wanted = [centre[1] + (tip[1] - centre[1]) * (1 + _ELBOW / radius) - LINE / 2 for tip in tips]
    tops = spread(wanted, [label.height for label in labels], _GAP, bounds)
    x = centre[0] + towards * (radius + _ELBOW + _REACH)
    for label, tip, top in zip(labels, tips, tops, strict=True):
        y = top + LINE / 2
        canvas.line(tip, (x - towards * _REACH, y), (x - towards * 2, y), kind="rule")
        label.draw(canvas, x + towards * 4, top, "start" if right else "end")


def _at(centre: tuple[float, float], radius: float, turn: float) -> tuple[float, float]:
    angle = 2 * pi * turn
    return centre[0] + radius * sin(angle), centre[1] - radius * cos(angle)


def _point(point: tuple[float, float]) -> str:
    return f"{number(point[0], 2)} {number(point[1], 2)}"
