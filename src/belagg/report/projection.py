"""From a geography to paths on sheets of paper: the whole of it and its enlarged parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from belagg.report.hatch import Box
from belagg.report.tokens import FIGURE_WIDTH
from belagg.study.geography import Geography
from belagg.study.geojson import Point, Polygon

FINE = 10
"""Path units to an SVG unit: paths are in whole numbers."""
_UPRIGHT = (310.0, 620.0)
_LYING = (FIGURE_WIDTH - 2, 420.0)
"""The most room that a map takes: beside its key, or above it when it is wider than high."""
_WIDE = 1.15
_INSET = 108.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map, or an enlarged part of one, ready to paint.

    `paths` is SVG path data by unit and `boxes` its extent, both in 1/`FINE` SVG units from the
    sheet's top left corner. `name` is empty for the whole map; for a part, `inside` is its box on
    the whole map, in SVG units.
    """

    name: str
    width: float
    height: float
    paths: Mapping[str, str]
    boxes: Mapping[str, Box]
    inside: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A linear map from a geography's coordinates to whole path units.

    Longitudes are scaled by the cosine of the middle latitude (equirectangular projection), which
    keeps shapes true there; planar coordinates stand as they are.
    """

    west: float
    north: float
    across: float
    down: float

    def point(self, point: Point) -> tuple[int, int]:
        return (
            round((point[0] - self.west) * self.across),
            round((self.north - point[1]) * self.down),
        )


@lru_cache(maxsize=8)
def sheets_of(geography: Geography) -> tuple[Sheet, ...]:
    """Give the sheet of the whole geography, then one to each of its insets."""
    box = _extent(geography.areas.values())
    squeeze = 1.0 if geography.planar else cos(radians((box[1] + box[3]) / 2))
    lying = (box[2] - box[0]) * squeeze > (box[3] - box[1]) * _WIDE
    whole, size = _frame(box, squeeze, _LYING if lying else _UPRIGHT)
    sheets = [Sheet("", *size, *_paths(geography, whole))]
    for inset in geography.insets:
        frame, size = _frame(inset.box, squeeze, (_INSET, 2 * _INSET))
        corners = (
            whole.point((inset.box[0], inset.box[3])),
            whole.point((inset.box[2], inset.box[1])),
        )
        (left, top), (right, bottom) = corners
        inside = (left / FINE, top / FINE, right / FINE, bottom / FINE)
        paths, boxes = _paths(geography, frame, (size[0] * FINE, size[1] * FINE))
        sheets.append(Sheet(inset.name, *size, paths, boxes, inside))
    return tuple(sheets)


def _frame(
    box: Box, squeeze: float, room: tuple[float, float]
) -> tuple[_Frame, tuple[float, float]]:
    """Fit `box` (west, south, east, north) into `room`; give the frame and the size it fills."""
    width = (box[2] - box[0]) * squeeze or 1.0
    height = box[3] - box[1] or 1.0
    scale = min(room[0] / width, room[1] / height)
    frame = _Frame(box[0], box[3], scale * squeeze * FINE, scale * FINE)
    return frame, (width * scale, height * scale)


def _extent(areas: Iterable[tuple[Polygon, ...]]) -> Box:
    points = [point for polygons in areas for polygon in polygons for point in polygon[0]]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _paths(
    geography: Geography, frame: _Frame, within: tuple[float, float] | None = None
) -> tuple[dict[str, str], dict[str, Box]]:
    """Draw every area, or those that reach into a sheet of the size `within` (path units)."""
    paths, boxes = {}, {}
    for unit, polygons in geography.areas.items():
        rings = [[frame.point(point) for point in ring] for p in polygons for ring in p]
        xs = [x for ring in rings for x, _y in ring]
        ys = [y for ring in rings for _x, y in ring]
        box = (float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys)))
        if within and (box[2] < 0 or box[3] < 0 or box[0] > within[0] or box[1] > within[1]):
            continue
        paths[unit] = "".join(_ring(ring) for ring in rings)
        boxes[unit] = box
    return paths, boxes


def _ring(points: list[tuple[int, int]]) -> str:
    """Write a closed ring with relative steps; empty when it shrinks to less than a triangle."""
    (x, y), *rest = points
    steps = []
    path = f"M{x} {y}"
    for next_x, next_y in rest[:-1]:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x} {next_y - y}")
            x, y = next_x, next_y
    if len(steps) < 2:
        return ""
    return f"{path}l{' '.join(steps)}z".replace(" -", "-")
