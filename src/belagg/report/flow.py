"""A flow as SVG: two columns of categories, with a band for the bodies that went between them.

The form is that of an alluvial diagram: every column is as high as its bodies are many, and every
band as thick as those that took it. Bands of bodies that moved are coloured, of those that stayed
grey; both are told in the table beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from belagg.manuscript.tree import FlowBlock, Slice, Strand
from belagg.report.canvas import Canvas, Run
from belagg.report.charts.labels import ASCENT, LINE, Label, named, spread
from belagg.report.hatch import number
from belagg.report.tokens import FIGURE_WIDTH, LIGHT

_HEIGHT = 300.0
"""The height of the larger side, but for the gaps between its categories."""
_GAP = 12.0
_BAR = 16.0
_LABEL = FIGURE_WIDTH * 0.25
_SPACE = 8.0
_LEAST = 1.0
_HEAD = 26.0
_MOVED = ("moved", LIGHT.accent, 0.28)


@dataclass(frozen=True, slots=True)
class _End:
    """A category in its column: where it begins and how high it is."""

    part: Slice
    top: float
    height: float


def flow_svg(block: FlowBlock, language: str) -> str:
    """Give the flow as one `<svg>` element, `FIGURE_WIDTH` units wide and as high as it needs.

    Its title and alternative text are those of the block. Every number in it is a `tspan` with its
    figure name in `data-figure`.
    """
    canvas = Canvas(block.anchor, FIGURE_WIDTH, language)
    everybody = max(_sum(block.before), _sum(block.after), 1)
    scale = _HEIGHT / everybody
    left, right = _LABEL + _SPACE, FIGURE_WIDTH - _LABEL - _SPACE - _BAR
    before, after = _column(block.before, scale), _column(block.after, scale)
    canvas.text(left + _BAR, ASCENT, (Run(block.times[0], bold=True),), anchor="end")
    canvas.text(right, ASCENT, (Run(block.times[1], bold=True),))
    _bands(canvas, block.strands, (before, after), (left + _BAR, right), scale)
    foot = max(
        _ends(canvas, before.values(), left, left - _SPACE, mirrored=True),
        _ends(canvas, after.values(), right, right + _BAR + _SPACE, mirrored=False),
    )
    return canvas.finish(foot + 2, block.title, block.alt)


def _sum(parts: Iterable[Slice]) -> int:
    return sum(part.count or 0 for part in parts)


def _column(parts: Sequence[Slice], scale: float) -> Mapping[str, _End]:
    """Place the categories of a column below one another; those of nobody are left out."""
    found: dict[str, _End] = {}
    top = _HEAD
    for part in parts:
        if part.count:
            found[part.code] = _End(part, top, part.count * scale)
            top += part.count * scale + _GAP
    return found


def _bands(
    canvas: Canvas,
    strands: Sequence[Strand],
    columns: tuple[Mapping[str, _End], Mapping[str, _End]],
    edges: tuple[float, float],
    scale: float,
) -> None:
    """Draw a band to every strand, in the order of the categories on either side."""
    before, after = columns
    order = {code: place for place, code in enumerate(before)}
    goal = {code: place for place, code in enumerate(after)}
    drawn = [s for s in strands if s.count and s.before in before and s.after in after]
    start = _stacked(drawn, [(order[s.before], goal[s.after]) for s in drawn], before, True, scale)
    end = _stacked(drawn, [(goal[s.after], order[s.before]) for s in drawn], after, False, scale)
    for strand in sorted(drawn, key=lambda one: (one.before != one.after, order[one.before])):
        thick = max(strand.count * scale, _LEAST)
        _band(
            canvas, edges, (start[strand], end[strand]), thick, stayed=strand.before == strand.after
        )
    for strand in drawn:
        _count(canvas, strand, edges[0], start[strand], strand.count * scale)


def _stacked(
    strands: Sequence[Strand],
    order: Sequence[tuple[int, int]],
    column: Mapping[str, _End],
    from_before: bool,
    scale: float,
) -> dict[Strand, float]:
    """Give where each strand begins within its category, in a given order."""
    free = {code: end.top for code, end in column.items()}
    tops: dict[Strand, float] = {}
    for _place, strand in sorted(zip(order, strands, strict=True), key=lambda pair: pair[0]):
        code = strand.before if from_before else strand.after
        tops[strand] = free[code]
        free[code] += strand.count * scale
    return tops


def _band(
    canvas: Canvas,
    edges: tuple[float, float],
    tops: tuple[float, float],
    thick: float,
    *,
    stayed: bool,
) -> None:
    (x1, x2), (y1, y2) = edges, tops
    middle = number((x1 + x2) / 2)
    a, b = number(x1), number(x2)
    path = (
        f"M{a} {number(y1)}C{middle} {number(y1)} {middle} {number(y2)} {b} {number(y2)}"
        f"V{number(y2 + thick)}"
        f"C{middle} {number(y2 + thick)} {middle} {number(y1 + thick)} {a} {number(y1 + thick)}z"
    )
    name, fill, strength = ("stayed", LIGHT.hairline, 0.7) if stayed else _MOVED
    canvas.raw(
        f'<path class="{name} paper-line" fill="{fill}" stroke="{LIGHT.paper}" '
        f'stroke-width=".7" fill-opacity="{number(strength, 2)}" d="{path}"/>'
    )


def _count(canvas: Canvas, strand: Strand, x: float, top: float, thick: float) -> None:
    """Write how many they are where a band begins, when it is thick enough to hold the number."""
    if thick >= LINE - 2:
        run = Run(str(strand.count), figure=strand.count_name)
        canvas.text(x + _SPACE, top + thick / 2 - LINE / 2 + ASCENT, (run,))


def _ends(
    canvas: Canvas, ends: Iterable[_End], bar: float, label: float, *, mirrored: bool
) -> float:
    """Draw the bars of a column with their labels outside, none on another; give where they end."""
    placed = tuple(ends)
    labels: list[Label] = [named(end.part, _LABEL, canvas.language) for end in placed]
    wanted = [
        end.top + end.height / 2 - text.height / 2 for end, text in zip(placed, labels, strict=True)
    ]
    tops = spread(wanted, [text.height for text in labels], 2.0, (_HEAD - 6, 10_000.0))
    for end, text, top in zip(placed, labels, tops, strict=True):
        canvas.bar(end.part.tone, bar, end.top, _BAR, max(end.height, _LEAST))
        text.draw(canvas, label, top, "end" if mirrored else "start")
    bars = max((end.top + end.height for end in placed), default=_HEAD)
    return max([bars, *(top + text.height for top, text in zip(tops, labels, strict=True))])
