"""A picture in the making: shapes painted by tone, lines and text, collected into one SVG.

Charts and maps draw on it. Every identifier in it begins with the anchor of its block, so that
several pictures can stand in one page; colours stand as attributes, which the rules of
`tokens.picture_css` override in HTML.
"""

from dataclasses import dataclass
from html import escape
from typing import Literal

from belagg.manuscript.tree import Tone
from belagg.report.hatch import Box, dash_array, hatch_path, number
from belagg.report.measure import text_width
from belagg.report.tokens import FIGURE_SIZE, HATCHINGS, LIGHT, SANS, tone_name

Anchor = Literal["start", "middle", "end"]
Ink = Literal["ink", "muted", "paper"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight; `figure` is the name of the figure it shows, if any."""

    text: str
    bold: bool = False
    figure: str = ""
    ink: Ink = "ink"


def runs_width(runs: tuple[Run, ...], size: float) -> float:
    """Give the width of a line made of `runs` at `size`, in SVG units."""
    return sum(text_width(run.text, size, bold=run.bold) for run in runs)


class Canvas:
    """Collects the parts of one picture; `finish` gives the SVG."""

    def __init__(self, anchor: str, width: float, language: str) -> None:
        self.anchor = anchor
        self.language = language
        self.width = width
        self._parts: list[str] = []
        self._shapes = 0

    def shape(self, tone: Tone, path: str, box: Box, *, hatch_scale: float = 1.0) -> None:
        """Paint the closed `path` (SVG path data), which lies in `box`, in the paint of `tone`."""
        paint, name = LIGHT.paints[tone], tone_name(tone)
        self._parts.append(f'<path class="fill-{name}" fill="{paint.fill}" d="{path}"/>')
        if HATCHINGS[tone]:
            self._shapes += 1
            clip = f"{self.anchor}-clip-{self._shapes}"
            self._parts.append(f'<clipPath id="{clip}"><path d="{path}"/></clipPath>')
            self._parts.append(f'<g clip-path="url(#{clip})">')
            self._parts.append(hatching(tone, box, hatch_scale))
            self._parts.append("</g>")
        self._parts.append(
            f'<path class="edge-{name}" fill="none" stroke="{paint.edge}" d="{path}"/>'
        )

    def bar(self, tone: Tone, x: float, y: float, width: float, height: float) -> None:
        """Paint a rectangle in the paint of `tone`."""
        d = f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"
        self.shape(tone, d, (x, y, x + width, y + height))

    def plate(self, x: float, y: float, width: float, height: float) -> None:
        """Lay a plate of paper over a hatching, for text to be read on."""
        self._parts.append(
            f'<rect class="paper" fill="{LIGHT.paper}" x="{number(x)}" y="{number(y)}" '
            f'width="{number(width)}" height="{number(height)}" rx="3"/>'
        )

    def line(self, *points: tuple[float, float], kind: Literal["rule", "hairline"]) -> None:
        """Draw an open line through `points`; a rule carries meaning, a hairline only separates."""
        d = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
        colour = LIGHT.rule if kind == "rule" else LIGHT.hairline
        self._parts.append(f'<path class="{kind}" fill="none" stroke="{colour}" d="{d}"/>')

    def text(
        self,
        x: float,
        y: float,
        runs: tuple[Run, ...],
        *,
        anchor: Anchor = "start",
        size: float = FIGURE_SIZE,
    ) -> None:
        """Write one line of text with its baseline at `y`."""
        attributes = "" if anchor == "start" else f' text-anchor="{anchor}"'
        if size != FIGURE_SIZE:
            attributes += f' font-size="{number(size)}"'
        spans = "".join(_span(run) for run in runs if run.text)
        self._parts.append(f'<text x="{number(x)}" y="{number(y)}"{attributes}>{spans}</text>')

    def raw(self, markup: str) -> None:
        """Add markup that the caller has made (and escaped)."""
        self._parts.append(markup)

    def finish(self, height: float, title: str, description: str) -> str:
        """Close the picture at `height` and give it whole, as one `<svg>` element."""
        size = f'viewBox="0 0 {number(self.width)} {number(height)}"'
        ids = f"{self.anchor}-title {self.anchor}-desc"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" '
            f'aria-labelledby="{ids}" lang="{self.language}" {size} '
            f'width="{number(self.width)}" height="{number(height)}" '
            f'font-family="{escape(SANS)}" font-size="{number(FIGURE_SIZE)}" '
            f'stroke-linejoin="round">'
            f'<title id="{self.anchor}-title">{escape(title)}</title>'
            f'<desc id="{self.anchor}-desc">{escape(description)}</desc>'
            f"{''.join(self._parts)}</svg>"
        )


def hatching(tone: Tone, box: Box, scale: float = 1.0) -> str:
    """Give the markup of the hatching of `tone` over `box`, to stand in a clipped group."""
    paint, name = LIGHT.paints[tone], tone_name(tone)
    markup = ""
    for stroke in HATCHINGS[tone]:
        path = hatch_path(stroke, box, scale)
        if not path:
            continue
        dashes = f' stroke-dasharray="{dash_array(stroke, scale)}"' if stroke.dash else ""
        cap = ' stroke-linecap="round"' if stroke.dash and stroke.dash[0] == 0 else ""
        markup += (
            f'<path class="mark-{name}" fill="none" stroke="{paint.mark}" '
            f'stroke-width="{number(stroke.width * scale, 2)}"{dashes}{cap} d="{path}"/>'
        )
    return markup


def _span(run: Run) -> str:
    figure = f' data-figure="{escape(run.figure)}"' if run.figure else ""
    weight = ' font-weight="600"' if run.bold else ""
    colour = {"ink": LIGHT.ink, "muted": LIGHT.muted, "paper": LIGHT.paper}[run.ink]
    return f'<tspan class="{run.ink}" fill="{colour}"{weight}{figure}>{escape(run.text)}</tspan>'
