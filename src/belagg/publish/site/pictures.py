"""Charts and maps as files of their own: with the title, n and source that a page would give them.

A picture that is passed on loses the page around it, so what it shows, of how many, and where it
comes from is drawn into it.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from belagg.manuscript.tree import Bound, ChartBlock, FlowBlock, Inlines, MapBlock, Text
from belagg.report.charts import chart_svg
from belagg.report.flow import flow_svg
from belagg.report.maps import map_svg
from belagg.report.measure import wrap
from belagg.report.printable import printable
from belagg.report.tokens import LIGHT
from belagg.study.geography import Geography

Picture = ChartBlock | MapBlock | FlowBlock

_MARGIN = 24.0
_TITLE, _SMALL = 17.0, 12.0
_LEADING = 1.35
_SVG = "{http://www.w3.org/2000/svg}"
_FONT = "'Belagg Sans', 'Source Sans 3', 'Segoe UI', sans-serif"


@dataclass(frozen=True)
class Drawing:
    """An SVG with its size."""

    svg: etree._Element
    width: float
    height: float


def drawing(block: Picture, geographies: Mapping[str, Geography], language: str) -> Drawing:
    """Give a chart or a map as it stands on a page."""
    match block:
        case ChartBlock():
            text = chart_svg(block, language)
        case MapBlock():
            text = map_svg(block, geographies[block.geography], language)
        case FlowBlock():
            text = flow_svg(block, language)
    svg = etree.fromstring(printable(text))
    return Drawing(svg, float(svg.get("width", "0")), float(svg.get("height", "0")))


def titled_svg(block: Picture, drawn: Drawing, credit: str, language: str) -> str:
    """Give a picture with its title above, and n and `credit` below."""
    width = drawn.width + 2 * _MARGIN
    title = wrap(block.title, drawn.width, _TITLE, language, bold=True)
    notes = [
        line
        for text in (plain(block.note), credit)
        if text
        for line in wrap(text, drawn.width, _SMALL, language)
    ]
    top = _MARGIN + len(title) * _TITLE * _LEADING + 10
    foot = top + drawn.height + 10
    height = foot + len(notes) * _SMALL * _LEADING + _MARGIN
    root = _page(width, height, language)
    _lines(root, title, _MARGIN, _MARGIN, _TITLE, LIGHT.ink, bold=True)
    _place(root, drawn, _MARGIN, top, 1.0)
    _lines(root, notes, _MARGIN, foot, _SMALL, LIGHT.muted)
    return etree.tostring(root, encoding="unicode")


def with_source(svg: str, source: str) -> str:
    """Give an SVG that tells, unseen, where it comes from."""
    root = etree.fromstring(svg)
    told = etree.Element(f"{_SVG}metadata")
    told.text = source
    root.insert(0, told)
    return etree.tostring(root, encoding="unicode")


def sharing_svg(title: str, summary: str, foot: str, drawn: Drawing | None, language: str) -> str:
    """Give a picture of 1200 by 630 for those who share a page: title, chart or summary, source."""
    width, height, margin = 1200.0, 630.0, 64.0
    root = _page(width, height, language)
    etree.SubElement(
        root, f"{_SVG}rect", x=f"{margin}", y="52", width="96", height="6", fill=LIGHT.accent
    )
    size = 46.0 if drawn is None else 36.0
    most = 6 if drawn is None else 3
    lines = wrap(title, width - 2 * margin, size, language, bold=True)
    if len(lines) > most:
        lines = (*lines[: most - 1], f"{lines[most - 1].rstrip('-')} …")
    _lines(root, lines, margin, 84, size, LIGHT.ink, bold=True)
    top = 84 + len(lines) * size * _LEADING + 16
    room = height - 92 - top
    if drawn is not None and room > 0:
        scale = min((width - 2 * margin) / drawn.width, room / drawn.height, 2.0)
        _place(root, drawn, margin, top, scale)
    if drawn is None and summary:
        told = wrap(summary, width - 2 * margin, 28, language)[:4]
        _lines(root, told, margin, top, 28, LIGHT.muted)
    _lines(root, wrap(foot, width - 2 * margin, 22, language)[:1], margin, height - 64, 22,
           LIGHT.muted)  # fmt: skip
    return etree.tostring(root, encoding="unicode")


def picture_csv(block: Picture) -> bytes:
    """Give the numbers of a picture as CSV in UTF-8: of a map the category of every area."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    match block:
        case MapBlock():
            writer.writerow(("unit_id", "name", "category", "label"))
            writer.writerows((a.unit_id, a.name, a.code, a.label) for a in block.areas)
        case FlowBlock():
            writer.writerow(("before", "after", "count", "figure"))
            writer.writerows((s.before, s.after, s.count, s.count_name) for s in block.strands)
        case ChartBlock():
            writer.writerow(("item", "category", "label", "count", "percent", "n", "figure"))
            writer.writerows(_rows(block))
    return text.getvalue().encode()


def _rows(block: ChartBlock) -> Iterator[tuple[object, ...]]:
    for series in block.series:
        for part in (*series.slices, *series.missing):
            count = "" if part.count is None else part.count
            percent = "" if part.percent is None else f"{part.percent:g}"
            yield (series.label, part.code, part.label, count, percent, series.n, part.count_name)


def plain(inlines: Inlines) -> str:
    """Give the words of texts and figures."""
    return "".join(part.text for part in inlines if isinstance(part, Text | Bound))


def _page(width: float, height: float, language: str) -> etree._Element:
    size = {"width": f"{width:g}", "height": f"{height:g}"}
    root = etree.fromstring('<svg xmlns="http://www.w3.org/2000/svg"/>')
    box = {"viewBox": f"0 0 {width:g} {height:g}", **size, "font-family": _FONT, "lang": language}
    for name, value in box.items():
        root.set(name, value)
    etree.SubElement(root, f"{_SVG}rect", {**size, "fill": LIGHT.paper})
    return root


def _lines(
    root: etree._Element, lines: "tuple[str, ...] | list[str]", x: float, top: float, size: float,
    fill: str, *, bold: bool = False,
) -> None:  # fmt: skip
    for place, line in enumerate(lines):
        node = etree.SubElement(
            root, f"{_SVG}text", x=f"{x:g}", y=f"{top + size + place * size * _LEADING:g}",
            fill=fill,
        )  # fmt: skip
        node.set("font-size", f"{size:g}")
        if bold:
            node.set("font-weight", "600")
        node.text = line


def _place(root: etree._Element, drawn: Drawing, x: float, y: float, scale: float) -> None:
    group = etree.SubElement(
        root, f"{_SVG}g", transform=f"translate({x:g} {y:g}) scale({scale:.4g})"
    )
    inner = etree.fromstring(etree.tostring(drawn.svg))
    for name in ("role", "aria-labelledby", "class"):
        inner.attrib.pop(name, "")
    group.append(inner)
