"""Attempts to reach somebody that a person makes and writes down: calls, letters, meetings."""

from datetime import UTC

from django.db import transaction
from django.utils import timezone

from belagg.study.sheets import clean
from belagg.study.vocabulary import Channel, Disposition, Purpose
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store.models import ROWS, Project

BY_HAND = (
    Disposition.NON_CONTACT, Disposition.SENT, Disposition.REFUSAL, Disposition.OTHER_ELIGIBLE,
    Disposition.NOT_ELIGIBLE, Disposition.COMPLETE, Disposition.UNDELIVERABLE,
)  # fmt: skip
"""The outcomes that a person can write down."""


@transaction.atomic
def log(
    project: Project, recipient_id: str, *, channel: Channel, outcome: Disposition, note: str,
    actor: User,
) -> None:  # fmt: skip
    """Write down an attempt made now; a form that was posted twice is written down once."""
    now = timezone.now().astimezone(UTC)
    key = f"{recipient_id}-{channel.value}-{now:%Y%m%dT%H%M%SZ}"
    _row, made = ROWS["contacts"].objects.get_or_create(
        project=project, contact_id=key,
        defaults={
            "at": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "recipient_id": recipient_id,
            "channel": channel.value, "purpose": Purpose.REMINDER.value,
            "outcome": outcome.value, "note": clean(note) or None,
        },
    )  # fmt: skip
    if made:
        record("contact logged", project=project, actor=actor, kind="contact", key=key,
               after=outcome.value)  # fmt: skip
