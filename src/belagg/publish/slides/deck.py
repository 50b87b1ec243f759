"""What stands on each slide: who answered, findings, charts by theme, recommendations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from belagg.language import marked
from belagg.manuscript.blocks.texts import bound_text
from belagg.manuscript.tree import ChartBlock, Paragraph
from belagg.manuscript.typography import date_text
from belagg.publish.site.made import block
from belagg.publish.site.overview import answered, by_theme, has_result
from belagg.publish.site.page import Site
from belagg.publish.site.pictures import drawing, plain
from belagg.publish.site.progress import followed, progress_chart
from belagg.study.geography import Geography
from belagg.study.questionnaire import ItemType, worded

_ITEMS = 3
"""How many items share a slide: more could not be read from the back of a room."""
_FINDINGS = 4
_RECOMMENDATIONS = 5


@dataclass(frozen=True)
class Picture:
    """A chart: its SVG and what it says read out."""

    svg: str
    alt: str
    note: str


@dataclass(frozen=True)
class Slide:
    """One slide: a heading, and points or a chart."""

    title: str
    points: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Deck:
    """All slides, and what stands on the first and at the foot of each."""

    title: str
    subtitle: str
    facts: tuple[str, ...]
    foot: str
    language: str
    day: str
    slides: tuple[Slide, ...]


def deck(site: Site, geographies: Mapping[str, Geography]) -> Deck:
    """Make the slides of a study in the language of its site."""
    settings, language = site.study.settings, site.language
    day = settings.date.isoformat()
    facts = [settings.steward, date_text(day, language)]
    if settings.made_up:
        made_up = marked("Made up: nothing here is about a real body or person.")
        facts.append(site.words(made_up))
    title = site.set(worded(settings.title, language))
    revision = site.words(marked("Revision"))
    return Deck(
        title,
        site.set(worded(settings.subtitle, language)),
        tuple(site.set(fact) for fact in facts if fact),
        f"{title} · {revision} {site.revision}",
        language,
        day,
        tuple(_slides(site, geographies)),
    )


def _slides(site: Site, geographies: Mapping[str, Geography]) -> Iterator[Slide]:
    about = [worded(site.study.settings.description, site.language)]
    about += [plain(one.children) for one in answered(site) if isinstance(one, Paragraph)]
    points = tuple(site.set(point) for point in about if point)
    if points:
        yield Slide(site.words(marked("The mapping")), points)
    yield from _findings(site)
    for theme, items in by_theme(site):
        ids = [
            item.question_id
            for item in items
            if item.type is ItemType.SELECT_ONE and has_result(item, site)
        ]
        for start in range(0, len(ids), _ITEMS):
            for chart in block("chart", site.context(), *ids[start : start + _ITEMS]):
                if isinstance(chart, ChartBlock):
                    title = theme if len(chart.series) > 1 else chart.title
                    yield Slide(title, (), _picture(chart, site, geographies))
    yield from _recommendations(site, geographies)
    yield _closing(site)


def _findings(site: Site) -> Iterator[Slide]:
    ctx = site.context()
    ids = list(ctx.rows("findings", "finding_id"))
    said = [bound_text("findings", "finding_id", name, "statement", ctx) for name in ids]
    title = site.words(marked("Main findings"))
    for part in _parts(said, _FINDINGS):
        yield Slide(title, part)


def _recommendations(site: Site, geographies: Mapping[str, Geography]) -> Iterator[Slide]:
    rows = site.recommendations
    title = site.words(marked("Recommendations"))
    said = [
        f"{row['number']}. {site.set(row['title'])}" if row["number"] else site.set(row["title"])
        for row in rows
    ]
    for part in _parts(said, _RECOMMENDATIONS):
        yield Slide(title, part)
    known = followed(rows, site)
    if known:
        chart = progress_chart(known[:_ITEMS], site)
        if isinstance(chart, ChartBlock):
            yield Slide(
                site.words(marked("How far it has come")), (), _picture(chart, site, geographies)
            )


def _closing(site: Site) -> Slide:
    settings = site.study.settings
    points = [site.words(marked("Every number can be opened down to the rows behind it."))]
    if settings.address:
        points.append(f"{settings.address}/site/")
    if settings.licence:
        points.append(site.words(marked("Licence: {}")).format(settings.licence))
    return Slide(site.words(marked("Read more")), tuple(points))


def _parts(said: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(said), size):
        yield tuple(said[start : start + size])


def _picture(chart: ChartBlock, site: Site, geographies: Mapping[str, Geography]) -> Picture:
    drawn = drawing(chart, geographies, site.language)
    return Picture(etree.tostring(drawn.svg, encoding="unicode"), chart.alt, plain(chart.note))
