"""One body beside all of them, question by question: no order of rank, and no total."""

from collections.abc import Iterator

from belagg.analysis.item_figures import stem
from belagg.analysis.tally import categories
from belagg.language import marked
from belagg.manuscript.blocks.results import category_label
from belagg.manuscript.tree import Block, Cell, Inline, ListBlock, Strong, Text
from belagg.manuscript.typography import NBSP
from belagg.publish.site.body import said
from belagg.publish.site.overview import by_theme, item_title
from belagg.publish.site.page import (
    Page,
    Site,
    body_path,
    cell,
    comparison_path,
    heading,
    link,
    paragraph,
    question_path,
    table,
)
from belagg.study.questionnaire import Item
from belagg.study.vocabulary import Layer


def comparison_pages(site: Site) -> Iterator[Page]:
    """Make a page for each body and a list of them; none where single bodies may not be shown."""
    if not site.shows_bodies:
        return
    names = site.study.unit_names
    units = site.figures.cells.units
    listed = ListBlock(
        tuple((paragraph(link(comparison_path(u), site.set(names[u]))),) for u in units)
    )
    hint = site.words(
        marked("Choose one to see its answers beside those of all. Nobody is ranked or scored.")
    )
    title = site.words(marked("Compare"))
    yield Page("compare/index.html", title, (paragraph(hint), listed), "compare", kind="search")
    everybody = {item.question_id: _everybody(item, site) for item in site.study.items}
    for unit in units:
        name = site.set(names[unit])
        pattern = site.words(marked("{} beside all"))
        body = tuple(_body(unit, everybody, site))
        yield Page(comparison_path(unit), pattern.format(name), body, "compare")


def _body(
    unit: str, everybody: dict[str, dict[str, tuple[Inline, ...]]], site: Site
) -> Iterator[Block]:
    words = site.words(marked("All its answers, with the reasons for how they were judged"))
    yield paragraph(link(body_path(unit), words))
    heads = site.heads(marked("Question"), marked("Its answer"), marked("All who answered"))
    for title, items in by_theme(site):
        if not items:
            continue
        rows = [
            (
                cell(link(question_path(i.question_id), item_title(i, site)), header=True),
                cell(_own(unit, i, site)),
                _beside(_codes(unit, i, site), everybody[i.question_id]),
            )
            for i in items
        ]
        yield heading(title)
        yield table(title, heads, rows)


def _own(unit: str, item: Item, site: Site) -> str:
    """Give what the body answered, a number as it stands."""
    if not item.type.is_number:
        return said(item, Layer.RECODED, unit, site)

    def made() -> dict[str, str]:
        rows = site.figures.cells.item_rows(Layer.RECODED, item.question_id)
        units = site.figures.cells.units
        return {units[place]: value for place, value in rows["unit", "value"].iter_rows() if value}

    values = site.context().once(("values", item.question_id), made)
    return values.get(unit) or said(item, Layer.RECODED, unit, site)


def _codes(unit: str, item: Item, site: Site) -> list[str]:
    category, _missing = site.layers.get((Layer.RECODED, unit, item.question_id), (None, None))
    return category.split(" ") if category else []


def _everybody(item: Item, site: Site) -> dict[str, tuple[Inline, ...]]:
    """Give the share of all who answered in each category, or the middle of a number."""
    prefix = stem(item, Layer.RECODED)
    parts: dict[str, tuple[Inline, ...]] = {}
    for code in categories(site.study, item):
        name = f"{prefix}.{code}.percent"
        if name in site.figures:
            label = category_label(item, code, site.language).replace(" ", NBSP)
            parts[code] = (Text(f"{label}{NBSP}"), site.binder.bound(name))
    if not parts and f"{prefix}.median" in site.figures:
        median = site.words(marked("median")) + NBSP
        parts[""] = (Text(median), site.binder.bound(f"{prefix}.median"))
    return parts


def _beside(own: list[str], parts: dict[str, tuple[Inline, ...]]) -> Cell:
    """Write the shares of all, those of the body's own answer in bold."""
    inlines: list[Inline] = []
    for code, part in parts.items():
        if inlines:
            inlines.append(Text(" · "))
        inlines += [Strong(part)] if code in own else part
    return cell(*inlines)
