"""What charts write at their bars and slices: category labels, numbers, n."""

from collections.abc import Sequence
from dataclasses import dataclass

from belagg.manuscript.tree import Series, Slice
from belagg.report.canvas import Anchor, Canvas, Ink, Run, runs_width
from belagg.report.measure import text_width, wrap
from belagg.report.tokens import FIGURE_SIZE

LINE = 16.0
"""From one baseline to the next in a label."""
ASCENT = 11.0
"""From the top of a line to its baseline."""

Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text that stand together, with the box they need."""

    lines: tuple[Line, ...]

    @property
    def width(self) -> float:
        """Give the width of the widest line."""
        return max((runs_width(line, FIGURE_SIZE) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Give the height of all lines."""
        return LINE * len(self.lines)

    def draw(self, canvas: Canvas, x: float, top: float, anchor: Anchor = "start") -> None:
        """Write the lines below one another, the first line's top at `top`."""
        for index, line in enumerate(self.lines):
            canvas.text(x, top + index * LINE + ASCENT, line, anchor=anchor)


def words(
    text: str, width: float, language: str, *, bold: bool = False, muted: bool = False
) -> Label:
    """Break a text into a label no wider than `width`."""
    ink: Ink = "muted" if muted else "ink"
    lines = wrap(text, width, FIGURE_SIZE, language, bold=bold)
    return Label(tuple((Run(line, bold=bold, ink=ink),) for line in lines))


def numbers(part: Slice, width: float, language: str) -> Label:
    """Give the count and the percent of a slice: in one line when that fits, else in two.

    A number that is withheld is the text that says so, broken into lines.
    """
    if part.count is None:
        lines = wrap(part.count_text, width, FIGURE_SIZE, language)
        return Label(tuple((Run(line, figure=part.count_name, ink="muted"),) for line in lines))
    count = Run(part.count_text, bold=True, figure=part.count_name)
    if not part.percent_text or part.percent is None:
        return Label(((count,),))
    percent = Run(part.percent_text, figure=part.percent_name, ink="muted")
    line = (count, Run(" (", ink="muted"), percent, Run(")", ink="muted"))
    if runs_width(line, FIGURE_SIZE) <= width:
        return Label((line,))
    return Label(((count,), (percent,)))


def named(part: Slice, width: float, language: str) -> Label:
    """Give the label of a slice with its numbers: in one line where that fits, else below it.

    A label that ends in a digit would run into its count, and has a colon.
    """
    figures = numbers(part, width, language)
    if len(figures.lines) == 1:
        between = ": " if part.label[-1:].isdigit() else " "
        line = (Run(part.label + between), *figures.lines[0])
        if runs_width(line, FIGURE_SIZE) <= width:
            return Label((line,))
    return Label(words(part.label, width, language).lines + figures.lines)


def count_line(part: Slice) -> Line:
    """Give the count of a slice alone, as it stands in a bar."""
    return (Run(part.count_text, bold=True, figure=part.count_name),)


def base(series: Series) -> Run:
    """Give `n = 20`."""
    return Run(f"n = {series.n}", figure=series.n_name, ink="muted")


def draw_heading(canvas: Canvas, series: Series, top: float) -> float:
    """Write the label of a series to the left and its n to the right; give where they end."""
    n = base(series)
    room = canvas.width - text_width(n.text, FIGURE_SIZE) - 20
    heading = words(series.label, room, canvas.language, bold=True)
    heading.draw(canvas, 0, top)
    canvas.text(canvas.width, top + ASCENT, (n,), anchor="end")
    return top + heading.height


def spread(
    wanted: Sequence[float], sizes: Sequence[float], gap: float, bounds: tuple[float, float]
) -> list[float]:
    """Move boxes along one axis until none overlaps, each as near its wanted place as may be.

    `wanted` are the places where the boxes would begin, in order, and `sizes` their lengths. They
    stay within `bounds` as far as they fit, and reach past its end where they do not. Neighbours
    that collide become a block placed where its members want it on average (pool adjacent
    violators, which gives the least sum of squared moves).
    """
    before = [sum(sizes[:index]) + gap * index for index in range(len(sizes))]
    blocks: list[tuple[float, int]] = []
    for place, offset in zip(wanted, before, strict=True):
        mean, count = place - offset, 1
        while blocks and blocks[-1][0] > mean:
            earlier, others = blocks.pop()
            mean = (earlier * others + mean * count) / (others + count)
            count += others
        blocks.append((mean, count))
    start, end = bounds
    last = end - sum(sizes) - gap * max(len(sizes) - 1, 0)
    starts = [max(start, min(mean, last)) for mean, count in blocks for _box in range(count)]
    return [begin + offset for begin, offset in zip(starts, before, strict=True)]
