"""Numbers to copy: each as a sentence with n, day, caveat and the address of its row."""

from collections.abc import Iterator, Mapping

from belagg.analysis.figure import FigureKind
from belagg.analysis.tally import categories
from belagg.language import marked
from belagg.manuscript.appendix_ids import appendix_id
from belagg.manuscript.blocks.results import category_label
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block, Heading, Inline, Link, ListBlock, Paragraph, Text
from belagg.manuscript.typography import date_text
from belagg.publish.site.page import Site, paragraph
from belagg.study.questionnaire import Item, worded

ANCHOR = "numbers-to-copy"
"""The id of the heading; the script that puts a button on each number finds them by it."""


def numbers_to_copy(item: Item, site: Site) -> Iterator[Block]:
    """Give a sentence for each category of an item that has a number."""
    sentences = [
        (Paragraph(tuple(_sentence(item, code, site))),)
        for code in categories(site.study, item)
        if _told(f"{item.question_id}.{code}.count", site)
    ]
    if not sentences:
        return
    yield Heading(2, ANCHOR, (Text(site.words(marked("Copy a number"))),))
    yield paragraph(
        site.words(
            marked("Each sentence says of how many, on what day, and where the row behind it is.")
        )
    )
    yield ListBlock(tuple(sentences), tight=False)


def _told(name: str, site: Site) -> bool:
    figure = site.figures.get(name)
    return (
        figure is not None
        and figure.kind is FigureKind.COUNT
        and not figure.withheld
        and figure.undefined is None
    )


def _sentence(item: Item, code: str, site: Site) -> Iterator[Inline]:
    stem = f"{item.question_id}.{code}"
    settings, language = site.study.settings, site.language
    pattern = site.words(marked("{count} of {n} {bodies}{share}: “{answer}” to “{question}”."))
    percent = f"{stem}.percent"
    share: list[Inline] = []
    if percent in site.figures:
        share = [Text(" ("), site.binder.bound(percent), Text(")")]
    n = site.figures[f"{item.question_id}.n"]
    yield from filled(pattern, {
        "count": [site.binder.bound(f"{stem}.count")],
        "n": [site.binder.bound(f"{item.question_id}.n")],
        "bodies": [Text(site.binder.noun(int(str(n.value))))],
        "share": share,
        "answer": [Text(category_label(item, code, language))],
        "question": [Text(site.set(worded(item.label, language)))],
    })  # fmt: skip
    title = site.set(worded(settings.title, language))
    yield Text(f" {title}, {date_text(settings.date.isoformat(), language)}.")
    yield from _caveat(item, f"{stem}.count", site)
    yield Text(" ")
    path = f"{site.data_path(slug(item.question_id))}#{appendix_id(f'{stem}.count')}"
    yield Link(f"site:{path}", (Text(site.public_address(path)),))


def _caveat(item: Item, name: str, site: Site) -> Iterator[Inline]:
    figure = site.figures[name]
    missing = f"{item.question_id}.missing.count"
    if missing in site.figures and site.figures[missing].value:
        parts: Mapping[str, list[Inline]] = {"count": [site.binder.bound(missing)]}
        yield Text(" ")
        yield from filled(site.words(marked("No usable answer: {count}.")), parts)
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        text = site.words(
            marked(
                "Between {} and {} had every contested decision and missing answer gone "
                "the other way."
            )
        )
        yield Text(f" {text.format(f'{figure.low:g}', f'{figure.high:g}')}")


def filled(pattern: str, parts: Mapping[str, list[Inline]]) -> Iterator[Inline]:
    """Give the words of a pattern with what stands for each `{name}` in it."""
    rest = pattern
    while rest:
        before, brace, after = rest.partition("{")
        if before:
            yield Text(before)
        name, _closing, rest = after.partition("}")
        if brace:
            yield from parts[name]
