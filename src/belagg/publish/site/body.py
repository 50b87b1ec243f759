"""A page per body: its answers, how they were judged and why, and what it has answered itself."""

from collections.abc import Iterator

from belagg.language import marked
from belagg.manuscript.blocks.results import category_label
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block, Cell, Inline, ListBlock, Paragraph, Strong, Text
from belagg.manuscript.typography import date_text, sentence_case
from belagg.publish.site.board import board_path
from belagg.publish.site.care import care_path
from belagg.publish.site.page import (
    Page,
    Row,
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
from belagg.publish.site.progress import (
    grounds,
    group_view,
    recommendation_path,
    status_words,
)
from belagg.study.questionnaire import Item, worded
from belagg.study.vocabulary import Grade, Layer, Missing


def body_pages(site: Site) -> Iterator[Page]:
    """Make the list of bodies, and the page of each; none where single bodies may not be shown."""
    if not site.shows_bodies:
        return
    title = sentence_case(site.binder.noun(2))
    names = site.study.unit_names
    there = site.figures.cells.units
    yield Page(
        "bodies/index.html",
        title,
        (ListBlock(tuple((paragraph(link(body_path(u), names[u])),) for u in there)),),
        "bodies",
        kind="columns",
    )
    for unit in there:
        yield Page(
            body_path(unit),
            site.set(names[unit]),
            tuple(_body(unit, site)),
            "bodies",
            site.words(marked("What {} answered, and how it was judged.")).format(names[unit]),
            "body",
        )


def said(item: Item, layer: Layer, unit: str, site: Site) -> str:
    """Give in words what a body counts as on an item in a layer; empty where there is nothing."""
    held = site.layers.get((layer, unit, item.question_id))
    if held is None:
        if layer is Layer.DOCUMENTED or not site.written(layer, item):
            return ""
        asked = site.asked[unit]
        kind = Missing.NO_ANSWER if asked else Missing.NOT_ASKED
        return sentence_case(kind.label(site.language))
    category, missing = held
    if category is not None:
        labels = [category_label(item, code, site.language) for code in category.split(" ")]
        return ", ".join(labels)
    return sentence_case(Missing(missing).label(site.language)) if missing else ""


def _body(unit: str, site: Site) -> Iterator[Block]:
    words = site.words(marked("Its answers beside those of all"))
    yield paragraph(link(comparison_path(unit), words))
    yield heading(site.words(marked("Answers")))
    yield _answers(unit, site)
    yield from _decisions(unit, site)
    yield from _claims(unit, site)
    yield from _documents(unit, site)
    yield from _actions(unit, site)
    yield from _services(unit, site)
    sheet = site.words(marked("Fact sheet: the answers beside all others'"))
    yield paragraph(link(f"facts/{slug(unit)}.html", sheet))


def _answers(unit: str, site: Site) -> Block:
    layers = [layer for layer in Layer if len(site.figures.cells.layers[layer])]
    rows = []
    for item in site.study.items:
        title = site.set(f"{item.question_id}. {worded(item.label, site.language)}")
        rows.append(
            (
                cell(link(question_path(item.question_id), title), header=True),
                *(cell(said(item, layer, unit, site)) for layer in layers),
            )
        )
    heads = [site.words(marked("Question"))]
    heads += [sentence_case(layer.label(site.language)) for layer in layers]
    return table(site.words(marked("What is known of each question, layer by layer")), heads, rows)


def _decisions(unit: str, site: Site) -> Iterator[Block]:
    """Give every decision that has a reason or evidence of its own."""
    rows = []
    decisions = site.rows("assessments", "unit_id", unit)
    given = [row for row in decisions if row["rationale"] or row["evidence"]]
    for item, row in (
        (item, row)
        for item in site.study.items
        for row in given
        if row["question_id"] == item.question_id
    ):
        question = link(question_path(item.question_id), item.question_id)
        rows.append(
            (
                cell(question, header=True),
                cell(decided(item, row, site)),
                cell(site.set(row["rationale"])),
                cell(site.set(row["evidence"])),
            )
        )
    if not rows:
        return
    yield heading(site.words(marked("Decisions and their reasons")))
    heads = site.heads(marked("Question"), marked("Decision"), marked("Reason"), marked("Evidence"))
    yield table(site.words(marked("What the analysts decided, and on what grounds")), heads, rows)


def decided(item: Item, row: Row, site: Site) -> str:
    """Give in words what a decision says: its category, or why there is none; and its layer."""
    if row["category"]:
        text = ", ".join(
            category_label(item, code, site.language) for code in str(row["category"]).split(" ")
        )
    elif row["missing"]:
        text = sentence_case(Missing(row["missing"]).label(site.language))
    else:
        text = site.set(row["value"])
    layer = Layer(row["layer"])
    return text if layer is Layer.RECODED else f"{text} ({layer.label(site.language)})"


def _claims(unit: str, site: Site) -> Iterator[Block]:
    """Give what the body says of itself, what was found, and what it has answered to that."""
    claims = site.rows("claims", "unit_id", unit)
    if not claims:
        return
    yield heading(site.words(marked("Said, and found in documents")))
    items = []
    for row in claims:
        grade = Grade(row["grade"]) if row["grade"] else Grade.NOT_REVIEWED
        parts: list[Inline] = [Strong((Text(sentence_case(grade.label(site.language))),))]
        parts.append(Text(f": {site.set(row['claim'])}"))
        blocks: list[Block] = [Paragraph(tuple(parts))]
        if row["rationale"]:
            blocks.append(paragraph(site.set(row["rationale"])))
        if source := _source(row, site):
            quote = f"”{row['quote']}” " if row["quote"] else ""
            blocks.append(paragraph(f"{quote}{source}"))
        blocks += _objections(row, site)
        items.append(tuple(blocks))
    yield ListBlock(tuple(items), tight=False)


def _source(row: Row, site: Site) -> str:
    found = site.rows("documents", "document_id", str(row["document_id"]))
    if not found:
        return ""
    text = site.set(found[0]["title"])
    page = row["page"]
    return f"{text}, {site.words(marked('p. {}')).format(page)}" if page else text


def _objections(row: Row, site: Site) -> list[Block]:
    made: list[Block] = []
    for objection in site.rows("objections", "claim_id", str(row["claim_id"])):
        opening = site.words(marked("The body answers:"))
        text = f"{opening} {site.set(objection['text'])}"
        if objection["outcome"]:
            text += f" {site.words(marked('What came of it:'))} {site.set(objection['outcome'])}"
        made.append(paragraph(text))
    return made


def _documents(unit: str, site: Site) -> Iterator[Block]:
    documents = site.rows("documents", "unit_id", unit)
    if not documents:
        return
    rows = [(cell(site.set(row["title"]), header=True), *_about(row, site)) for row in documents]
    heads = site.heads(marked("Document"), marked("Pages"), marked("What it says on each concept"))
    yield heading(site.words(marked("Documents")))
    yield table(site.words(marked("Documents of the body")), heads, rows)


def _about(row: Row, site: Site) -> tuple[Cell, Cell]:
    name = str(row["document_id"])
    pages = f"documents.{name}.pages"
    found: list[Inline | str] = []
    for measured in site.rows("coverage", "document_id", name):
        found.append(f"{'; ' if found else ''}{measured['concept']}: ")
        stem = f"documents.{name}.{measured['concept']}"
        for end, words in (("pages", marked("pages")), ("lines", marked("lines"))):
            if f"{stem}.{end}" in site.figures:
                separator = ", " if end == "lines" else ""
                found += [separator, site.binder.bound(f"{stem}.{end}"), f" {site.words(words)}"]
    number = cell(site.binder.bound(pages)) if pages in site.figures else cell()
    return number, cell(*found)


def _actions(unit: str, site: Site) -> Iterator[Block]:
    """Give the status of each recommendation, with what the reference groups say beside it."""
    rows = []
    for row in site.recommendations:
        name = str(row["recommendation_id"])
        held = site.standings.get((name, unit))
        view = group_view(name, unit, site)
        if held is None and not view:
            continue
        rows.append(
            (
                cell(link(recommendation_path(row), site.set(row["title"])), header=True),
                cell(status_words(held, site)),
                *grounds(held, site),
                cell(view),
            )
        )
    if not rows:
        return
    heads = site.heads(
        marked("Recommendation"), marked("Status"), marked("Evidence"), marked("Who says so"),
        marked("What the reference groups say"),
    )  # fmt: skip
    yield heading(site.words(marked("Recommendations")))
    yield table(site.words(marked("What the body has done about each")), heads, rows)
    yield paragraph(link(board_path(unit), site.words(marked("A page for the board"))))


def _services(unit: str, site: Site) -> Iterator[Block]:
    services = site.rows("services", "unit_id", unit)
    if not services:
        return
    rows = []
    for row in services:
        day = date_text(str(row["verified_on"]), site.language) if row["verified_on"] else ""
        not_verified = site.words(marked("not verified"))
        rows.append(
            (
                cell(site.set(row["name"]), header=True),
                cell(site.set(row["place"])),
                cell(site.set(row["offers"])),
                cell(day or not_verified),
            )
        )
    heads = site.heads(
        marked("Service"), marked("Place"), marked("What it gives"), marked("Verified")
    )
    yield heading(site.words(marked("Services")))
    yield paragraph(
        site.words(
            marked(
                "As the mapping found them. This is no guide for who needs care: "
                "ways in and ages may have changed since."
            )
        )
    )
    yield table(site.words(marked("Services named in the mapping")), heads, rows)
    yield paragraph(link(care_path(unit), site.words(marked("The whole care chain"))))
