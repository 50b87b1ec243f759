"""Pages of data: every figure of a question, and every body's row with how it came about.

Their addresses hold for ever: they name the revision, and each body is an anchor
(`r/REVISION/data/4A.html#18`).
"""

from collections.abc import Iterator

from belagg.language import marked
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block
from belagg.manuscript.typography import sentence_case
from belagg.publish.site.body import decided, said
from belagg.publish.site.overview import item_title
from belagg.publish.site.page import (
    Page,
    Row,
    Site,
    body_path,
    cell,
    heading,
    link,
    more_of,
    paragraph,
    question_path,
    table,
)
from belagg.report.appendix.data import FigureRows
from belagg.study.questionnaire import Item
from belagg.study.vocabulary import Basis, Layer, Round


def data_pages(site: Site) -> Iterator[Page]:
    """Make a page of data to each question, and one to all figures that belong to none."""
    writer = FigureRows(site.subject, site.figure_rows, site.language, listed=False)
    shown: set[str] = set()
    for item in site.study.items:
        body = tuple(_question(item, writer, shown, site))
        path = site.data_path(slug(item.question_id))
        title = site.words(marked("Data: {}")).format(item_title(item, site))
        yield Page(path, title, body, "data")
    others: list[str] = []
    more: dict[str, list[str]] = {}
    for name, figures in site.figure_rows.items():
        if name not in shown:
            question = figures[0].question_id
            (more.setdefault(question, []) if question in site.item_ids else others).append(name)
    for item in site.study.items:
        if item.question_id in more:
            title = site.words(marked("Further figures: {}")).format(item_title(item, site))
            table_of = writer.table([writer.other(name) for name in more[item.question_id]])
            content = (_to_question(item, site), table_of)
            yield Page(site.data_path(more_of(item.question_id)), title, content, "data")
    yield Page(
        site.data_path("other"),
        site.words(marked("Data: other figures")),
        (writer.table([writer.other(name) for name in others]),) if others else (),
        "data",
    )


def _to_question(item: Item, site: Site) -> Block:
    words = site.words(marked("To the page of the question"))
    return paragraph(link(question_path(item.question_id), words))


def _question(item: Item, writer: FigureRows, shown: set[str], site: Site) -> Iterator[Block]:
    yield _to_question(item, site)
    yield heading(site.words(marked("Figures")))
    for layer in Layer:
        rows = list(writer.item(item, layer))
        if rows:
            shown |= {row[0].anchor for row in rows if row[0].anchor}
            yield heading(sentence_case(layer.label(site.language)), 3)
            yield writer.table(rows)
    if site.shows_bodies:
        yield heading(sentence_case(site.binder.noun(2)))
        yield _bodies(item, site)


def _bodies(item: Item, site: Site) -> Block:
    layers = [layer for layer in Layer if len(site.figures.cells.layers[layer])]
    decisions: dict[str, list[Row]] = {}
    for row in site.rows("assessments", "question_id", item.question_id):
        decisions.setdefault(str(row["unit_id"]), []).append(row)
    names = site.study.unit_names
    rows = []
    for unit in site.figures.cells.units:
        how = "; ".join(_how(item, row, site) for row in decisions.get(unit, ()))
        name = link(body_path(unit), site.set(names[unit]))
        rows.append(
            (
                cell(name, header=True, anchor=slug(unit)),
                *(cell(said(item, layer, unit, site)) for layer in layers),
                cell(how),
            )
        )
    heads = [sentence_case(site.binder.noun(1))]
    heads += [sentence_case(layer.label(site.language)) for layer in layers]
    heads.append(site.words(marked("How it came about")))
    return table(site.words(marked("Every body, layer by layer")), heads, rows)


def _how(item: Item, row: Row, site: Site) -> str:
    """Say what a decision rests on: basis, rule, coder, round and evidence."""
    parts = [decided(item, row, site)]
    if row["basis"]:
        parts.append(Basis(row["basis"]).label(site.language))
    if row["rule_id"]:
        parts.append(site.words(marked("rule {}")).format(row["rule_id"]))
    if row["coder"]:
        parts.append(site.words(marked("coder {}")).format(row["coder"]))
    if row["round"]:
        parts.append(Round(row["round"]).label(site.language))
    if row["evidence"]:
        evidence = site.words(marked("on the grounds of {}"))
        parts.append(evidence.format(site.set(row["evidence"])))
    return ", ".join(part for part in parts if part)
