"""A bar as wide as its n, cut into its categories."""

from dataclasses import dataclass, replace

from belagg.manuscript.tree import Series, Slice
from belagg.report.canvas import Canvas, runs_width
from belagg.report.charts.labels import ASCENT, LINE, count_line
from belagg.report.hatch import number
from belagg.report.tokens import FIGURE_SIZE, HATCHINGS, LIGHT

_PADDING = 4.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A slice with where it begins and how wide it is."""

    part: Slice
    x: float
    width: float


def draw_segments(
    canvas: Canvas, series: Series, at: tuple[float, float], size: tuple[float, float]
) -> list[Segment]:
    """Draw the bar of a series at a point, of a width and height, and give its segments.

    The frame stays empty where counts are withheld or nobody has answered.
    """
    (left, top), (width, height) = at, size
    frame = f"M{number(left)} {number(top)}h{number(width)}v{number(height)}h{number(-width)}z"
    canvas.raw(f'<path class="rule" fill="none" stroke="{LIGHT.rule}" d="{frame}"/>')
    counted = [(part, part.count) for part in series.slices if part.count]
    total = max(sum(count for _part, count in counted), series.n)
    segments, x = [], left
    for part, count in counted:
        extent = width * count / total
        canvas.bar(part.tone, x, top, extent, height)
        segments.append(Segment(part, x, extent))
        x += extent
    return segments


def write_inside(canvas: Canvas, segment: Segment, middle: float) -> bool:
    """Write the count in its segment at the height `middle`; tell whether there was room.

    It stands on a plate of paper where the segment is hatched, so that it can be read.
    """
    (count,) = count_line(segment.part)
    width = runs_width((count,), FIGURE_SIZE) + 2 * _PADDING
    if width + 3 > segment.width:
        return False
    centre = segment.x + segment.width / 2
    plain = not HATCHINGS[segment.part.tone]
    if not plain:
        canvas.plate(centre - width / 2, middle - LINE / 2, width, LINE)
    written = replace(count, ink="paper" if plain else "ink")
    canvas.text(centre, middle - LINE / 2 + ASCENT, (written,), anchor="middle")
    return True


def not_drawn(series: Series, segments: list[Segment]) -> tuple[Slice, ...]:
    """Give the slices that have no segment: counts of zero and those withheld."""
    drawn = {segment.part.code for segment in segments}
    return tuple(part for part in series.slices if part.code not in drawn)
