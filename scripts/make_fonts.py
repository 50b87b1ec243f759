"""Make the package's fonts: small static cuts of Source Serif 4 and Source Sans 3, renamed.

Web fonts (woff2) go into the HTML report, TrueType files into the PDF: typst 0.15 takes half the
time with static cuts, and sets the text of an SVG in the default cut of a variable font (ExtraLight
here). The advance widths in `metrics.json` are what charts and maps measure their labels with;
`coverage.json` says which characters the cuts have (`cuts`), and which the whole families have
besides (`all`), as ranges of code points.

*Source* is a reserved font name under the SIL Open Font License, so the cuts are called Belagg.
Run it again with `python scripts/make_fonts.py` when a font package is updated.
"""

import json
import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import fontpkg_source_sans_3 as sans
import fontpkg_source_serif_4 as serif
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).parent.parent / "src" / "belagg" / "report" / "fonts"

# Latin with the letters of Sami, the Nordic and the other European languages in Latin script.
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), 0x1E9E, 0x2BC]
COMBINING = [*range(0x300, 0x30D), 0x312, 0x31B, *range(0x323, 0x329), 0x32E, 0x331, 0x335, 0x338]
MARKS = [ord(mark) for mark in "‐‑–—‘’‚“”„†‡•…‰′″‹›⁰⁴⁵⁶⁷⁸⁹€№™−≈≠≤≥←↑→↓↗↩✓○ʼ"]
SPACES = [0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x200B, 0x202F, 0x2060]
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "sups", "case"]

WEB = [*LETTERS, *MARKS, *SPACES]
# A browser takes accents that combine from another font; in a PDF they must be in the same one.
PRINT = [*WEB, *COMBINING]


@dataclass(frozen=True)
class Cut:
    """One static font to make from a variable one."""

    file: str
    family: str
    style: str
    weight: int
    source: Path
    axes: dict[str, float]
    web: bool = True


SERIF, SANS = serif.ROOT / "files", sans.ROOT / "files"
CUTS = [
    Cut("BelaggSerif-Regular", "Belagg Serif", "Regular", 400,
        SERIF / "SourceSerif4[opsz,wght].ttf", {"opsz": 14, "wght": 400}),
    Cut("BelaggSerif-Semibold", "Belagg Serif", "Semibold", 600,
        SERIF / "SourceSerif4[opsz,wght].ttf", {"opsz": 20, "wght": 600}),
    Cut("BelaggSerif-Italic", "Belagg Serif", "Italic", 400,
        SERIF / "SourceSerif4-Italic[opsz,wght].ttf", {"opsz": 14, "wght": 400}),
    Cut("BelaggSerif-SemiboldItalic", "Belagg Serif", "Semibold Italic", 600,
        SERIF / "SourceSerif4-Italic[opsz,wght].ttf", {"opsz": 14, "wght": 600}, web=False),
    Cut("BelaggDisplay-Regular", "Belagg Display", "Regular", 400,
        SERIF / "SourceSerif4[opsz,wght].ttf", {"opsz": 48, "wght": 400}),
    Cut("BelaggSans-Regular", "Belagg Sans", "Regular", 400,
        SANS / "SourceSans3[wght].ttf", {"wght": 400}),
    Cut("BelaggSans-Semibold", "Belagg Sans", "Semibold", 600,
        SANS / "SourceSans3[wght].ttf", {"wght": 600}),
    Cut("BelaggSans-Italic", "Belagg Sans", "Italic", 400,
        SANS / "SourceSans3-Italic[wght].ttf", {"wght": 400}),
]  # fmt: skip


def main() -> None:
    """Write the fonts, their licence and the metrics into the package."""
    TARGET.mkdir(parents=True, exist_ok=True)
    widths: dict[str, object] = {}
    characters: list[set[int]] = []
    for cut in CUTS:
        font = make(cut, PRINT)
        characters.append(set(font.getBestCmap()))
        save(font, TARGET / f"{cut.file}.ttf", None)
        if cut.web:
            save(make(cut, WEB), TARGET / f"{cut.file}.woff2", "woff2")
        if cut.family == "Belagg Sans" and cut.style != "Italic":
            widths[cut.style.lower()] = advances(font)
    write_json(widths, TARGET / "metrics.json")
    in_all_cuts = set.intersection(*characters)
    whole = {code for path in (SERIF, SANS) for file in path.glob("*.ttf")
             for code in TTFont(file).getBestCmap()}  # fmt: skip
    coverage = {"cuts": ranges(in_all_cuts), "all": ranges(in_all_cuts | whole)}
    write_json(coverage, TARGET / "coverage.json")
    shutil.copyfile(serif.ROOT / "LICENSE", TARGET / "OFL-serif.txt")
    shutil.copyfile(sans.ROOT / "LICENSE", TARGET / "OFL-sans.txt")


def make(cut: Cut, characters: list[int]) -> TTFont:
    """Fix the axes of the variable font, keep the characters, and rename it."""
    font = instancer.instantiateVariableFont(TTFont(cut.source), cut.axes)
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 13, 14]
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    rename(font, cut)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    return font


def write_json(value: object, path: Path) -> None:
    """Write a value as JSON on one line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def ranges(codes: set[int]) -> list[tuple[int, int]]:
    """Give the code points as ranges, both ends within."""
    found: list[tuple[int, int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1] = (found[-1][0], code)
        else:
            found.append((code, code))
    return found


def rename(font: TTFont, cut: Cut) -> None:
    """Give the font the names, weight and slant of its cut."""
    bold = cut.weight == 600
    names = {
        1: f"{cut.family} Semibold" if bold else cut.family,
        2: cut.style.removeprefix("Semibold").strip() or "Regular",
        3: cut.file,
        4: f"{cut.family} {cut.style}",
        5: "Version 1.0",
        6: cut.file,
        16: cut.family,
        17: cut.style,
    }
    for identifier, text in names.items():
        font["name"].setName(text, identifier, 3, 1, 0x409)
    font["OS/2"].usWeightClass = cut.weight
    for gone in ("STAT", "meta", "DSIG"):
        if gone in font:
            del font[gone]


def save(font: TTFont, path: Path, flavor: str | None) -> None:
    """Write the font in its web (`woff2`) or plain form; the same font gives the same bytes."""
    font.flavor = flavor
    buffer = BytesIO()
    font.save(buffer, reorderTables=True)
    path.write_bytes(buffer.getvalue())
    print(path.name, len(buffer.getvalue()))


def advances(font: TTFont) -> dict[str, int]:
    """Give the width of every character, in thousandths of the type size."""
    scale = 1000 / font["head"].unitsPerEm
    widths = font["hmtx"].metrics
    return {
        chr(code): round(widths[glyph][0] * scale)
        for code, glyph in sorted(font.getBestCmap().items())
    }


if __name__ == "__main__":
    main()
