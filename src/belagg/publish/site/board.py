"""A page for a board meeting, a body: its status beside all others', and what is to be decided."""

from collections.abc import Iterator, Sequence

from belagg.language import marked
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block, Inline, ListBlock, Paragraph, Text
from belagg.manuscript.typography import date_text
from belagg.publish.site.citing import filled
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
from belagg.publish.site.progress import grounds, group_view, recommendation_path, status_words
from belagg.study.vocabulary import ActionStatus, Level


def board_path(unit_id: str) -> str:
    """Give the path of the page for the board of a body."""
    return f"board/{slug(unit_id)}.html"


def board_pages(rows: Sequence[Row], site: Site) -> Iterator[Page]:
    """Make the page of each body from the recommendations whose progress is followed."""
    mine = [row for row in rows if row["level"] != Level.NATIONAL.value] or list(rows)
    for unit in site.figures.cells.units:
        name = site.set(site.study.unit_names[unit])
        title = site.words(marked("For the board: {}")).format(name)
        summary = site.words(marked("What {} is recommended to do, and how far it has come."))
        yield Page(
            board_path(unit), title, tuple(_board(unit, mine, site)), "recommendations",
            summary.format(name), "body",
        )  # fmt: skip


def _board(unit: str, rows: Sequence[Row], site: Site) -> Iterator[Block]:
    name = site.set(site.study.unit_names[unit])
    text = site.words(marked("What {} is recommended to do, and how far it has come."))
    yield paragraph(text.format(name), lead=True)
    made = []
    for row in rows:
        held = site.standings.get((str(row["recommendation_id"]), unit))
        made.append(
            (
                cell(link(recommendation_path(row), site.set(row["title"])), header=True),
                cell(date_text(str(row["due"]), site.language) if row["due"] else None),
                cell(status_words(held, site)),
                grounds(held, site)[0],
                cell(*_others(row, site)),
            )
        )
    heads = site.heads(
        marked("Recommendation"), marked("By"), marked("Status"), marked("Evidence"),
        marked("All bodies"),
    )  # fmt: skip
    yield table(site.words(marked("Status of each recommendation")), heads, made)
    yield from _views(unit, rows, site)
    yield heading(site.words(marked("To decide")))
    yield ListBlock(tuple((Paragraph(tuple(words)),) for words in _decisions(unit, rows, site)))
    body = link(body_path(unit), site.words(marked("All answers of the body")))
    yield paragraph(body)


def _others(row: Row, site: Site) -> Iterator[Inline]:
    """Say how many bodies have done it."""
    stem = f"progress.{slug(str(row['recommendation_id']))}"
    done = f"{stem}.{ActionStatus.DONE.value}.count"
    if done in site.figures:
        yield from filled(
            site.words(marked("{count} of {n} done")),
            {"count": [site.binder.bound(done)], "n": [site.binder.bound(f"{stem}.n")]},
        )


def _views(unit: str, rows: Sequence[Row], site: Site) -> Iterator[Block]:
    said = []
    for row in rows:
        name = str(row["recommendation_id"])
        views = (group_view(name, unit, site), group_view(name, None, site))
        said += [(paragraph(f"{site.set(row['title'])}. {view}"),) for view in views if view]
    if said:
        yield heading(site.words(marked("What the reference groups say")))
        yield ListBlock(tuple(said), tight=False)


def _decisions(unit: str, rows: Sequence[Row], site: Site) -> Iterator[list[Inline]]:
    for row in rows:
        held = site.standings.get((str(row["recommendation_id"]), unit))
        if held is not None and held.status is ActionStatus.DONE:
            continue
        title = site.set(row["title"])
        if held is None:
            text = site.words(marked("{}: who finds out how far it has come, and by when?"))
        elif held.status is ActionStatus.DEFERRED:
            text = site.words(marked("{}: does the reason for waiting still hold?"))
        else:
            text = site.words(marked("{}: who does what is left, by when, and with what means?"))
        yield [Text(text.format(title))]
