"""Rows of painted squares with their labels: for what has no extent in a chart, and for maps."""

from collections.abc import Sequence

from belagg.manuscript.tree import Slice, Tone
from belagg.report.canvas import Canvas
from belagg.report.charts.labels import Label, named, words

SWATCH = (20.0, 12.0)
"""Width and height of a painted sample."""
_BETWEEN = 22.0
_ROW_GAP = 5.0
_SPACE = 7.0


def draw_key(canvas: Canvas, parts: Sequence[Slice], top: float) -> float:
    """Write the parts with their numbers in rows, each with a sample; give where they end."""
    room = canvas.width - SWATCH[0] - _SPACE
    return _rows(canvas, [(p.tone, named(p, room, canvas.language)) for p in parts], top)


def draw_column(
    canvas: Canvas, parts: Sequence[Slice], at: tuple[float, float], width: float
) -> None:
    """Write the parts with their numbers below one another, each with a sample."""
    x, top = at
    for part in parts:
        label = named(part, width - SWATCH[0] - _SPACE, canvas.language)
        canvas.bar(part.tone, x + 0.5, top + 2, *SWATCH)
        label.draw(canvas, x + SWATCH[0] + _SPACE, top)
        top += label.height + _ROW_GAP


def column_height(canvas: Canvas, parts: Sequence[Slice], width: float) -> float:
    """Give the height that `draw_column` needs."""
    room = width - SWATCH[0] - _SPACE
    labels = [named(part, room, canvas.language) for part in parts]
    return max(sum(label.height + _ROW_GAP for label in labels) - _ROW_GAP, 0.0)


def draw_names(canvas: Canvas, names: Sequence[tuple[str, Tone]], top: float) -> float:
    """Write names alone in rows, each with a sample of its tone; give where they end."""
    room = canvas.width - SWATCH[0] - _SPACE
    return _rows(canvas, [(tone, words(name, room, canvas.language)) for name, tone in names], top)


def _rows(canvas: Canvas, labels: Sequence[tuple[Tone, Label]], top: float) -> float:
    """Set the labels in one row when they fit, else in columns of equal width."""
    widths = [SWATCH[0] + _SPACE + label.width + _BETWEEN for _tone, label in labels]
    one_row = sum(widths) - _BETWEEN <= canvas.width
    columns = len(labels) if one_row else max(1, int((canvas.width + _BETWEEN) // max(widths)))
    for start in range(0, len(labels), max(columns, 1)):
        x, height = 0.0, 0.0
        for (tone, label), width in list(zip(labels, widths, strict=True))[start : start + columns]:
            canvas.bar(tone, x + 0.5, top + 2, *SWATCH)
            label.draw(canvas, x + SWATCH[0] + _SPACE, top)
            x += width if one_row else max(widths)
            height = max(height, label.height)
        top += height + _ROW_GAP
    return top - _ROW_GAP if labels else top
