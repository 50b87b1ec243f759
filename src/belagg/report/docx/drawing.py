"""Pictures: which ones a report needs, and how one stands in the text."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image

from belagg.language import _
from belagg.manuscript.tree import ChartBlock, Document, FlowBlock, ImageBlock, MapBlock
from belagg.report.charts.picture import chart_svg
from belagg.report.docx.context import Context, Story
from belagg.report.docx.markup import Xml, bare, run, tag
from belagg.report.docx.style import PAGE, TEXT_WIDTH
from belagg.report.flow import flow_svg
from belagg.report.maps import map_svg
from belagg.report.pictures import raster_png, svg_png
from belagg.report.walk import blocks_of
from belagg.study.geography import Geography
from belagg.study.problems import Problem, StudyError

_EMU = 635
"""English metric units in a twentieth of a point."""

_HIGHEST = round(PAGE[1] * 0.6)
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"

Drawn = ChartBlock | MapBlock | FlowBlock | ImageBlock


def make_pictures(document: Document, geographies: Mapping[str, Geography]) -> dict[str, bytes]:
    """Give every chart, map and picture that Word lacks the form of as PNG, by name.

    `render_docx` takes them. They take longer than all the rest: a caller may make them elsewhere,
    at the same time as other work. StudyError where a picture of the package cannot be read.
    """
    svgs: dict[str, str] = {}
    others: dict[str, bytes] = {}
    for block in blocks_of(document):
        match block:
            case ChartBlock():
                svgs[_name(block)] = chart_svg(block, document.language)
            case MapBlock():
                geography = geographies[block.geography]
                svgs[_name(block)] = map_svg(block, geography, document.language)
            case FlowBlock():
                svgs[_name(block)] = flow_svg(block, document.language)
            case ImageBlock(media=media) if media in _LACKING:
                with _told(block):
                    others[_name(block)] = _LACKING[media](block.data)
            case _:
                pass
    return dict(zip(svgs, svg_png(list(svgs.values())), strict=True)) | others


def _from_svg(data: bytes) -> bytes:
    return svg_png([data.decode("utf-8", "replace")])[0]


def _from_webp(data: bytes) -> bytes:
    return raster_png(data, "webp")


_LACKING = {"image/svg+xml": _from_svg, "image/webp": _from_webp}
"""The forms that Word lacks, or lacked until lately, each with the way to PNG."""


@contextmanager
def _told(block: Drawn) -> Iterator[None]:
    """Say which picture it is that cannot be shown."""
    try:
        yield
    except (
        UnrecognizedImageError,
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        RuntimeError,
    ) as error:
        message = _("Word cannot show this picture: it is not a sound PNG, JPEG, GIF, WEBP or SVG.")
        raise StudyError([Problem("picture-unreadable", message, found=block.alt)]) from error


def _name(block: Drawn) -> str:
    if isinstance(block, ImageBlock):
        return hashlib.sha256(block.data).hexdigest()
    return block.anchor


def picture(context: Context, story: Story, block: Drawn, title: str) -> Xml:
    """Give the run of a picture, as wide as the text unless it is small or would be too high.

    StudyError where the picture of a package is of a kind, or in a state, that Word cannot show.
    """
    data = context.pictures.get(_name(block))
    if data is None and isinstance(block, ImageBlock):
        data = block.data
    if data is None:
        raise KeyError(_name(block))
    with _told(block):
        relation, image = story.picture(data)
    size = _size(image, natural=isinstance(block, ImageBlock))
    drawing = _inline(context.drawing_id(), relation, size, title, block.alt)
    return run(tag("w:drawing", drawing))


def _size(image: Image, *, natural: bool) -> tuple[int, int]:
    """Give width and height in English metric units."""
    width, height = TEXT_WIDTH * _EMU, _HIGHEST * _EMU
    if natural:
        width = min(width, int(image.width))
    ratio = image.px_height / image.px_width
    if width * ratio > height:
        return max(1, round(height / ratio)), height
    return width, max(1, round(width * ratio))


def _inline(number: int, relation: str, size: tuple[int, int], title: str, alt: str) -> Xml:
    """Give a picture in the line, with its text alternative (CT_Inline, 20.4.2.8)."""
    width, height = size
    name = f"Picture {number}"
    fill = bare(
        "pic:blipFill",
        bare("a:blip", **{"r:embed": relation}),
        bare("a:stretch", bare("a:fillRect")),
    )
    shape = bare(
        "pic:spPr",
        bare("a:xfrm", bare("a:off", x=0, y=0), bare("a:ext", cx=width, cy=height)),
        bare("a:prstGeom", bare("a:avLst"), prst="rect"),
    )
    properties = bare(
        "pic:nvPicPr",
        bare("pic:cNvPr", id=number, name=name, descr=alt),
        bare("pic:cNvPicPr"),
    )
    drawn = bare("pic:pic", properties, fill, shape, **{"xmlns:pic": _PICTURE})
    return bare(
        "wp:inline",
        bare("wp:extent", cx=width, cy=height),
        bare("wp:docPr", id=number, name=name, descr=alt, title=title),
        bare(
            "wp:cNvGraphicFramePr",
            bare("a:graphicFrameLocks", noChangeAspect=1, **{"xmlns:a": _MAIN}),
        ),
        bare("a:graphic", bare("a:graphicData", drawn, uri=_PICTURE), **{"xmlns:a": _MAIN}),
        distT=0, distB=0, distL=0, distR=0,
    )  # fmt: skip
