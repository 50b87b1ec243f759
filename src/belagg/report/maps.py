"""A map as SVG: every unit an area painted by its category, a key in words with counts beside."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from belagg.manuscript.tree import MapBlock, Tone
from belagg.report.canvas import Canvas, Run, hatching
from belagg.report.charts.key import SWATCH
from belagg.report.charts.labels import ASCENT, Label, words
from belagg.report.hatch import Box, number
from belagg.report.measure import wrap
from belagg.report.projection import FINE, Sheet, sheets_of
from belagg.report.tokens import FIGURE_SMALL, FIGURE_WIDTH, LIGHT, tone_name
from belagg.study.geography import Geography

_DARK = (Tone.YES, Tone.T1, Tone.T3, Tone.T5, Tone.T7)
"""Tones against which the borders of areas do not show, unless drawn in paper."""
_HATCH = 0.8
_BORDER = 0.7
_BESIDE = 0.6
"""The share of the width that a map may take and have its key beside it, not below."""
_GUTTER = 28.0
_ROW_GAP = 9.0
_CAPTION = 18.0
_SMALL_LINE = 14.0
_BETWEEN = 14.0


def map_svg(block: MapBlock, geography: Geography, language: str) -> str:
    """Give the map as one `<svg>` element, `FIGURE_WIDTH` units wide and as high as it needs.

    Units of the block that have no area are counted in the key alone; areas that are no unit of
    the block stay blank. Its title and alternative text are those of the block.
    """
    canvas = Canvas(block.anchor, FIGURE_WIDTH, language)
    country, *insets = sheets_of(geography)
    painted = _Painting(canvas, block, geography)
    painted.sheet(country, (1.0, 1.0))
    beside = country.width < canvas.width * _BESIDE
    left, top = (country.width + _GUTTER, 6.0) if beside else (0.0, country.height + _GUTTER)
    bottom = _key(canvas, block, left, top) + (2 * _BETWEEN if insets else 0.0)
    bottom = _insets(canvas, painted, insets, (left, bottom))
    height = max(country.height + 2, bottom)
    height = _credit(canvas, geography.credit_in(language), (left, bottom), height)
    return canvas.finish(height, block.title, block.alt)


class _Painting:
    """Paints sheets of one map; keeps the identifiers of its paths apart."""

    def __init__(self, canvas: Canvas, block: MapBlock, geography: Geography) -> None:
        self.canvas = canvas
        self.by_unit = {area.unit_id: area for area in block.areas}
        self.names = geography.names
        self.sheets = 0

    def sheet(self, sheet: Sheet, at: tuple[float, float]) -> None:
        """Paint every area of a sheet, its top left corner at `at`."""
        self.sheets += 1
        prefix = f"{self.canvas.anchor}-m{self.sheets}"
        ids = {unit: f"{prefix}u{index}" for index, unit in enumerate(sheet.paths)}
        by_tone: dict[Tone | None, list[str]] = {}
        for unit in sheet.paths:
            area = self.by_unit.get(unit)
            by_tone.setdefault(area.tone if area else None, []).append(unit)
        x, y = (number(part) for part in at)
        self.canvas.raw(f'<g transform="translate({x} {y}) scale({number(1 / FINE, 3)})">')
        for tone, units in by_tone.items():
            self._tone(tone, units, sheet, ids, f"{prefix}-{tone_name(tone) if tone else 'blank'}")
        self.canvas.raw(_borders("rule", LIGHT.rule, ids.values()))
        for tone, units in by_tone.items():
            if tone in _DARK:
                clip = _clip(f"{prefix}-{tone_name(tone)}")
                lines = _borders("paper-line", LIGHT.paper, [ids[unit] for unit in units])
                self.canvas.raw(f"<g {clip}>{lines}</g>")
        self.canvas.raw("</g>")

    def _tone(
        self, tone: Tone | None, units: list[str], sheet: Sheet, ids: dict[str, str], prefix: str
    ) -> None:
        name = f"fill-{tone_name(tone)}" if tone else "paper"
        fill = LIGHT.paints[tone].fill if tone else LIGHT.paper
        paths = "".join(
            f'<path id="{ids[unit]}" d="{sheet.paths[unit]}">{self._title(unit)}</path>'
            for unit in units
        )
        self.canvas.raw(f'<g class="{name}" fill="{fill}">{paths}</g>')
        if tone:
            self.canvas.raw(
                f'<clipPath id="{prefix}">{_uses(ids[unit] for unit in units)}</clipPath>'
            )
            marks = hatching(tone, _around(sheet, units), FINE * _HATCH)
            self.canvas.raw(f"<g {_clip(prefix)}>{marks}</g>" if marks else "")

    def _title(self, unit: str) -> str:
        area = self.by_unit.get(unit)
        text = f"{area.name}: {area.label}" if area else self.names[unit]
        return f"<title>{escape(text)}</title>"


def _uses(ids: Iterable[str]) -> str:
    return "".join(f'<use href="#{identifier}"/>' for identifier in ids)


def _clip(identifier: str) -> str:
    return f'clip-path="url(#{identifier})"'


def _borders(kind: str, colour: str, ids: Iterable[str]) -> str:
    width = number(_BORDER * FINE)
    uses = _uses(ids)
    return f'<g class="{kind}" fill="none" stroke="{colour}" stroke-width="{width}">{uses}</g>'


def _around(sheet: Sheet, units: Sequence[str]) -> Box:
    boxes = [sheet.boxes[unit] for unit in units]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _key(canvas: Canvas, block: MapBlock, left: float, top: float) -> float:
    """Write a row to every category, with how many units it has; give where the key ends."""
    counts = Counter(area.code for area in block.areas)
    x = left + SWATCH[0] + 9
    widest = canvas.width - x - 36
    figures = block.count_names or ("",) * len(block.legend)
    for (code, label, tone), figure in zip(block.legend, figures, strict=True):
        lines = words(label, widest, canvas.language).lines
        count = Run(f"{counts[code]}", bold=True, figure=figure)
        text = Label((*lines[:-1], (*lines[-1], Run(" "), count)))
        canvas.bar(tone, left + 0.5, top + 2, *SWATCH)
        text.draw(canvas, x, top)
        top += text.height + _ROW_GAP
    return top


def _insets(
    canvas: Canvas, painting: _Painting, insets: Sequence[Sheet], at: tuple[float, float]
) -> float:
    """Draw the enlarged parts in rows from left to right; give where the last row ends."""
    left, top = at
    x, row = left, 0.0
    for index, sheet in enumerate(insets):
        if x > left and x + sheet.width > canvas.width:
            x, top, row = left, top + row + _BETWEEN, 0.0
        name = (Run(sheet.name, ink="muted"),)
        canvas.text(x, top + ASCENT, name, size=FIGURE_SMALL)
        frame = (x, top + _CAPTION, x + sheet.width, top + _CAPTION + sheet.height)
        clip = f"{canvas.anchor}-inset{index}"
        path = _rectangle(frame)
        canvas.raw(f'<clipPath id="{clip}"><path d="{path}"/></clipPath>')
        canvas.raw(f'<g clip-path="url(#{clip})">')
        painting.sheet(sheet, frame[:2])
        canvas.raw("</g>")
        canvas.line(*_corners(frame), kind="hairline")
        canvas.line(*_corners(_shifted(sheet.inside, 1.0)), kind="rule")
        x += sheet.width + _BETWEEN
        row = max(row, sheet.height + _CAPTION)
    return top + row


def _credit(canvas: Canvas, text: str, at: tuple[float, float], height: float) -> float:
    """Say at the foot whose areas they are; give the height of the picture, grown if need be."""
    left, free = at
    lines = wrap(text, canvas.width - left, FIGURE_SMALL, canvas.language) if text else ()
    top = max(free + _BETWEEN, height - _SMALL_LINE * len(lines))
    for index, line in enumerate(lines):
        run = Run(line, ink="muted")
        canvas.text(left, top + index * _SMALL_LINE + ASCENT, (run,), size=FIGURE_SMALL)
    return max(height, top + _SMALL_LINE * len(lines)) if lines else height


def _corners(box: Box) -> tuple[tuple[float, float], ...]:
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom), (left, top)


def _rectangle(box: Box) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in _corners(box)) + "z"


def _shifted(box: Box, by: float) -> Box:
    left, top, right, bottom = box
    return left + by, top + by, right + by, bottom + by
