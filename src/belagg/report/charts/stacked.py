"""Stacked bars: every item one bar as wide as its n, with a label to every category below it."""

from belagg.manuscript.tree import ChartBlock, Series
from belagg.report.canvas import Canvas
from belagg.report.charts import rows
from belagg.report.charts.key import draw_key
from belagg.report.charts.labels import ASCENT, Label, base, draw_heading, named, spread
from belagg.report.charts.segments import Segment, draw_segments, not_drawn, write_inside
from belagg.report.measure import longest_word
from belagg.report.tokens import FIGURE_SIZE

_BAR = 26.0
_GAP = 14.0
_DROP = 9.0
_SERIES_GAP = 22.0
_KEY_GAP = 8.0
_MOST_FULL = 5
"""How many series have a label to every segment; beyond that the bars stand in rows with a key."""
_LABEL_WIDTHS = (320.0, 240.0, 190.0, 160.0, 140.0, 120.0, 100.0)
_MOST_LINES = 5


def draw(canvas: Canvas, block: ChartBlock) -> float:
    """Draw a bar for every series and give the height of all."""
    if len(block.series) > _MOST_FULL:
        return rows.draw(canvas, block)
    y = 1.0
    for index, series in enumerate(block.series):
        y += _SERIES_GAP if index else 0.0
        if len(block.series) > 1:
            y = draw_heading(canvas, series, y) + 4
        else:
            canvas.text(canvas.width, y + ASCENT, (base(series),), anchor="end")
            y += 20
        y = _bar(canvas, series, y)
    return y


def _bar(canvas: Canvas, series: Series, top: float) -> float:
    segments = draw_segments(canvas, series, (0.5, top), (canvas.width - 1, _BAR))
    labels = _labels(canvas, segments)
    rest = (*not_drawn(series, segments), *series.missing)
    if labels is None:
        for segment in segments:
            write_inside(canvas, segment, top + _BAR / 2)
        everything = (*(segment.part for segment in segments), *rest)
        return draw_key(canvas, everything, top + _BAR + _KEY_GAP)
    bottom = _write(canvas, segments, labels, top + _BAR)
    return draw_key(canvas, rest, bottom + _KEY_GAP) if rest else bottom


def _labels(canvas: Canvas, segments: list[Segment]) -> list[Label] | None:
    """Give labels that fit beside one another, as wide as they may be; None where none do.

    A label is never narrower than its longest word.
    """
    for width in _LABEL_WIDTHS:
        labels = [
            named(
                segment.part,
                max(width, segment.width - _GAP, longest_word(segment.part.label, FIGURE_SIZE)),
                canvas.language,
            )
            for segment in segments
        ]
        total = sum(label.width + _GAP for label in labels) - _GAP
        if total <= canvas.width and all(len(label.lines) <= _MOST_LINES for label in labels):
            return labels
    return None


def _write(canvas: Canvas, segments: list[Segment], labels: list[Label], top: float) -> float:
    """Write the labels in a row below the bar, each tied to its segment; give where they end."""
    if not segments:
        return top
    xs = spread(
        [segment.x for segment in segments],
        [label.width for label in labels],
        _GAP,
        (0.0, canvas.width),
    )
    for segment, label, x in zip(segments, labels, xs, strict=True):
        tie = segment.x + min(5.0, segment.width / 2)
        foot = max(x + 1, min(tie, x + label.width - 1))
        canvas.line((tie, top), (tie, top + 3), (foot, top + _DROP - 2), kind="rule")
        label.draw(canvas, x, top + _DROP)
    return top + _DROP + max(label.height for label in labels)
