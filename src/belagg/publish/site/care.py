"""The care chain of a body: who gives care, how one gets in, and where the chain is broken.

It rests on the services that the mapping knows of. It is for those who plan care; who needs care
is shown the guide, where every entry is confirmed by the service itself.
"""

from collections.abc import Iterator, Sequence

from belagg.language import marked
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block, Cell, ListBlock
from belagg.manuscript.typography import date_text
from belagg.publish.rules import ADULT
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
from belagg.publish.site.registers import TRAININGS, training_cells


def care_path(unit_id: str) -> str:
    """Give the path of the page on the care chain of a body."""
    return f"care/{slug(unit_id)}.html"


def care_pages(site: Site) -> Iterator[Page]:
    """Make a page to each body that the mapping knows a service of."""
    if not site.shows_bodies:
        return
    for unit in site.figures.cells.units:
        if site.rows("services", "unit_id", unit):
            name = site.set(site.study.unit_names[unit])
            title = site.words(marked("The care chain: {}")).format(name)
            yield Page(care_path(unit), title, tuple(_chain(unit, site)), "bodies", kind="body")


def _chain(unit: str, site: Site) -> Iterator[Block]:
    mine = site.rows("services", "unit_id", unit)
    everywhere = [
        row for row in lines(site.study.tables["services"])
        if row["nationwide"] and row["unit_id"] != unit
    ]  # fmt: skip
    yield paragraph(
        site.words(
            marked(
                "What the mapping knows of the way from a first question to treatment. It is for "
                "those who plan care, and no guide for who needs it: ways in may have changed."
            )
        ),
        lead=True,
    )
    yield heading(site.words(marked("Who gives care")))
    yield _services(site.words(marked("Services of the body and within it")), mine, site)
    if everywhere:
        caption = site.words(marked("Services for the whole country"))
        yield _services(caption, everywhere, site)
    yield heading(site.words(marked("Where the chain may be broken")))
    gaps = list(_gaps([*mine, *everywhere], site))
    if gaps:
        yield paragraph(site.words(marked("Among the services that the mapping knows of here:")))
        yield ListBlock(tuple((paragraph(gap),) for gap in gaps))
    else:
        yield paragraph(site.words(marked("Nothing of what is asked of a chain is missing here.")))
    yield from _trainings(unit, site)
    back = site.words(marked("All answers of the body"))
    yield paragraph(link(body_path(unit), back))


def _services(caption: str, rows: Sequence[Row], site: Site) -> Block:
    heads = site.heads(
        marked("Service"), marked("Operator"), marked("Ages"), marked("Ways in"),
        marked("What it gives"), marked("Limits"), marked("Verified"),
    )  # fmt: skip
    return table(caption, heads, [_service(row, site) for row in rows])


def _service(row: Row, site: Site) -> tuple[Cell, ...]:
    ways = [site.set(row["ways_in"])] if row["ways_in"] else []
    if row["self_referral"]:
        ways.append(site.words(marked("without a referral")))
    checked = row["confirmed_on"] or row["verified_on"]
    day = date_text(str(checked), site.language) if checked else ""
    return (
        cell(site.set(row["name"]), header=True),
        cell(site.set(row["operator"])),
        cell(_ages(row, site)),
        cell("; ".join(ways)),
        cell(site.set(row["offers"])),
        cell(site.set(row["limits"])),
        cell(day or site.words(marked("not verified"))),
    )


def _ages(row: Row, site: Site) -> str:
    if row["ages_in_practice"]:
        return site.set(row["ages_in_practice"])
    first, last = row["age_from"], row["age_to"]
    if first is None and last is None:
        return site.words(marked("not stated"))
    if last is None:
        return site.words(marked("from {} years")).format(first)
    if first is None:
        return site.words(marked("up to and including {} years")).format(last)
    return site.words(marked("{} to {} years")).format(first, last)


def _gaps(rows: Sequence[Row], site: Site) -> Iterator[str]:
    """Say what no service is known to have; what is not stated does not count as there."""
    child = [row for row in rows if (row["age_from"] or 0) < ADULT]
    adult = [row for row in rows if row["age_to"] is None or row["age_to"] >= ADULT]
    if not child:
        yield site.words(marked("none takes anybody under 18"))
    if not adult:
        yield site.words(marked("none takes adults"))
    for name, message in (
        ("specialised", marked("none is known to be specialised")),
        ("self_referral", marked("none is known to take somebody without a referral")),
        ("anonymous", marked("none is known to let one be anonymous")),
        ("interpreter", marked("none is known to arrange an interpreter")),
        ("named_publicly", marked("none is known to name the group publicly")),
    ):
        if not any(row[name] for row in rows):
            yield site.words(message)
    if all(row["waiting"] is None for row in rows):
        yield site.words(marked("none states how long one waits"))


def _trainings(unit: str, site: Site) -> Iterator[Block]:
    rows = site.rows("trainings", "unit_id", unit)
    if not rows:
        return
    heads = site.heads(
        marked("What it teaches"), marked("For whom"), marked("How often"),
        marked("Last revised"), marked("Source"),
    )  # fmt: skip
    yield heading(site.words(marked("Trainings")))
    yield table(
        site.words(marked("Trainings of the body")), heads,
        [training_cells(row, site) for row in rows],
    )  # fmt: skip
    yield paragraph(link(TRAININGS, site.words(marked("All trainings"))))
