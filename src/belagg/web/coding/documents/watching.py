"""Documents from addresses: fetched by the worker, read again when asked to, or each month.

A file that is another than last time becomes a new version, and the grades that rest on the one
before are proposed to be looked at (`claims.queue.to_look_at_again`).
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from belagg.documents.errors import UnreadableError
from belagg.documents.media import HTML, MARKDOWN, PLAIN, media_type
from belagg.study.tables import TABLES
from belagg.web.coding.documents import keeping, reading
from belagg.web.coding.documents.fetching import Failure, Fetched, FetchError, fetch
from belagg.web.coding.models import Address, Outcome, Retrieval, Source
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store import rows
from belagg.web.store.models import ROWS, Project, Stage

MONTH = timedelta(days=30)
"""How long a watched address is left alone."""
_BY_TYPE = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN,
            "text/markdown": MARKDOWN}  # fmt: skip


@transaction.atomic
def add(
    project: Project, cells: Mapping[str, str], url: str, *, watched: bool, actor: User
) -> Address:
    """Put a document in the study that is fetched from an address soon after.

    The same address of the same body is one document. StudyError with what is wrong in the cells.
    """
    owner = cells.get("unit_id") or "myndighet"
    key = f"{owner}-{hashlib.sha256(url.encode()).hexdigest()[:10]}"
    if rows.find(project, TABLES["documents"], (key,)) is None:
        row = dict(cells) | {"document_id": key, "source_url": url}
        rows.put(project, TABLES["documents"], row, actor=actor)
    address, made = Address.objects.get_or_create(
        project=project, document_id=key, defaults={"url": url, "watched": watched}
    )
    if made:
        record("address noted", project=project, actor=actor, kind="document", key=key)
        ask(address)
    return address


def ask(address: Address) -> None:
    """Have an address read by the worker."""
    pk = address.pk
    transaction.on_commit(
        lambda: async_task("belagg.web.coding.documents.watching.read", pk, group="documents")
    )


@transaction.atomic
def watch(address: Address, on: bool, *, actor: User) -> None:
    """Have an address read again each month, or no longer."""
    due = timezone.localdate() + MONTH if on else None
    Address.objects.filter(pk=address.pk).update(watched=on, due=due)
    record("address watched" if on else "address no longer watched", project=address.project,
           actor=actor, kind="document", key=address.document_id)  # fmt: skip


def read_due() -> None:
    """Have read every watched address whose month has passed."""
    due = Address.objects.filter(watched=True, due__lte=timezone.localdate())
    for address in due.exclude(project__stage=Stage.ARCHIVED.value):
        Address.objects.filter(pk=address.pk).update(due=timezone.localdate() + MONTH)
        ask(address)


def read(pk: int) -> None:
    """Fetch what an address has now, and keep it where it is another file than before."""
    address = Address.objects.select_related("project").get(pk=pk)
    try:
        fetched = fetch(address.url, f"Belagg (+{settings.PUBLIC_URL})")
        content = _content(fetched)
    except FetchError as error:
        _note(address, _OUTCOMES.get(error.failure, Outcome.FAILED), error.status,
              failure=error.failure.value)  # fmt: skip
        return
    with transaction.atomic():
        first = ROWS["documents"].objects.filter(
            project=address.project, document_id=address.document_id, file=None
        ).exists()  # fmt: skip
        changed = keeping.renew(
            address.project, address.document_id, content, source=Source.FETCHED, actor=None,
            headers=fetched.headers,
        )  # fmt: skip
        outcome = Outcome.FIRST if first else Outcome.CHANGED if changed else Outcome.SAME
        _note(address, outcome, fetched.status, headers=fetched.headers,
              sha256=hashlib.sha256(fetched.data).hexdigest())  # fmt: skip
        if changed:
            reading.ask(address.project)


_OUTCOMES = {Failure.GONE: Outcome.GONE}


def _content(fetched: Fetched) -> keeping.Content:
    name = PurePosixPath(unquote(urlsplit(fetched.url).path)).name or "sida"
    declared = fetched.headers.get("content-type", "").partition(";")[0].strip().lower()
    suffix = keeping.SUFFIXES.get(_BY_TYPE.get(declared, ""), "")
    try:
        media = media_type(fetched.data, f"sida.{suffix}" if suffix else name)
    except UnreadableError:
        raise FetchError(Failure.NO_DOCUMENT, fetched.status) from None
    return keeping.Content(fetched.data, media, name)


@transaction.atomic
def _note(
    address: Address,
    outcome: Outcome,
    status: int,
    *,
    headers: Mapping[str, str] | None = None,
    sha256: str = "",
    failure: str = "",
) -> None:
    Retrieval.objects.create(
        address=address, outcome=outcome.value, status=status, headers=dict(headers or {}),
        sha256=sha256, failure=failure,
    )  # fmt: skip
    due = timezone.localdate() + MONTH if address.watched else None
    Address.objects.filter(pk=address.pk).update(due=due)
    record("address read", project=address.project, kind="document", key=address.document_id,
           after=outcome.value, sha256=sha256[:16])  # fmt: skip
