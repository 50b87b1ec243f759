"""Design tokens: the one place of colours, patterns and type sizes of everything Belägg shows.

Every category has a paint (fill, mark, edge) and a hatching of its own; hatchings are the same in
light and dark, and differ between any two tones, so that nothing is told by colour alone. The
contrasts are tested: text 4.5:1 and graphics 3:1 against the paper (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from belagg.manuscript.tree import Tone

SERIF = "'Belagg Serif', 'Source Serif 4', Georgia, serif"
SANS = "'Belagg Sans', 'Source Sans 3', 'Segoe UI', sans-serif"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A family of parallel lines of a hatching.

    `angle` in degrees (0 lies, 45 rises to the right, 90 stands, 135 falls to the right); `pitch`
    between lines and `width` in SVG units; `dash` is length and gap, empty for unbroken lines and
    length 0 for dots; `stagger` shifts every other line by half a dash.
    """

    angle: int
    pitch: float
    width: float
    dash: tuple[float, float] | tuple[()] = ()
    stagger: bool = False


Hatching = tuple[Stroke, ...]

HATCHINGS: Mapping[Tone, Hatching] = MappingProxyType(
    {
        Tone.YES: (),
        Tone.PARTLY: (Stroke(45, 5.5, 1.5),),
        Tone.NO: (Stroke(0, 4, 1.7, (0, 6.5), stagger=True),),
        Tone.OTHER: (Stroke(0, 3.5, 1.2, (5, 3.5), stagger=True),),
        Tone.NO_ANSWER: (Stroke(135, 4, 0.9),),
        Tone.REFUSED: (Stroke(45, 4.5, 0.9), Stroke(135, 4.5, 0.9)),
        Tone.DONT_KNOW: (Stroke(0, 4, 0.9),),
        Tone.NOT_APPLICABLE: (Stroke(90, 4, 0.9),),
        Tone.NOT_ASKED: (Stroke(90, 6, 0.9, (3, 3), stagger=True),),
        Tone.UNDETERMINABLE: (Stroke(0, 5, 0.9), Stroke(90, 5, 0.9)),
        Tone.NOT_PUBLISHED: (Stroke(135, 5, 1.0, (4, 3), stagger=True),),
        Tone.T1: (Stroke(90, 7, 1.0),),
        Tone.T2: (Stroke(0, 5, 1.1), Stroke(90, 4, 1.1, (5, 5), stagger=True)),
        Tone.T3: (Stroke(0, 5, 2.0, (0, 7), stagger=True),),
        Tone.T4: (Stroke(0, 8.485, 1.1), Stroke(45, 6, 1.1), Stroke(135, 6, 1.1)),
        Tone.T5: (Stroke(135, 6.5, 1.6),),
        Tone.T6: (Stroke(0, 8, 1.3, (4, 4)), Stroke(90, 8, 1.3, (4, 4))),
        Tone.T7: (Stroke(45, 5, 1.4, (5, 3), stagger=True),),
        Tone.T8: (Stroke(135, 6, 1.2), Stroke(45, 6, 1.2, (6, 6), stagger=True)),
    }
)
"""The hatching of every tone; tones that share directions and kinds of line differ in ground."""


