"""Where words that are withdrawn stand in what has been made; afterwards they are erased here."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import transaction
from selectolax.lexbor import LexborHTMLParser

from belagg.web.people.audit import record
from belagg.web.publish import releasing
from belagg.web.publish.kept import archive_of
from belagg.web.publish.models import Build, Release
from belagg.web.store import files
from belagg.web.store.models import ROWS, Project
from belagg.web.voices.models import Speaker, Stood
from belagg.web.voices.states import QuoteState

ERASED = "[…]"
"""What stands in the place of words that are erased."""


def note_places(project: Project, quotes: Collection[str]) -> None:
    """Write down every build and release that has any of the quotations, with its pages to come."""
    Stood.objects.bulk_create(
        (
            Stood(project=project, quote_id=quote_id, what=what, key=key, made=made)
            for what, key, made, held, _archive in _made_of(project)
            for quote_id in sorted(set(held) & set(quotes))
        ),
        ignore_conflicts=True,
    )


def finish(pk: int) -> None:
    """Find the pages on which somebody's words stood, erase the words, and mend what is published.

    Doing it twice changes nothing. Builds that have her words are taken away, and releases made
    again without them (`publish.releasing`).
    """
    speaker = Speaker.objects.select_related("project").get(pk=pk)
    project = speaker.project
    quotes: Any = ROWS["quotes"].objects.filter(project=project, speaker=speaker.speaker)
    gone = quotes.exclude(withdrawn_at=None).exclude(text=ERASED)
    words = {row.quote_id: row.text for row in gone}
    for what, key, _day, held, archive in _made_of(project):
        wanted = {name: text for name, text in words.items() if name in held}
        for quote_id, names in pages_with(archive, wanted).items():
            places = Stood.objects.filter(project=project, quote_id=quote_id, what=what, key=key)
            places.update(files=names)
    with transaction.atomic():
        quotes.filter(quote_id__in=words).update(text=ERASED, attribution=None)
        speaker.said.filter(state=QuoteState.WITHDRAWN).update(text="", attribution="", place="")
        record("withdrawn words erased", project=project, kind="participant", key=speaker.speaker)
    releasing.go_on(project.pk)


def _made_of(project: Project) -> Iterator[tuple[str, str, dt.date, list[str], str]]:
    """Give what has been made: kind, number, day, the quotations in its study, its files."""
    for build in Build.objects.filter(project=project).exclude(archive=""):
        yield "build", str(build.pk), build.asked.date(), build.quotes, build.archive
    for release in Release.objects.filter(project=project):
        yield "release", release.number, release.day, release.quotes, release.archive


def pages_with(archive: str, words: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the pages in kept files on which each text stands, by its name.

    PDF and Word go with the page of the report, since all three are made of the same.
    """
    sought = {name: _parts(text) for name, text in words.items()}
    found: dict[str, list[str]] = {}
    if not words or not archive or not files.path_of(archive).exists():
        return found
    with archive_of(archive) as held:
        names = held.namelist()
        for path in (name for name in names if name.endswith(".html")):
            page = _plain(LexborHTMLParser(held.read(path)).text(separator=" "))
            for quote_id, parts in sought.items():
                if parts and all(part in page for part in parts):
                    beside = [path.removesuffix("html") + end for end in ("pdf", "docx")]
                    found.setdefault(quote_id, []).extend(
                        [path, *(name for name in beside if name in names)]
                    )
    return found


def _parts(text: str) -> list[str]:
    lines = (part for line in text.split("\n") for part in line.split("[…]"))
    return [plain for part in lines if (plain := _plain(part))]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\u00ad", ""))
