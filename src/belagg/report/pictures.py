"""Pictures as PNG, for formats that cannot hold SVG and newer forms."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

_PAGES = b"""
#set page(width: auto, height: auto, margin: 0pt)
#for index in range(sys.inputs.len()) {
  page(image(bytes(sys.inputs.at(str(index))), format: "svg"))
}
"""

_RASTER_PPI = 72.0
"""The pixels to an inch of a picture that does not say; typst counts them so."""

_FONTS = Path(__file__).parent / "fonts"


def font_directory() -> Path:
    """Give the folder of the cuts that charts and maps are set in, for typst's font paths."""
    return _FONTS


def svg_png(svgs: Sequence[str], ppi: int = 200) -> list[bytes]:
    """Give every SVG as a PNG, in order, at `ppi` pixels to an inch, which is 96 SVG units.

    One run of typst makes them all, a page each.
    """
    import typst

    if not svgs:
        return []
    inputs = {str(index): svg for index, svg in enumerate(svgs)}
    made: bytes | list[bytes] = typst.compile(
        _PAGES, format="png", ppi=float(ppi), sys_inputs=inputs, font_paths=_fonts()
    )
    return made if isinstance(made, list) else [made]


def drawn_from(svg: str, ppi: int) -> str:
    """Give a checksum of all that a PNG of `svg_png` depends on: picture, size, program, fonts."""
    return sha256(f"{_drawing_program()} {ppi} {svg}".encode()).hexdigest()


@cache
def _drawing_program() -> str:
    import fontpkg_source_sans_3

    told = sha256(version("typst").encode() + _PAGES)
    for folder in (_FONTS, Path(str(fontpkg_source_sans_3.ROOT))):
        for face in sorted(path for path in folder.rglob("*") if path.is_file()):
            told.update(face.read_bytes())
    return told.hexdigest()


def raster_png(data: bytes, form: str) -> bytes:
    """Give a picture of another form (`webp`) as a PNG of as many pixels.

    RuntimeError where it is not a picture of that form.
    """
    import typst

    code = f"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes({tuple(data)}), format: "{form}")
"""
    made: bytes = typst.compile(code.encode(), format="png", ppi=_RASTER_PPI, font_paths=_fonts())
    return made


@cache
def _fonts() -> "typst.Fonts":
    """Give our cuts, and the whole family for the letters they lack."""
    import fontpkg_source_sans_3
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[_FONTS, fontpkg_source_sans_3.ROOT],
    )
