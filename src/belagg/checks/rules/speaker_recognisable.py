"""A speaker quoted so often that she can be recognised."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.judging.voices.consent import Quote, over_limit
from belagg.language import _, marked
from belagg.study.vocabulary import GroupKind, Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find speakers with more quotes than the study allows, and groups with more than that each."""
    limit = subject.study.settings.quotes_per_speaker
    rows = list(subject.rows("quotes"))
    last = {row["speaker"]: index for index, row in rows}
    for speaker, count in over_limit((Quote.of(row) for _index, row in rows), limit):
        message = _("{} is quoted {} times; the study allows {}").format(speaker, count, limit)
        yield Hit(subject.study.place("quotes", last[speaker], "speaker"), message, speaker)
    yield from _groups(subject, limit)


def _groups(subject: Subject, limit: int) -> Iterator[Hit]:
    tables = subject.study.tables
    meetings = dict(tables["meetings"].select("meeting_id", "group_id").iter_rows())
    small = tables["groups"].filter(
        (pl.col("kind") == GroupKind.EXPERIENCE.value) & pl.col("size").is_not_null()
    )
    for group, size in small.select("group_id", "size").iter_rows():
        sources = [f"meeting:{m}" for m, of in meetings.items() if of == group]
        anonymous = pl.col("source").is_in(sources) & pl.col("speaker").is_null()
        rows = [index for index, _row in subject.rows("quotes", anonymous)]
        if len(rows) > size:
            message = _(
                "{} quotes come from a group of {}; somebody is quoted more than once"
            ).format(len(rows), size)
            yield Hit(subject.study.place("quotes", rows[-1], "source"), message, str(group))


RULE = Rule(
    "speaker-recognisable",
    Severity.ERROR,
    marked("No speaker is quoted so often that she can be recognised"),
    marked(
        "Each quotation adds to what a reader knows of the person. From many, people who know her "
        "can tell who it is, whatever she is called."
    ),
    bad="eleven quotes from a group of six",
    good="at most two quotes from each speaker",
    find=find,
)
