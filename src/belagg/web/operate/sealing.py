"""The audit log sealed in a chain, so that a change of it is found.

Every few minutes the worker makes one keyed checksum (HMAC-SHA-256) of the new events on top of
the one before, so that saving waits for nothing. The key lies in a file beside the database
(`seal.key`): who can write to the database alone cannot make the chain fit again.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from belagg.web.home import key_in
from belagg.web.operate.models import Seal
from belagg.web.people.models import AuditEvent

_SETTLED = timedelta(minutes=2)
"""Events younger than this wait: one with a lower number may still be about to be committed."""

_BATCH = 2000


@dataclass(frozen=True)
class Chain:
    """What looking through the log found: how much is sealed, and where it does not fit.

    `broken` are the first and last number of the events of the first seal that does not fit.
    """

    seals: int
    events: int
    waiting: int
    digest: str
    broken: tuple[int, int] | None


def seal_new() -> int:
    """Seal the events that are settled; give how many there were.

    Two workers that do it at once make one seal: its place can be taken once.
    """
    last = Seal.objects.last()
    start = last.upto if last else 0
    young = AuditEvent.objects.filter(pk__gt=start, at__gt=timezone.now() - _SETTLED)
    events = AuditEvent.objects.filter(pk__gt=start).order_by("pk")
    if (first := young.order_by("pk").values_list("pk", flat=True).first()) is not None:
        events = events.filter(pk__lt=first)
    digest, count, upto = _digest(last.digest if last else "", events)
    if count:
        try:
            with transaction.atomic():
                Seal.objects.create(upto=upto, events=count, digest=digest)
        except IntegrityError:
            return 0
    return count


def examine_chain() -> Chain:
    """Look through the whole log; its cost grows with the number of events."""
    start, digest, seals, count = 0, "", 0, 0
    for seal in Seal.objects.iterator():
        events = AuditEvent.objects.filter(pk__gt=start, pk__lte=seal.upto).order_by("pk")
        made, held, _upto = _digest(digest, events)
        if held != seal.events or not hmac.compare_digest(made, seal.digest):
            return Chain(seals, count, 0, digest, (start + 1, seal.upto))
        start, digest, seals, count = seal.upto, made, seals + 1, count + held
    waiting = AuditEvent.objects.filter(pk__gt=start).count()
    return Chain(seals, count, waiting, digest, None)


def _digest(before: str, events: "models.QuerySet[AuditEvent]") -> tuple[str, int, int]:
    """Give the checksum of events on top of the one before, their number and the last of them."""
    made = hmac.new(_key(), before.encode(), hashlib.sha256)
    count, upto = 0, 0
    for number, line in _lines(events):
        made.update(line)
        count, upto = count + 1, number
    return made.hexdigest(), count, upto


def _lines(events: "models.QuerySet[AuditEvent]") -> Iterable[tuple[int, bytes]]:
    for event in events.iterator(_BATCH):
        cells = (
            event.pk, event.at.isoformat(), event.actor_id, event.actor_kind, event.project_slug,
            event.verb, event.kind, event.key, event.before, event.after, event.details,
        )  # fmt: skip
        yield event.pk, json.dumps(cells, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _key() -> bytes:
    return key_in(Path(settings.HOME) / "seal.key").encode()
