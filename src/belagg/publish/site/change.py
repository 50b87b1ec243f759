"""What has changed since the last wave: a page of bodies and questions, a part on each question."""

from collections.abc import Iterator

from belagg.analysis.waves.compared import Counterpart
from belagg.analysis.waves.figures import since
from belagg.language import marked
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block
from belagg.publish.site.made import block
from belagg.publish.site.overview import item_title
from belagg.publish.site.page import (
    Page,
    Site,
    cell,
    heading,
    link,
    paragraph,
    question_path,
    table,
)
from belagg.study.questionnaire import Item


def change_pages(site: Site) -> Iterator[Page]:
    """Make the page on both waves; none where there is one wave only."""
    pairs = _counterparts(site)
    if not pairs:
        return
    told = site.words(
        marked(
            "What is asked again can be held against last time where the question is the same and "
            "the body goes on as one. All else is named here and not compared."
        )
    )
    body: list[Block] = [paragraph(told, lead=True), *block("waves", site.context())]
    items = [
        pair.item
        for pair in pairs.values()
        if pair.item is not None and f"change.{pair.item.question_id}.n" in site.figures
    ]
    shown = [
        (
            cell(link(_path(item), item_title(item, site)), header=True),
            cell(site.binder.bound(f"change.{item.question_id}.n")),
        )
        for item in items
    ]
    if shown:
        body.append(heading(site.words(marked("The flow of answers, question by question"))))
        heads = site.heads(marked("Question"), marked("Compared (n)"))
        caption = site.words(marked("Questions whose answers can be held against last time"))
        body.append(table(caption, heads, shown, 1))
    yield from (_flow_page(item, site) for item in items)
    yield Page("change.html", site.words(marked("Since last time")), tuple(body), "change")


def change_since(item: Item, site: Site) -> Iterator[Block]:
    """Give the part of a question's page on change: where the flow is, or why there is none."""
    pair = _counterparts(site).get(item.question_id)
    if pair is None:
        return
    yield heading(site.words(marked("Since last time")))
    if f"change.{item.question_id}.n" in site.figures:
        words = site.words(marked("How the answers have changed since last time"))
        yield paragraph(link(_path(item), words))
        return
    standing = site.words(marked("Against last time this question is: {}."))
    text = standing.format(pair.standing.label(site.language))
    yield paragraph(f"{text} {site.set(pair.reason)}".strip())


def _path(item: Item) -> str:
    return f"change/{slug(item.question_id)}.html"


def _flow_page(item: Item, site: Site) -> Page:
    words = site.words(marked("To the page of the question"))
    body = (
        *block("change", site.context(), item.question_id),
        paragraph(link(question_path(item.question_id), words)),
    )
    title = site.words(marked("Since last time: {}")).format(item_title(item, site))
    return Page(_path(item), title, body, "change")


def _counterparts(site: Site) -> dict[str, Counterpart]:
    """Give the questions with their counterparts; nothing where there is no earlier wave."""
    held = site.context().once("since", lambda: since(site.study, site.figures.cells))
    pairs = held.counterparts if held is not None else ()
    return {pair.item.question_id: pair for pair in pairs if pair.item is not None}
