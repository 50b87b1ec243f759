"""Personal data of officials in a study, kind by kind: how many there are, and erasing them.

What is public, and so every figure, list and revision, stands on none of this.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import Q

from belagg.study.tables import TABLES
from belagg.study.vocabulary import Vocabulary
from belagg.web.coding.models import DocumentVersion
from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.fieldwork.states import MailState
from belagg.web.respond.models import (
    Attachment,
    Colleague,
    Comment,
    Hold,
    Link,
    Sending,
    Suggestion,
)
from belagg.web.store import files
from belagg.web.store.models import ROWS, PackageFile, Project


class Personal(Vocabulary):
    """A kind of personal data."""

    RECIPIENTS = "recipients", "mottagares namn och adresser", "names and addresses of recipients"
    NOTES = "notes", "anteckningar om kontakter", "notes on contacts"
    COLLEAGUES = "colleagues", "kollegors adresser", "addresses of colleagues"
    SUGGESTIONS = "suggestions", "föreslagna personer", "persons suggested"
    SIGNATURES = "signatures", "namn på dem som skrivit under", "names of those who signed"
    RECEIPTS = "receipts", "kvitton med namn", "receipts with names"
    ORIGINALS = "originals", "brev som svar förts in från", "letters that answers came from"
    HOLDS = "holds", "texter som hållits tillbaka", "texts that were held back"
    COMMENTS = "comments", "kommentarer i prövningen", "comments in the pilot"
    MAILS = "mails", "mejltexter", "texts of mails"
    LINKS = "links", "personliga länkar", "personal links"
    REACHES = "reaches", "hur personer vill nås", "how persons want to be reached"


_OVER = (MailState.SENT, MailState.FAILED, MailState.BOUNCED, MailState.CANCELLED)


class _Held(NamedTuple):
    """Rows that still hold something of a kind, and what takes it away."""

    rows: "models.QuerySet[Any]"
    take_away: "Callable[[models.QuerySet[Any]], object]"


def _held(project: Project) -> Mapping[Personal, _Held]:
    """Give for each kind the rows that still hold something, and what takes it away."""
    recipients = ROWS["recipients"].objects.filter(project=project)
    contacts = ROWS["contacts"].objects.filter(project=project)
    sendings = Sending.objects.filter(sheet__project=project)
    known = reduce(or_, (Q(**{f"{name}__isnull": False}) for name in _private("recipients")))
    found: dict[Personal, tuple[Any, Callable[[Any], object]]] = {
        Personal.RECIPIENTS: (
            recipients.filter(known),
            lambda rows: rows.update(**dict.fromkeys(_private("recipients"))),
        ),
        Personal.NOTES: (contacts.exclude(note=None), lambda rows: rows.update(note=None)),
        Personal.COLLEAGUES: (
            Colleague.objects.filter(sheet__project=project).exclude(email=""),
            lambda rows: rows.update(email=""),
        ),
        Personal.SUGGESTIONS: (
            Suggestion.objects.filter(project=project).exclude(name="", email=""),
            lambda rows: rows.update(name="", email=""),
        ),
        Personal.SIGNATURES: (
            sendings.exclude(signed=""), lambda rows: rows.update(signed=""),
        ),
        Personal.RECEIPTS: (sendings.exclude(pdf=""), lambda rows: rows.update(pdf="")),
        Personal.ORIGINALS: (
            Attachment.objects.filter(sheet__project=project, original=True).exclude(sha256=""),
            lambda rows: rows.update(sha256="", name="", title="", passage=""),
        ),
        Personal.HOLDS: (
            Hold.objects.filter(project=project).exclude(text=""),
            lambda rows: rows.update(text=""),
        ),
        Personal.COMMENTS: (
            Comment.objects.filter(sheet__project=project), lambda rows: rows.delete(),
        ),
        Personal.MAILS: (
            OutboxMail.objects.filter(project=project, state__in=_OVER).exclude(body=""),
            lambda rows: rows.update(subject="", body=""),
        ),
        Personal.LINKS: (Link.objects.filter(project=project), lambda rows: rows.delete()),
        Personal.REACHES: (Reach.objects.filter(project=project), lambda rows: rows.delete()),
    }  # fmt: skip
    return {kind: _Held(*pair) for kind, pair in found.items()}


def _private(table: str) -> tuple[str, ...]:
    """Give the columns of a table that are declared private: one that is new is not forgotten."""
    return tuple(column.name for column in TABLES[table].columns if column.private)


def personal(project: Project) -> dict[Personal, int]:
    """Count what is held of each kind; kinds of which there is nothing are left out."""
    counted = {kind: rows.count() for kind, (rows, _how) in _held(project).items()}
    return {kind: count for kind, count in counted.items() if count}


def erase(project: Project) -> dict[Personal, int]:
    """Erase all of it for good, and give how many there were of each; call it in a transaction.

    Files go first: a process that dies in between leaves rows to be erased next time, and no file
    that nothing points to any more.
    """
    for digest in set(_own_files(project)):
        files.forget(digest)
    if connection.vendor == "sqlite":
        # What is taken away is written over, rather than left on the disk until it is needed.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
    counted = personal(project)
    for rows, take_away in _held(project).values():
        take_away(rows)
    return counted


def _own_files(project: Project) -> Iterator[str]:
    """Give the files that hold personal data alone: none that is a document of the study, too."""
    held = _held(project)
    receipts = held[Personal.RECEIPTS][0].values_list("pdf", flat=True)
    originals = held[Personal.ORIGINALS][0].values_list("sha256", flat=True)
    for digest in {*receipts, *originals}:
        elsewhere = (
            PackageFile.objects.filter(sha256=digest).exists()
            or DocumentVersion.objects.filter(sha256=digest).exists()
            or Attachment.objects.filter(sha256=digest, original=False).exists()
            or Attachment.objects.filter(sha256=digest).exclude(sheet__project=project).exists()
        )
        if not elsewhere:
            yield digest
