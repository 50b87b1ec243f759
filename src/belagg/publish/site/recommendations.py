"""What is recommended, what each clause rests on, and how far the bodies have come."""

from collections.abc import Iterator

from belagg.language import marked
from belagg.manuscript.tree import Block, ListBlock
from belagg.manuscript.typography import sentence_case
from belagg.publish.site.board import board_pages, board_path
from belagg.publish.site.made import block
from belagg.publish.site.page import (
    Page,
    Row,
    Site,
    body_path,
    cell,
    heading,
    link,
    paragraph,
    table,
)
from belagg.publish.site.progress import (
    followed,
    grounds,
    group_view,
    progress_chart,
    recommendation_path,
    status_words,
)


def recommendation_pages(site: Site) -> Iterator[Page]:
    """Make the page of all recommendations, of each whose progress is known, and of each board."""
    made = block("recommendations", site.context())
    if not made:
        return
    body = list(made)
    known = followed(site.recommendations, site)
    if known:
        body += [heading(site.words(marked("How far it has come"))), progress_chart(known, site)]
        body += _boards(site) if site.shows_bodies else []
    title = site.words(marked("Recommendations"))
    yield Page("recommendations/index.html", title, tuple(body), "recommendations")
    if not site.shows_bodies:
        return
    for row in known:
        path, title = recommendation_path(row), site.set(row["title"])
        yield Page(path, title, tuple(_one(row, site)), "recommendations")
    if known:
        yield from board_pages(known, site)


def _boards(site: Site) -> list[Block]:
    names = site.study.unit_names
    links = tuple(
        (paragraph(link(board_path(unit), site.set(names[unit]))),)
        for unit in site.figures.cells.units
    )
    about = site.words(marked("A page to print, a body: its status, and what is to be decided"))
    return [heading(site.words(marked("For the board"))), paragraph(f"{about}."), ListBlock(links)]


def _one(row: Row, site: Site) -> Iterator[Block]:
    name = str(row["recommendation_id"])
    yield from block("recommendation", site.context(), name)
    overall = group_view(name, None, site)
    if overall:
        yield heading(site.words(marked("What the reference groups say")))
        yield paragraph(overall)
    yield heading(site.words(marked("What each body has done")))
    units = site.figures.cells.units
    views = {unit: group_view(name, unit, site) for unit in units}
    rows = []
    for unit in units:
        held = site.standings.get((name, unit))
        cells = [
            cell(link(body_path(unit), site.set(site.study.unit_names[unit])), header=True),
            cell(status_words(held, site)),
            *grounds(held, site),
        ]
        if any(views.values()):
            cells.append(cell(views[unit]))
        rows.append(tuple(cells))
    heads = [sentence_case(site.binder.noun(1))]
    heads += site.heads(marked("Status"), marked("Evidence"), marked("Who says so"))
    if any(views.values()):
        heads.append(site.words(marked("What the reference groups say")))
    yield table(site.words(marked("Status by body")), heads, rows)
    yield paragraph(link("recommendations/index.html", site.words(marked("All recommendations"))))
