"""The documents of a study at a glance: how long each is, and on how much of it there is a hit."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from belagg.documents.text import Reason
from belagg.study.tables.evidence import EVIDENCE
from belagg.study.vocabulary import DocumentKind
from belagg.web.coding.documents.states import ReadingState
from belagg.web.store.models import ROWS, Project

_STRIP = 240
"""Pages that a strip shows one by one; of a longer document it shows the first."""


@dataclass(frozen=True)
class Glance:
    """A document with what was measured in it; `hits` are the pages with a hit, in order."""

    document_id: str
    title: str
    unit_id: str
    unit: str
    kind: str
    decided_on: dt.date | None
    state: str
    state_word: str
    reason: str
    pages: int
    unread: int
    doubtful: bool
    pages_with_hits: int
    lines: int
    hits: tuple[int, ...]

    @property
    def strip(self) -> int:
        """Give how many pages the strip shows."""
        return min(self.pages, _STRIP)

    @property
    def ticks(self) -> tuple[int, ...]:
        """Give where the strip is marked, from 0."""
        return tuple(page - 1 for page in self.hits if page <= _STRIP)


def glances(project: Project, rows: Iterable[Any], language: str) -> list[Glance]:
    """Give rows of `documents` at a glance, in a fixed number of queries."""
    held = list(rows)
    keys = [row.document_id for row in held]
    readings = {one.document_id: one for one in project.readings.filter(document_id__in=keys)}
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    hits: dict[str, set[int]] = {}
    passages = ROWS["passages"].objects.filter(project=project, document_id__in=keys)
    for key, page in (
        passages.exclude(page=None).exclude(concept=EVIDENCE).values_list("document_id", "page")
    ):
        hits.setdefault(key, set()).add(page)
    made = []
    for row in held:
        own: str = row.document_id
        reading = readings.get(own)
        state = ReadingState(reading.state) if reading else None
        made.append(Glance(
            own, row.title, row.unit_id or "",
            names.get(row.unit_id, "") or (row.publisher or ""),
            DocumentKind(row.kind).label(language) if row.kind else "",
            row.decided_on,
            state.value if state else "", state.label(language) if state else "",
            Reason(reading.reason).label(language) if reading and reading.reason else "",
            reading.pages if reading else 0, reading.unread if reading else 0,
            bool(reading and reading.doubtful), reading.pages_with_hits if reading else 0,
            reading.lines if reading else 0, tuple(sorted(hits.get(own, ()))),
        ))  # fmt: skip
    return made
