"""SVG pictures become PNG in the project's own typeface."""

import io
import struct

from PIL import Image

from belagg.report.pictures import svg_png

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} 72" width="{w}" height="72">{x}</svg>'
)


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_picture_becomes_a_png_of_its_size_in_order() -> None:
    pngs = svg_png([SQUARE.format(w=w, x="") for w in (72, 144, 36)], ppi=192)
    assert [size(png) for png in pngs] == [(144, 144), (288, 144), (72, 144)]


def test_one_picture_and_none_work_alike() -> None:
    assert len(svg_png([SQUARE.format(w=72, x="")])) == 1
    assert svg_png([]) == []


def test_text_is_set_in_the_weight_asked_for() -> None:
    """A variable font would be set in its lightest cut, and both lines would look the same."""
    text = '<text x="2" y="50" font-family="Belagg Sans" font-weight="{}" font-size="40">n</text>'
    inks = [
        sum(Image.open(io.BytesIO(png)).convert("L").histogram()[:128])
        for png in svg_png([SQUARE.format(w=72, x=text.format(weight)) for weight in (400, 600)])
    ]
    assert inks[1] > inks[0] * 1.15 > 0


def test_the_same_pictures_are_the_same_bytes() -> None:
    svg = SQUARE.format(w=72, x='<circle cx="30" cy="30" r="20"/>')
    assert svg_png([svg]) == svg_png([svg])
