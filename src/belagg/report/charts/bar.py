"""A bar chart: one bar to a category, its label to the left and its numbers at the end."""

from dataclasses import dataclass

from belagg.manuscript.tree import ChartBlock, Series, Slice
from belagg.report.canvas import Canvas
from belagg.report.charts.labels import ASCENT, LINE, base, draw_heading, numbers, words
from belagg.report.tokens import FIGURE_WIDTH

_AIRY, _DENSE = (22.0, 9.0), (15.0, 4.0)
"""Height of a bar and the gap below it: in a chart of few series, and of many."""
_MOST_AIRY = 3
_SERIES_GAP = 20.0
_SPACE = 10.0
_WIDEST_LABEL = FIGURE_WIDTH * 0.38
_WIDEST_NUMBER = FIGURE_WIDTH * 0.24
_LEAST = 1.5


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where labels end and bars begin, the length of one unit, and whether a unit is all of n.

    `height` is that of a bar, `gap` what is left free below it.
    """

    label: float
    bar: float
    unit: float
    shares: bool
    height: float
    gap: float


def draw(canvas: Canvas, block: ChartBlock) -> float:
    """Draw the chart and give its height."""
    columns = _columns(block, canvas.language)
    y = 1.0
    for index, series in enumerate(block.series):
        y += _SERIES_GAP if index else 0.0
        y = _series(canvas, series, columns, y, headed=len(block.series) > 1)
    return y


def _series(canvas: Canvas, series: Series, columns: _Columns, y: float, *, headed: bool) -> float:
    if headed:
        y = draw_heading(canvas, series, y) + 6
    top = y
    for part in series.slices:
        y = _row(canvas, part, series, columns, y)
    for index, part in enumerate(series.missing):
        y = _row(canvas, part, series, columns, y + (4 if index == 0 else 0))
    canvas.line((columns.bar, top), (columns.bar, y - columns.gap), kind="rule")
    if not headed:
        canvas.text(columns.bar, y - columns.gap + 8 + ASCENT, (base(series),))
        y += LINE + 2
    return y


def _row(canvas: Canvas, part: Slice, series: Series, columns: _Columns, y: float) -> float:
    label = words(part.label, columns.label, canvas.language, muted=part in series.missing)
    figures = numbers(part, _WIDEST_NUMBER, canvas.language)
    height = max(columns.height, label.height, figures.height)
    middle = y + height / 2
    label.draw(canvas, columns.label, middle - label.height / 2, "end")
    length = _value(part, series, shares=columns.shares) * columns.unit
    if length > 0:
        width = max(length, _LEAST)
        canvas.bar(part.tone, columns.bar, middle - columns.height / 2, width, columns.height)
    figures.draw(canvas, columns.bar + length + _SPACE, middle - figures.height / 2)
    return y + height + columns.gap


def _columns(block: ChartBlock, language: str) -> _Columns:
    parts = [part for series in block.series for part in (*series.slices, *series.missing)]
    label = max((words(part.label, _WIDEST_LABEL, language).width for part in parts), default=0.0)
    figures = max((numbers(part, _WIDEST_NUMBER, language).width for part in parts), default=0.0)
    bar = label + _SPACE
    shares = len({series.n for series in block.series}) > 1
    values = [
        _value(part, series, shares=shares)
        for series in block.series
        for part in (*series.slices, *series.missing)
    ]
    longest = FIGURE_WIDTH - bar - figures - _SPACE - 1
    unit = longest / (max(values, default=0.0) or 1.0)
    height, gap = _AIRY if len(block.series) <= _MOST_AIRY else _DENSE
    return _Columns(label, bar, unit, shares, height, gap)


def _value(part: Slice, series: Series, *, shares: bool) -> float:
    """Give what the bar's length shows: the count, or its share of n where the series differ."""
    return (part.count or 0) / (max(series.n, 1) if shares else 1)
