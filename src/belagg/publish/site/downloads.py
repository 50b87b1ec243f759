"""What can be taken from a page: each chart and map as SVG, PNG and CSV, and how it was made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from belagg.language import marked
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block, ChartBlock, FlowBlock, Inline, MapBlock, Text
from belagg.manuscript.typography import date_text
from belagg.publish.drawn import Drawn
from belagg.publish.site.making import made_of
from belagg.publish.site.page import Page, Site, link, paragraph
from belagg.publish.site.pictures import (
    Drawing,
    Picture,
    drawing,
    picture_csv,
    titled_svg,
    with_source,
)
from belagg.study.geography import Geography
from belagg.study.questionnaire import worded


@dataclass(frozen=True)
class Taken:
    """A picture of a page: where its files lie, without their endings, and what they hold."""

    stem: str
    block: Picture
    drawn: Drawing
    svg: str


def with_downloads(
    page: Page, site: Site, geographies: Mapping[str, Geography]
) -> tuple[Page, list[Taken]]:
    """Give the page with links below each picture, and the pictures that they lead to."""
    body: list[Block] = []
    taken: list[Taken] = []
    for block in page.body:
        body.append(block)
        if not isinstance(block, ChartBlock | MapBlock | FlowBlock):
            continue
        stem = f"pictures/{slug(page.path.removesuffix('.html'))}-{block.anchor}"
        drawn = drawing(block, geographies, site.language)
        svg = titled_svg(block, drawn, credit_line(site), site.language)
        taken.append(Taken(stem, block, drawn, svg))
        body.append(_links(stem, block, site))
    return (replace(page, body=tuple(body)) if taken else page), taken


def credit_line(site: Site) -> str:
    """Say what is drawn into a picture of where it comes from: study, steward, day and licence."""
    settings = site.study.settings
    parts = (
        site.set(worded(settings.title, site.language)),
        site.set(settings.steward),
        date_text(settings.date.isoformat(), site.language),
        settings.licence,
    )
    return ". ".join(part.rstrip(".") for part in parts if part)


def source_line(site: Site) -> str:
    """Say where a picture comes from in its file: the same, and the revision.

    The revision is not drawn, since every change of the study would have every picture drawn again.
    """
    return f"{credit_line(site)}. {site.words(marked('Revision'))} {site.revision}"


def picture_files(taken: Sequence[Taken], site: Site, drawn: Drawn) -> Iterator[tuple[str, bytes]]:
    """Give the files of pictures by path within the language; `drawn` has those made before."""
    source = source_line(site)
    pngs = drawn.pngs([one.svg for one in taken], 150, source)
    for one, png in zip(taken, pngs, strict=True):
        yield f"{one.stem}.svg", with_source(one.svg, source).encode()
        yield f"{one.stem}.png", png
        yield f"{one.stem}.csv", picture_csv(one.block)


def _links(stem: str, block: Picture, site: Site) -> Block:
    names = {"svg": "SVG", "png": "PNG", "csv": "CSV"}
    title = block.number or site.words(marked("the chart"))
    opening = site.words(marked("Download {}:")).format(title)
    parts: list[Inline | str] = [f"{opening} "]
    for place, (ending, name) in enumerate(names.items()):
        parts += [", "] if place else []
        parts.append(link(f"{stem}.{ending}", name))
    parts.append(". ")
    parts.append(Text(made_of(block, site)))
    return paragraph(*parts)
