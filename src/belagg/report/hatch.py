"""Hatchings drawn as plain lines over a box, to be clipped to a shape.

SVG patterns show seams between their tiles in some renderers (resvg, and so typst, among them);
lines in a clip path look the same in browsers, PDF and PNG.
"""

from collections.abc import Iterator
from math import ceil, floor, sqrt

from belagg.report.tokens import Stroke

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in SVG units."""


def number(value: float, digits: int = 1) -> str:
    """Write a coordinate as short as it can be: `12.5`, `3`, `-.5`."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def dash_array(stroke: Stroke, scale: float = 1.0) -> str:
    """Give the value of `stroke-dasharray`, empty for an unbroken line."""
    return " ".join(number(part * scale, 2) for part in stroke.dash)


def hatch_path(stroke: Stroke, box: Box, scale: float = 1.0) -> str:
    """Give the `d` of a path with every line of `stroke` that touches `box`.

    Lines and dashes sit on a grid fixed in the picture, so that the hatchings of neighbouring
    shapes meet.
    """
    left, top, right, bottom = box
    pitch = stroke.pitch * scale
    if stroke.angle in (0, 90):
        low, high = (top, bottom) if stroke.angle == 0 else (left, right)
        start, end = (left, right) if stroke.angle == 0 else (top, bottom)
        return "".join(
            f"M{number(_grid(start, row, stroke, scale))} {number(row * pitch)}H{number(end)}"
            if stroke.angle == 0
            else f"M{number(row * pitch)} {number(_grid(start, row, stroke, scale))}V{number(end)}"
            for row in _rows(low, high, pitch)
        )
    return "".join(_slanted(stroke, box, pitch * sqrt(2), scale))


def _rows(low: float, high: float, pitch: float) -> range:
    return range(ceil(low / pitch), floor(high / pitch) + 1)


def _grid(at: float, row: int, stroke: Stroke, scale: float) -> float:
    """Move the start of a broken line back to where a dash begins."""
    if not stroke.dash:
        return at
    period = sum(stroke.dash) * scale / (1 if stroke.angle in (0, 90) else sqrt(2))
    shift = period / 2 if stroke.stagger and row % 2 else 0.0
    return floor((at - shift) / period) * period + shift


def _slanted(stroke: Stroke, box: Box, step: float, scale: float) -> Iterator[str]:
    """Draw the lines x + y = k (45 degrees) or x - y = k (135), k a multiple of `step`."""
    left, top, right, bottom = box
    rising = stroke.angle == 45
    low, high = (left + top, right + bottom) if rising else (left - bottom, right - top)
    for row in _rows(low, high, step):
        k = row * step
        start = max(left, k - bottom) if rising else max(left, k + top)
        end = min(right, k - top) if rising else min(right, k + bottom)
        if end <= start:
            continue
        x = _grid(start, row, stroke, scale)
        y = k - x if rising else x - k
        run = end - x
        yield f"M{number(x)} {number(y)}l{number(run)} {number(-run if rising else run)}"
