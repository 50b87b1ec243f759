"""How one style of the Word document is written: letters, shape and name."""

from dataclasses import dataclass

from belagg.report.docx.markup import EMPTY, Xml, join, tag
from belagg.report.tokens import LIGHT

SERIF = "Source Serif 4"
SANS = "Source Sans 3"

PAGE = (11906, 16838)
"""Width and height of A4, in twentieths of a point."""

LEFT, RIGHT = 1814, 2948
"""The margins, in twentieths of a point; the outer is wide, so that large tables can use it."""

TEXT_WIDTH = PAGE[0] - LEFT - RIGHT
"""The width of the text, in twentieths of a point: 60 to 70 characters to a line."""

WIDE = TEXT_WIDTH + 1500
"""The width of a table that uses the outer margin too."""

INK, MUTED, HAIRLINE, ACCENT = (
    colour.removeprefix("#").upper()
    for colour in (LIGHT.ink, LIGHT.muted, LIGHT.hairline, LIGHT.accent)
)

_DEFAULTS = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}


def typeface(name: str) -> Xml:
    """Give a typeface for every script."""
    return tag("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def letters(
    *,
    font: str = "",
    size: float = 0,
    bold: bool | None = None,
    italic: bool = False,
    colour: str = "",
    underline: str = "",
    tabular: bool = False,
    raised: bool = False,
    unproofed: bool = False,
) -> Xml:
    """Give the inside of `w:rPr`, in the order of EG_RPrBase (ISO/IEC 29500-1, 17.3.2)."""
    half_points = round(size * 2)
    return join(
        typeface(font) if font else EMPTY,
        EMPTY if bold is None else tag("w:b", val=int(bold)),
        EMPTY if bold is None else tag("w:bCs", val=int(bold)),
        join(tag("w:i"), tag("w:iCs")) if italic else EMPTY,
        tag("w:noProof") if unproofed else EMPTY,
        tag("w:color", val=colour) if colour else EMPTY,
        join(tag("w:sz", val=half_points), tag("w:szCs", val=half_points)) if size else EMPTY,
        tag("w:u", val="single", color=underline) if underline else EMPTY,
        tag("w:vertAlign", val="superscript") if raised else EMPTY,
        tag("w14:numSpacing", **{"w14:val": "tabular"}) if tabular else EMPTY,
    )


def rule(side: str, colour: str, size: int = 4, space: int = 4) -> Xml:
    """Give a line on one side; `size` in eighths of a point, `space` from the text in points."""
    return tag(f"w:{side}", val="single", sz=size, space=space, color=colour)


def shape(
    *,
    before: int = 0,
    after: int = 0,
    line: float = 0,
    left: int = 0,
    right: int = 0,
    hanging: int = 0,
    keep_next: bool = False,
    keep_lines: bool = False,
    break_before: bool = False,
    numbered: Xml = EMPTY,
    borders: Xml = EMPTY,
    tabs: Xml = EMPTY,
    unhyphenated: bool = False,
    tight: bool = False,
    align: str = "",
    outline: int | None = None,
) -> Xml:
    """Give the inside of `w:pPr`, in the order of CT_PPrBase (ISO/IEC 29500-1, 17.3.1.26).

    Lengths are in twentieths of a point, `line` in lines.
    """
    spacing: dict[str, str | int] = {"before": before, "after": after}
    if line:
        spacing |= {"line": round(line * 240), "lineRule": "auto"}
    indent = {"left": left, "right": right} | ({"hanging": hanging} if hanging else {})
    return join(
        tag("w:keepNext") if keep_next else EMPTY,
        tag("w:keepLines") if keep_lines else EMPTY,
        tag("w:pageBreakBefore") if break_before else EMPTY,
        numbered,
        tag("w:pBdr", borders) if borders else EMPTY,
        tag("w:tabs", tabs) if tabs else EMPTY,
        tag("w:suppressAutoHyphens") if unhyphenated else EMPTY,
        tag("w:spacing", **spacing),
        tag("w:ind", **indent) if left or right or hanging else EMPTY,
        tag("w:contextualSpacing") if tight else EMPTY,
        tag("w:jc", val=align) if align else EMPTY,
        EMPTY if outline is None else tag("w:outlineLvl", val=outline),
    )


@dataclass(frozen=True)
class Style:
    """One style.

    `name` is Word's own name of it, which Word shows in the user's language, or the house's own.
    """

    style_id: str
    name: str
    based_on: str = "Normal"
    follows: str = ""
    shape: Xml = EMPTY
    letters: Xml = EMPTY
    kind: str = "paragraph"
    own: bool = False
    table: Xml = EMPTY

    def xml(self) -> Xml:
        """Give the style as markup, in the order of CT_Style (ISO/IEC 29500-1, 17.7.4.17)."""
        flags: dict[str, str | int] = {}
        if self.style_id in _DEFAULTS:
            flags["default"] = 1
        if self.own:
            flags["customStyle"] = 1
        return tag(
            "w:style",
            tag("w:name", val=self.name),
            tag("w:basedOn", val=self.based_on) if self.based_on else EMPTY,
            tag("w:next", val=self.follows) if self.follows else EMPTY,
            tag("w:uiPriority", val=1 if self.own else 9),
            tag("w:qFormat"),
            tag("w:pPr", self.shape) if self.shape else EMPTY,
            tag("w:rPr", self.letters) if self.letters else EMPTY,
            self.table,
            type=self.kind,
            **flags,
            styleId=self.style_id,
        )


def stop(kind: str, position: int, leader: str = "none") -> Xml:
    """Give a tab stop."""
    return tag("w:tab", val=kind, leader=leader, pos=position)
