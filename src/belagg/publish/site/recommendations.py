"""What is recommended, what each clause rests on, and how far the bodies have come."""

from collections import Counter
from collections.abc import Iterator

from belagg.language import marked
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block
from belagg.manuscript.typography import sentence_case
from belagg.publish.site.body import latest
from belagg.publish.site.made import block
from belagg.publish.site.page import (
    Page,
    Row,
    Site,
    body_path,
    cell,
    heading,
    lines,
    link,
    paragraph,
    table,
)
from belagg.study.vocabulary import ActionStatus


def recommendation_pages(site: Site) -> Iterator[Page]:
    """Make the page of all recommendations, and a page of progress to each that bodies act on."""
    made = block("recommendations", site.context())
    if not made:
        return
    body = list(made)
    rows = lines(site.study.tables["recommendations"])
    followed = [row for row in rows if _reported(row, site)]
    if followed:
        body += [heading(site.words(marked("How far it has come"))), _progress(followed, site)]
    title = site.words(marked("Recommendations"))
    yield Page("recommendations/index.html", title, tuple(body), "recommendations")
    if site.shows_bodies:
        for row in followed:
            yield Page(
                _path(row), site.set(row["title"]), tuple(_one(row, site)), "recommendations"
            )


def _path(row: Row) -> str:
    return f"recommendations/{slug(str(row['recommendation_id']))}.html"


def _reported(row: Row, site: Site) -> list[Row]:
    """Give the last report of each body on a recommendation."""
    found = site.rows("actions", "recommendation_id", str(row["recommendation_id"]))
    return list(latest(found))


def _progress(followed: list[Row], site: Site) -> Block:
    """Count the bodies by status; a body that has reported nothing counts as that."""
    rows = []
    bodies = len(site.figures.cells.units)
    for row in followed:
        counts = Counter(str(found["status"]) for found in _reported(row, site))
        title = site.set(row["title"])
        name = link(_path(row), title) if site.shows_bodies else title
        numbers = [counts[status.value] for status in ActionStatus]
        numbers.append(bodies - sum(numbers))
        rows.append((cell(name, header=True), *(cell(str(number)) for number in numbers)))
    heads = [site.words(marked("Recommendation"))]
    heads += [sentence_case(status.label(site.language)) for status in ActionStatus]
    heads.append(site.words(marked("Nothing reported")))
    return table(site.words(marked("Number of bodies by status")), heads, rows, len(heads) - 1)


def _one(row: Row, site: Site) -> Iterator[Block]:
    yield from block("recommendation", site.context(), str(row["recommendation_id"]))
    yield heading(site.words(marked("What each body has done")))
    reported = {str(found["unit_id"]): found for found in _reported(row, site)}
    rows = []
    for unit in site.figures.cells.units:
        found = reported.get(unit)
        name = cell(link(body_path(unit), site.set(site.study.unit_names[unit])), header=True)
        if found is None:
            rows.append((name, cell(site.words(marked("Nothing reported"))), cell(), cell()))
            continue
        status = sentence_case(ActionStatus(found["status"]).label(site.language))
        rows.append(
            (
                name,
                cell(status),
                cell(site.set(found["evidence"])),
                cell(site.set(found["reported_by"])),
            )
        )
    heads = [sentence_case(site.binder.noun(1))]
    heads += site.heads(marked("Status"), marked("Evidence"), marked("Who says so"))
    yield table(site.words(marked("Status by body")), heads, rows)
    yield paragraph(link("recommendations/index.html", site.words(marked("All recommendations"))))
