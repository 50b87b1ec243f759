"""Many stacked bars in rows, as in a table: item, bar with its counts, missing, n; a key on top."""

from dataclasses import dataclass

from belagg.language import translate
from belagg.manuscript.tree import ChartBlock, Series, Slice, Tone
from belagg.report.canvas import Canvas, Run, runs_width
from belagg.report.charts.key import draw_names
from belagg.report.charts.labels import ASCENT, LINE, count_line, named, spread, words
from belagg.report.charts.segments import Segment, draw_segments, not_drawn, write_inside
from belagg.report.tokens import FIGURE_SIZE, FIGURE_SMALL, FIGURE_WIDTH

_BAR = 22.0
_ROW_GAP = 10.0
_COLUMN_GAP = 14.0
_WIDEST_LABEL = FIGURE_WIDTH * 0.38
_SWATCH = 10.0
_BELOW = 15.0
"""From the bar's foot to the baseline of the counts that it has no room for."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the bars begin, how wide they are, and where the missing begin."""

    bar: float
    width: float
    missing: float


def draw(canvas: Canvas, block: ChartBlock) -> float:
    """Draw the rows and give their height."""
    columns = _columns(block, canvas.language)
    y = draw_names(canvas, _names(block), 0.0) + _ROW_GAP
    canvas.text(canvas.width, y + ASCENT, (Run("n", ink="muted"),), anchor="end")
    if any(series.missing for series in block.series):
        head = Run(translate("missing", canvas.language), ink="muted")
        canvas.text(columns.missing, y + ASCENT, (head,))
    y += LINE + 2
    for series in block.series:
        canvas.line((0, y), (canvas.width, y), kind="hairline")
        y = _row(canvas, series, columns, y + _ROW_GAP / 2) + _ROW_GAP / 2
    return y


def _names(block: ChartBlock) -> tuple[tuple[str, Tone], ...]:
    """Give every category and kind of missing in the chart once, in order."""
    slices = [part for series in block.series for part in series.slices]
    missing = [part for series in block.series for part in series.missing]
    return tuple(dict.fromkeys((part.label, part.tone) for part in (*slices, *missing)))


def _columns(block: ChartBlock, language: str) -> _Columns:
    label = max(words(series.label, _WIDEST_LABEL, language).width for series in block.series)
    n = max(runs_width(_n(series), FIGURE_SIZE) for series in block.series)
    missing = max(sum(_missing_width(part) for part in series.missing) for series in block.series)
    if missing:
        head = (Run(translate("missing", language)),)
        missing = max(missing, runs_width(head, FIGURE_SIZE) + _COLUMN_GAP)
    left = label + _COLUMN_GAP
    right = FIGURE_WIDTH - n - _COLUMN_GAP - missing
    return _Columns(left, right - left - (_COLUMN_GAP if missing else 0.0), right)


def _n(series: Series) -> tuple[Run, ...]:
    return (Run(f"{series.n}", figure=series.n_name, ink="muted"),)


def _missing_width(part: Slice) -> float:
    return _SWATCH + 4 + runs_width(count_line(part), FIGURE_SIZE) + _COLUMN_GAP


def _row(canvas: Canvas, series: Series, columns: _Columns, top: float) -> float:
    label = words(series.label, columns.bar - _COLUMN_GAP, canvas.language)
    height = max(_BAR, label.height)
    middle = top + height / 2
    label.draw(canvas, 0, middle - label.height / 2)
    foot = middle + _BAR / 2
    size = (columns.width, _BAR)
    segments = draw_segments(canvas, series, (columns.bar, middle - _BAR / 2), size)
    baseline = middle - LINE / 2 + ASCENT
    outside = [segment for segment in segments if not write_inside(canvas, segment, middle)]
    x = columns.missing
    for part in series.missing:
        canvas.bar(part.tone, x + 0.5, middle - _SWATCH / 2, _SWATCH, _SWATCH)
        canvas.text(x + _SWATCH + 4, baseline, count_line(part))
        x += _missing_width(part)
    canvas.text(canvas.width, baseline, _n(series), anchor="end")
    rest = [part for part in not_drawn(series, segments) if part.count is None]
    return max(top + height, _below(canvas, outside, rest, columns, foot))


def _below(
    canvas: Canvas, outside: list[Segment], rest: list[Slice], columns: _Columns, foot: float
) -> float:
    """Write below the bar the counts that had no room in it, and say what is withheld."""
    bottom = foot
    if outside:
        texts = [(Run(s.part.count_text, figure=s.part.count_name),) for s in outside]
        widths = [runs_width(text, FIGURE_SMALL) for text in texts]
        wanted = [s.x + s.width / 2 - w / 2 for s, w in zip(outside, widths, strict=True)]
        xs = spread(wanted, widths, 5.0, (columns.bar, columns.bar + columns.width))
        for segment, text, width, x in zip(outside, texts, widths, xs, strict=True):
            tie = segment.x + segment.width / 2
            canvas.line((tie, foot), (x + width / 2, foot + 4), kind="rule")
            canvas.text(x, foot + _BELOW, text, size=FIGURE_SMALL)
        bottom += _BELOW + 3
    for part in rest:
        label = named(part, columns.width, canvas.language)
        label.draw(canvas, columns.bar, bottom + 2)
        bottom += 2 + label.height
    return bottom
