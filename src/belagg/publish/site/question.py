"""A page per question: chart, map, the three layers, said against found, agreement, follow-ups."""

from collections.abc import Iterator

from belagg.analysis.item_figures import stem
from belagg.analysis.tally import categories
from belagg.language import marked
from belagg.manuscript.blocks.results import category_label
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block, Cell, Inline, Paragraph, Text
from belagg.manuscript.typography import sentence_case
from belagg.publish.site.change import change_since
from belagg.publish.site.citing import numbers_to_copy
from belagg.publish.site.made import block
from belagg.publish.site.overview import by_theme, item_title, question_list
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
from belagg.study.questionnaire import Item, worded
from belagg.study.vocabulary import Layer, Missing


def question_pages(site: Site) -> Iterator[Page]:
    """Make the list of questions, and the page of each."""
    listed: list[Block] = []
    for title, items in by_theme(site):
        if items:
            listed += [heading(title), question_list(items, site)]
    title = site.words(marked("Questions"))
    yield Page("questions/index.html", title, tuple(listed), "questions")
    for item in site.study.items:
        yield Page(
            question_path(item.question_id),
            item_title(item, site),
            tuple(_body(item, site)),
            "questions",
            site.set(worded(item.label, site.language)),
            "question-page",
        )
    yield from _map_pages(site)


MOST_AREAS = 100
"""A map of more bodies than this weighs more than the rest of its page, and has its own."""


def _maps_apart(site: Site) -> bool:
    many = len(site.figures.cells.units) > MOST_AREAS
    return bool(site.study.settings.geography) and many


def _map_path(item: Item) -> str:
    return f"maps/{slug(item.question_id)}.html"


def _map_pages(site: Site) -> Iterator[Page]:
    """Make a page for the map of each question that has one, where maps stand apart."""
    if not _maps_apart(site):
        return
    words = site.words(marked("To the page of the question"))
    for item in site.study.items:
        body = block("map", site.context(), item.question_id)
        if body:
            back = paragraph(link(question_path(item.question_id), words))
            title = site.words(marked("Map: {}")).format(item_title(item, site))
            yield Page(_map_path(item), title, (*body, back), "questions")


def _body(item: Item, site: Site) -> Iterator[Block]:
    ctx = site.context()
    yield from block("question", ctx, item.question_id)
    shown = block("chart", ctx, item.question_id)
    if shown:
        yield heading(site.words(marked("The answers")))
        yield from shown
        if _maps_apart(site):
            yield paragraph(link(_map_path(item), site.words(marked("The answers as a map"))))
        else:
            areas = block("map", ctx, item.question_id)
            yield from areas or (block("table", ctx, item.question_id) if site.shows_bodies else ())
    else:
        yield paragraph(site.words(marked("There is no result that can be shown as a whole.")))
    yield from _layers(item, site)
    yield from change_since(item, site)
    compared = block("said-found", ctx, item.question_id)
    if compared:
        yield heading(site.words(marked("Said against found")))
        yield from compared
    yield from _agreement(item, site)
    yield from _follow_ups(item, site)
    yield from numbers_to_copy(item, site)
    yield heading(site.words(marked("How the numbers were made")))
    text = site.words(marked("Every row, with rule, coder, round and documents"))
    yield paragraph(link(site.data_path(slug(item.question_id)), text))


def _layers(item: Item, site: Site) -> Iterator[Block]:
    """Give the number of bodies in every category, in each of the layers side by side."""
    layers = [layer for layer in Layer if f"{stem(item, layer)}.n" in site.figures]
    if len(layers) < 2:
        return
    ends = [(code, category_label(item, code, site.language))
            for code in categories(site.study, item)]  # fmt: skip
    ends += [
        (f"missing.{kind.value}", sentence_case(kind.label(site.language))) for kind in Missing
    ]
    rows = []
    for end, label in ends:
        names = [f"{stem(item, layer)}.{end}.count" for layer in layers]
        if any(name in site.figures for name in names):
            rows.append((cell(label, header=True), *(_number(name, site) for name in names)))
    rows.append(
        (
            cell(site.words(marked("Answered (n)")), header=True),
            *(_number(f"{stem(item, layer)}.n", site) for layer in layers),
        )
    )
    yield heading(site.words(marked("The three layers")))
    yield paragraph(
        site.words(
            marked(
                "What the bodies stated, what the analysts made of it by rule, and what documents "
                "show are three different things and are never merged."
            )
        )
    )
    heads = [site.words(marked("Answer"))]
    heads += [sentence_case(layer.label(site.language)) for layer in layers]
    caption = site.words(marked("Number of bodies in each layer"))
    yield table(caption, heads, rows, len(layers))


def _number(name: str, site: Site) -> Cell:
    return cell(site.binder.bound(name)) if name in site.figures else cell()


def _agreement(item: Item, site: Site) -> Iterator[Block]:
    prefix = f"agreement.{item.question_id}"
    if f"{prefix}.percent" not in site.figures or f"{prefix}.n" not in site.figures:
        return
    yield heading(site.words(marked("How far the coders agree")))
    together = site.words(marked("Coded by two or more without seeing each other. Alike:"))
    parts: list[Inline] = [
        Text(f"{together} "),
        site.binder.bound(f"{prefix}.percent"),
        Text(" (n = "),
        site.binder.bound(f"{prefix}.n"),
        Text(")"),
    ]
    if f"{prefix}.alpha" in site.figures:
        parts += [Text("; alpha "), site.binder.bound(f"{prefix}.alpha")]
    yield Paragraph((*parts, Text(".")))


def _follow_ups(item: Item, site: Site) -> Iterator[Block]:
    rows = site.rows("follow_ups", "question_id", item.question_id)
    open_rows = [row for row in rows if row["answered"] is None]
    if not rows or not site.shows_bodies:
        return
    yield heading(site.words(marked("Follow-up questions")))
    if not open_rows:
        yield paragraph(site.words(marked("All follow-up questions were answered.")))
        return
    names = site.study.unit_names
    made = tuple(
        (
            cell(link(body_path(str(row["unit_id"])), names[str(row["unit_id"])]), header=True),
            cell(site.set(row["text"])),
        )
        for row in open_rows
    )
    heads = [sentence_case(site.binder.noun(1)), site.words(marked("Asked"))]
    yield table(site.words(marked("Follow-up questions that were not answered")), heads, made)
