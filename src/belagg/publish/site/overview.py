"""The first page: what was asked, who answered, and the main findings."""

from collections.abc import Iterator, Sequence

from belagg.language import marked
from belagg.manuscript.blocks.texts import bound_text
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block, Inline, ListBlock, Paragraph, Text
from belagg.publish.site.citing import filled
from belagg.publish.site.made import block
from belagg.publish.site.page import Page, Site, heading, link, paragraph, question_path
from belagg.study.questionnaire import Item, ItemType, worded


def overview(site: Site) -> Page:
    """Make the first page."""
    settings = site.study.settings
    return Page(
        "index.html",
        site.set(worded(settings.title, site.language)),
        tuple(_body(site)),
        "overview",
        site.set(worded(settings.description, site.language)),
        "front",
    )


def _body(site: Site) -> Iterator[Block]:
    description = worded(site.study.settings.description, site.language)
    if description:
        yield paragraph(site.set(description), lead=True)
    yield from answered(site)
    yield from finding_list(site)
    ctx = site.context()
    for title, items in by_theme(site):
        shown = [item for item in items if item.type is ItemType.SELECT_ONE]
        ids = [item.question_id for item in shown if has_result(item, site)]
        if not items:
            continue
        yield heading(title)
        if ids and len(site.study.items) <= MOST_CHARTED:
            yield from block("chart", ctx, *ids)
        elif ids:
            words = site.words(marked("The answers in one chart: {}")).format(title)
            yield paragraph(link(_theme_path(items), words))
        yield question_list(items, site)


MOST_CHARTED = 20
"""With more questions than this the first page leaves the charts to a page for each theme."""


def theme_pages(site: Site) -> Iterator[Page]:
    """Make a page for each theme with all its answers in one chart, where there are many."""
    if len(site.study.items) <= MOST_CHARTED:
        return
    for title, items in by_theme(site):
        shown = [item for item in items if item.type is ItemType.SELECT_ONE]
        ids = [item.question_id for item in shown if has_result(item, site)]
        if ids:
            body = (*block("chart", site.context(), *ids), question_list(items, site))
            yield Page(_theme_path(items), title, body, "questions")


def _theme_path(items: Sequence[Item]) -> str:
    return f"themes/{slug(items[0].theme or 'other')}.html"


def has_result(item: Item, site: Site) -> bool:
    """Say whether some category of an item has a number."""
    return item.question_id in site.with_results


def answered(site: Site) -> Iterator[Block]:
    """Say how many of those asked have answered."""
    if "response.count" not in site.figures or "response.n" not in site.figures:
        return
    pattern = site.words(marked("{answered} of {asked} {bodies} answered."))
    several = int(str(site.figures["response.n"].value))
    parts: dict[str, list[Inline]] = {
        "answered": [site.binder.bound("response.count")],
        "asked": [site.binder.bound("response.n")],
        "bodies": [Text(site.binder.noun(several))],
    }
    yield Paragraph(tuple(filled(pattern, parts)))


def finding_list(site: Site) -> Iterator[Block]:
    """List the main findings under a heading."""
    ctx = site.context()
    ids = list(ctx.rows("findings", "finding_id"))
    if not ids:
        return
    yield heading(site.words(marked("Main findings")))
    statements = (bound_text("findings", "finding_id", name, "statement", ctx) for name in ids)
    yield ListBlock(tuple((paragraph(text),) for text in statements), tight=False)


def by_theme(site: Site) -> Iterator[tuple[str, Sequence[Item]]]:
    """Give the items of every theme, in the order of the themes; those without one last."""
    for theme in site.study.settings.themes:
        label = site.set(worded(theme.label, site.language))
        yield label, [item for item in site.study.items if item.theme == theme.theme_id]
    known = {theme.theme_id for theme in site.study.settings.themes}
    rest = [item for item in site.study.items if item.theme not in known]
    yield site.words(marked("Other questions") if known else marked("Questions")), rest


def question_list(items: Sequence[Item], site: Site) -> ListBlock:
    """Give the items as links to their pages."""
    return ListBlock(
        tuple(
            (paragraph(link(question_path(item.question_id), item_title(item, site))),)
            for item in items
        )
    )


def item_title(item: Item, site: Site) -> str:
    """Give the name and the wording of an item."""
    return site.set(f"{item.question_id}. {worded(item.label, site.language)}")
