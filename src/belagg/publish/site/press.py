"""A press release, and a fact sheet for each body, from the same figures as everything else."""

from collections.abc import Iterator

from belagg.analysis.item_figures import stem
from belagg.language import marked
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block, Cell, Link, ListBlock, Text
from belagg.manuscript.typography import date_text
from belagg.publish.site.body import said
from belagg.publish.site.citing import filled
from belagg.publish.site.made import block
from belagg.publish.site.overview import answered, finding_list, has_result, item_title
from belagg.publish.site.page import (
    Page,
    Site,
    body_path,
    cell,
    heading,
    link,
    paragraph,
    question_path,
    table,
)
from belagg.study.questionnaire import Item, ItemType, worded
from belagg.study.vocabulary import Layer

PRESS = "press.html"


def press_pages(site: Site) -> Iterator[Page]:
    """Make the press release, and where single bodies may be shown the fact sheet of each."""
    title = site.words(marked("Press release: {}"))
    name = site.set(worded(site.study.settings.title, site.language))
    yield Page(PRESS, title.format(name), tuple(_release(site)), "about")
    if site.shows_bodies:
        for unit in site.figures.cells.units:
            body = site.set(site.study.unit_names[unit])
            sheet = site.words(marked("Fact sheet: {}")).format(body)
            yield Page(sheet_path(unit), sheet, tuple(_sheet(unit, site)), "bodies", kind="body")


def sheet_path(unit_id: str) -> str:
    """Give the path of the fact sheet of a body."""
    return f"facts/{slug(unit_id)}.html"


def _release(site: Site) -> Iterator[Block]:
    settings = site.study.settings
    facts = (settings.steward, date_text(settings.date.isoformat(), site.language))
    yield paragraph(". ".join(site.set(fact) for fact in facts if fact) + ".")
    description = worded(settings.description, site.language)
    if description:
        yield paragraph(site.set(description), lead=True)
    yield from answered(site)
    yield from finding_list(site)
    ids = [
        item.question_id
        for item in site.study.items
        if item.type is ItemType.SELECT_ONE and has_result(item, site)
    ]
    if ids:
        yield from block("chart", site.context(), ids[0])
    rows = site.recommendations
    if rows:
        yield heading(site.words(marked("Recommendations")))
        titles = [(paragraph(site.set(row["title"])),) for row in rows]
        yield ListBlock(tuple(titles), start=1)
    yield heading(site.words(marked("Material")))
    up = "../" if site.language == settings.language else "../../"
    ending = "" if site.language == settings.language else f".{site.language}"
    files = (
        (f"report{ending}.pdf", marked("The report as PDF")),
        (f"slides{ending}.pdf", marked("Slides as PDF")),
    )
    material = [
        (paragraph(Link(f"{up}{path}", (Text(site.words(words)),))),) for path, words in files
    ]
    material.append((paragraph(link("data.html", site.words(marked("Open data")))),))
    yield ListBlock(tuple(material))
    if settings.licence:
        text = site.words(marked("All of it may be used under the licence {}."))
        yield paragraph(text.format(settings.licence))


def _sheet(unit: str, site: Site) -> Iterator[Block]:
    rows = []
    for item in site.study.items:
        if item.type is ItemType.SELECT_ONE and has_result(item, site):
            title = item_title(item, site)
            rows.append(
                (
                    cell(link(question_path(item.question_id), title), header=True),
                    cell(said(item, Layer.RECODED, unit, site)),
                    _alike(item, unit, site),
                )
            )
    heads = site.heads(marked("Question"), marked("Answer"), marked("The same answer"))
    caption = site.words(marked("The answers, and how many answered the same"))
    yield table(caption, heads, rows)
    yield paragraph(link(body_path(unit), site.words(marked("All answers of the body"))))


def _alike(item: Item, unit: str, site: Site) -> Cell:
    """Say how many bodies have the category that this one has."""
    category, _missing = site.layers.get((Layer.RECODED, unit, item.question_id), (None, None))
    prefix = stem(item, Layer.RECODED)
    name = f"{prefix}.{category}.count"
    if category is None or name not in site.figures or f"{prefix}.n" not in site.figures:
        return cell()
    return cell(
        *filled(
            site.words(marked("{count} of {n}")),
            {"count": [site.binder.bound(name)], "n": [site.binder.bound(f"{prefix}.n")]},
        )
    )
