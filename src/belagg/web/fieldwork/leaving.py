"""Recipients who want no more mail, or who named a better one: how they are reached then."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from belagg.study.vocabulary import Channel, Disposition, Purpose
from belagg.web.fieldwork.models import Reach
from belagg.web.respond.sending import moment_of
from belagg.web.respond.signals import opted_out, wrong_person
from belagg.web.store.models import ROWS, Project


@receiver(opted_out)
def note_opting_out(
    sender: Any, *, project: Project, recipient_id: str, at: datetime, **more: Any
) -> None:
    """Send nothing more, and write down that she declined (AAPOR 2.11)."""
    Reach.objects.update_or_create(
        project=project, recipient_id=recipient_id, defaults={"opted_out": at}
    )
    _write(project, recipient_id, at, "opted-out", Disposition.REFUSAL)


@receiver(wrong_person)
def note_wrong_person(
    sender: Any, *, project: Project, recipient_id: str, at: datetime, **more: Any
) -> None:
    """Send nothing more to her, and write down that another is the one to ask (AAPOR 4.0)."""
    Reach.objects.update_or_create(
        project=project, recipient_id=recipient_id, defaults={"opted_out": at}
    )
    _write(project, recipient_id, at, "wrong-person", Disposition.NOT_ELIGIBLE)


def _write(
    project: Project, recipient_id: str, at: datetime, what: str, outcome: Disposition
) -> None:
    ROWS["contacts"].objects.update_or_create(
        project=project, contact_id=f"{recipient_id}-{what}",
        defaults={"at": moment_of(at), "recipient_id": recipient_id, "channel": Channel.WEB.value,
                  "purpose": Purpose.OTHER.value, "outcome": outcome.value},
    )  # fmt: skip
