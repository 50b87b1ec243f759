"""How far the bodies have come with the recommendations: counted, drawn, and body by body."""

from collections.abc import Iterator, Sequence

from belagg.analysis.progress import NONE, Standing
from belagg.analysis.tally import slug as figure_slug
from belagg.language import marked
from belagg.manuscript.context import slug
from belagg.manuscript.tree import (
    Block,
    Cell,
    ChartBlock,
    ChartKind,
    Inline,
    Series,
    Slice,
    Text,
    Tone,
)
from belagg.manuscript.typography import date_text, sentence_case
from belagg.publish.site.page import Row, Site, cell, link, question_path, table
from belagg.study.vocabulary import ActionStatus

_TONES = {
    ActionStatus.DONE: Tone.YES,
    ActionStatus.PARTLY: Tone.PARTLY,
    ActionStatus.STARTED: Tone.T3,
    ActionStatus.NOT_STARTED: Tone.NO,
    ActionStatus.DEFERRED: Tone.OTHER,
}
"""The tone of each status, the furthest come first."""


def recommendation_path(row: Row) -> str:
    """Give the path of the page of a recommendation."""
    return f"recommendations/{slug(str(row['recommendation_id']))}.html"


def followed(rows: Sequence[Row], site: Site) -> list[Row]:
    """Give the recommendations of which some body's status is known."""
    return [row for row in rows if f"{_stem(row)}.n" in site.figures]


def progress_chart(rows: Sequence[Row], site: Site) -> Block:
    """Draw the number of bodies by status, a bar a recommendation."""
    series = tuple(_series(row, site) for row in rows)
    title = site.words(marked("How far the bodies have come"))
    alt = " ".join(
        f"{one.label}: "
        + ", ".join(f"{part.label} {part.count_text}" for part in (*one.slices, *one.missing))
        + "."
        for one in series
    )
    caption = site.words(marked("Number of bodies by status"))
    heads = [site.words(marked("Recommendation"))]
    heads += [sentence_case(status.label(site.language)) for status in _TONES]
    heads.append(site.words(marked("Nothing reported")))
    made = [
        (cell(_name(row, site), header=True), *(_number(row, end, site) for end in _ends()))
        for row in rows
    ]
    return ChartBlock(
        ChartKind.STACKED, "chart-progress", "", title, alt, series,
        (Text(site.words(marked("A body that has reported nothing counts as that."))),),
        table(caption, heads, made, len(heads) - 1),
    )  # fmt: skip


def status_words(held: Standing | None, site: Site) -> str:
    """Give a status in words; that nothing is known where nothing is."""
    if held is None:
        return site.words(marked("Nothing reported"))
    return sentence_case(held.status.label(site.language))


def grounds(held: Standing | None, site: Site) -> tuple[Cell, Cell]:
    """Give what a status rests on, and who says so."""
    if held is None:
        return cell(), cell()
    if held.report is None:
        pattern = site.words(marked("The answer to item {}"))
        text = pattern.format(held.measured_by)
        return cell(link(question_path(held.measured_by), text)), cell()
    day = date_text(str(held.report["at"])[:10], site.language) if held.report["at"] else ""
    who = ". ".join(part for part in (site.set(held.report["reported_by"]), day) if part)
    return cell(site.set(held.report["evidence"])), cell(who)


def group_view(recommendation_id: str, unit_id: str | None, site: Site) -> str:
    """Give what the reference groups say of a body, in words that they have approved."""
    parts = []
    for row in site.rows("group_views", "recommendation_id", recommendation_id):
        if row["approved_on"] is None or row["unit_id"] != unit_id:
            continue
        said = [ActionStatus(row["status"]).label(site.language)] if row["status"] else []
        said += [site.set(row["text"])] if row["text"] else []
        if said:
            text = f"{_group(row, site)}: {'. '.join(said)}"
            parts.append(text if text.endswith((".", "!", "?", "”")) else f"{text}.")
    return " ".join(parts)


def _group(row: Row, site: Site) -> str:
    (found,) = site.rows("groups", "group_id", str(row["group_id"]))
    return site.set(found["name"])


def _stem(row: Row) -> str:
    return f"progress.{figure_slug(str(row['recommendation_id']))}"


def _ends() -> Iterator[str]:
    yield from (status.value for status in _TONES)
    yield NONE


def _name(row: Row, site: Site) -> Inline | str:
    title = _label(row, site)
    return link(recommendation_path(row), title) if site.shows_bodies else title


def _label(row: Row, site: Site) -> str:
    number = f"{row['number']}. " if row["number"] else ""
    return f"{number}{site.set(row['title'])}"


def _number(row: Row, end: str, site: Site) -> Cell:
    return cell(site.binder.bound(f"{_stem(row)}.{end}.count"))


def _series(row: Row, site: Site) -> Series:
    slices = tuple(
        _slice(row, status.value, sentence_case(status.label(site.language)), tone, site)
        for status, tone in _TONES.items()
    )
    none = _slice(row, NONE, site.words(marked("Nothing reported")), Tone.NO_ANSWER, site)
    n = site.figures[f"{_stem(row)}.n"]
    return Series(_label(row, site), int(str(n.value)), n.name, (*slices, none))


def _slice(row: Row, end: str, label: str, tone: Tone, site: Site) -> Slice:
    name = f"{_stem(row)}.{end}"
    count, share = site.figures[f"{name}.count"], site.figures[f"{name}.percent"]
    names = site.study.unit_names
    return Slice(
        end, label, tone, int(str(count.value)), float(str(share.value)),
        site.binder.bound(count.name).text, site.binder.bound(share.name).text, count.name,
        share.name, tuple(names[unit] for unit in count.units) if site.shows_bodies else (),
    )  # fmt: skip