@dataclass(frozen=True, slots=True)
class Paint:
    """How an area of one tone is painted: its ground, the marks on it, the line around it."""

    fill: str
    mark: str
    edge: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of one appearance (light or dark), as `#rrggbb`.

    `muted` is for text of the second rank, `hairline` for rules that carry no meaning, `rule` for
    lines that do, `error` for errors alone.
    """

    paper: str
    surface: str
    ink: str
    muted: str
    hairline: str
    rule: str
    accent: str
    accent_soft: str
    error: str
    paints: Mapping[Tone, Paint]


LIGHT = Theme(
    paper="#fcfaf5",
    surface="#f4f0e7",
    ink="#1c2023",
    muted="#565c5f",
    hairline="#d8d2c5",
    rule="#7d7a72",
    accent="#0f5257",
    accent_soft="#dcebe9",
    error="#9c2a1d",
    paints=MappingProxyType(
        {
            Tone.YES: Paint("#14585c", "#14585c", "#14585c"),
            Tone.PARTLY: Paint("#dba743", "#80540c", "#80540c"),
            Tone.NO: Paint("#efdfd2", "#9a6a4d", "#8d5f44"),
            Tone.OTHER: Paint("#c3d0da", "#435d70", "#435d70"),
            Tone.NO_ANSWER: Paint("#efeeeb", "#7a7a77", "#73736f"),
            Tone.REFUSED: Paint("#d6d5d1", "#5c5c59", "#5c5c59"),
            Tone.DONT_KNOW: Paint("#e2e1de", "#6b6b68", "#6b6b68"),
            Tone.NOT_APPLICABLE: Paint("#f6f5f2", "#82827e", "#777773"),
            Tone.NOT_ASKED: Paint("#ffffff", "#82827e", "#777773"),
            Tone.UNDETERMINABLE: Paint("#c4c3bf", "#50504d", "#50504d"),
            Tone.NOT_PUBLISHED: Paint("#e9e8e4", "#6b6b68", "#6b6b68"),
            Tone.T1: Paint("#30476f", "#a9bbdb", "#30476f"),
            Tone.T2: Paint("#cfdcec", "#46638f", "#46638f"),
            Tone.T3: Paint("#84527c", "#f0dcec", "#84527c"),
            Tone.T4: Paint("#ead3e4", "#8b5a83", "#84527c"),
            Tone.T5: Paint("#64732f", "#dfe6bd", "#64732f"),
            Tone.T6: Paint("#e1e6c4", "#6b7a37", "#64732f"),
            Tone.T7: Paint("#a2573a", "#f6dccf", "#a2573a"),
            Tone.T8: Paint("#f4e4b0", "#8a6d1c", "#80651a"),
        }
    ),
)
"""The appearance of reports, and of the site and the web application by day."""

DARK = Theme(
    paper="#14191a",
    surface="#1d2425",
    ink="#ece8de",
    muted="#b0b3ae",
    hairline="#364041",
    rule="#8d9390",
    accent="#6cc4c0",
    accent_soft="#1d3a3b",
    error="#f0937f",
    paints=MappingProxyType(
        {
            Tone.YES: Paint("#6cc4c0", "#6cc4c0", "#6cc4c0"),
            Tone.PARTLY: Paint("#9a6d17", "#f3d48e", "#e0b25a"),
            Tone.NO: Paint("#35291f", "#d3a98c", "#c99b7c"),
            Tone.OTHER: Paint("#33444f", "#a9c0d0", "#a9c0d0"),
            Tone.NO_ANSWER: Paint("#222727", "#9c9f9a", "#9c9f9a"),
            Tone.REFUSED: Paint("#3d4241", "#b9bbb6", "#b9bbb6"),
            Tone.DONT_KNOW: Paint("#2f3534", "#a9aca7", "#a9aca7"),
            Tone.NOT_APPLICABLE: Paint("#1b2020", "#8d908b", "#8d908b"),
            Tone.NOT_ASKED: Paint("#14191a", "#8d908b", "#8d908b"),
            Tone.UNDETERMINABLE: Paint("#4f5453", "#c9cbc6", "#c9cbc6"),
            Tone.NOT_PUBLISHED: Paint("#292e2e", "#a9aca7", "#a9aca7"),
            Tone.T1: Paint("#8ea9dc", "#243a63", "#8ea9dc"),
            Tone.T2: Paint("#26344a", "#9db6dd", "#9db6dd"),
            Tone.T3: Paint("#c990bf", "#4a2545", "#c990bf"),
            Tone.T4: Paint("#412a3d", "#d6a9ce", "#d6a9ce"),
            Tone.T5: Paint("#a9ba68", "#38421a", "#a9ba68"),
            Tone.T6: Paint("#333a1c", "#b9c67f", "#b9c67f"),
            Tone.T7: Paint("#db8f70", "#54240f", "#db8f70"),
            Tone.T8: Paint("#40360f", "#d9bc62", "#d9bc62"),
        }
    ),
)
"""The same by night; charts and maps in HTML follow it through their classes."""

TEXT_SIZES: Mapping[str, float] = MappingProxyType(
    {"small": 0.8125, "figure": 0.875, "body": 1.0, "lead": 1.1875, "h3": 1.1875, "h2": 1.5,
     "h1": 2.125, "cover": 3.0}
)  # fmt: skip
"""Type sizes in rem, where body is 17 px on screen and 10.5 pt in print."""

MEASURE_REM = 33.0
"""The width of running text: 60 to 70 characters of the serif."""

FIGURE_SIZE = 13.0
"""Size of the labels in charts and maps, in SVG units."""
FIGURE_SMALL = 11.5
"""Size of notes in charts and maps, in SVG units."""
FIGURE_WIDTH = 560.0
"""Width of every chart and map, in SVG units: shown at the width of the text."""


def css_properties() -> str:
    """Give the tokens as CSS custom properties, light first and dark where the reader asks for it.

    A page is dark when the system is, unless `data-theme="light"` stands on the root, and when
    `data-theme="dark"` does.
    """
    light, dark = _properties(LIGHT), _properties(DARK)
    sizes = "".join(f"--size-{name}:{size:g}rem;" for name, size in TEXT_SIZES.items())
    fixed = f"--serif:{SERIF};--sans:{SANS};--measure:{MEASURE_REM:g}rem;{sizes}"
    return (
        f":root{{color-scheme:light;{fixed}{light}}}\n"
        "@media (prefers-color-scheme:dark){"
        f":root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
    )


def picture_css() -> str:
    """Give the rules that let the charts and maps on a page follow its custom properties."""
    rules = [
        ".picture .ink{fill:var(--ink)}.picture .muted{fill:var(--muted)}"
        ".picture .paper{fill:var(--paper)}.picture .rule{stroke:var(--rule)}"
        ".picture .paper-line{stroke:var(--paper)}"
        ".picture .hairline{stroke:var(--hairline)}"
        ".picture .stayed{fill:var(--hairline)}.picture .moved{fill:var(--accent)}"
    ]
    for tone in Tone:
        name = tone_name(tone)
        rules.append(
            f".picture .fill-{name}{{fill:var(--fill-{name})}}"
            f".picture .mark-{name}{{stroke:var(--mark-{name})}}"
            f".picture .edge-{name}{{stroke:var(--edge-{name})}}"
        )
    return "\n".join(rules) + "\n"


def tone_name(tone: Tone) -> str:
    """Give the name of a tone as it stands in CSS classes and properties (`no-answer`)."""
    return tone.value.replace("_", "-")


def _properties(theme: Theme) -> str:
    names = (
        "paper", "surface", "ink", "muted", "hairline", "rule", "accent", "accent_soft", "error",
    )  # fmt: skip
    text = "".join(f"--{name.replace('_', '-')}:{getattr(theme, name)};" for name in names)
    for tone, paint in theme.paints.items():
        name = tone_name(tone)
        text += f"--fill-{name}:{paint.fill};--mark-{name}:{paint.mark};--edge-{name}:{paint.edge};"
    return text
