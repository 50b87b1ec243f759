"""Mails that came back: read from a drop folder, and written down as undeliverable.

`BELAGG_BOUNCES` names a Maildir or an mbox file into which the mail server, or a program such as
getmail, puts what comes to the sender's address. Reports of delivery (RFC 3464) are acted on;
everything else is left for people to read.
"""

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import Message
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from belagg.study.vocabulary import Disposition
from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.fieldwork.reach import address_hash
from belagg.web.fieldwork.states import MailState
from belagg.web.people.audit import record
from belagg.web.store.models import ROWS

LARGEST = 2**20
"""Bytes of a message that are read: reports are small, and what is larger is none."""

_STATUS = re.compile(r"\d\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Returned:
    """A mail that could not be delivered: its Message-ID, and the status by RFC 3463."""

    message_id: str
    status: str


def returned_in(data: bytes) -> Returned | None:
    """Give the mail that a report says has failed for good; None for any other message.

    Reports of a delay are no failure.
    """
    if len(data) > LARGEST:
        return None
    message = message_from_bytes(data, policy=policy.compat32)
    if message.get_content_type() != "multipart/report":
        return None
    status, message_id = "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            status = status or _failure(part)
        elif kind in ("message/rfc822", "text/rfc822-headers") and not message_id:
            message_id = _id_within(part)
    return Returned(message_id, status) if status and message_id else None


def _failure(part: Message) -> str:
    groups = part.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if str(group.get("Action", "")).strip().lower() == "failed":  # type: ignore[union-attr]  # a message
            found = _STATUS.search(str(group.get("Status", "")))  # type: ignore[union-attr]  # a message
            return found[0] if found else "5.0.0"
    return ""


def _id_within(part: Message) -> str:
    inner = part.get_payload()
    original = inner[0] if isinstance(inner, list) and inner else message_from_string(str(inner))
    return str(original.get("Message-ID", "")).strip()  # type: ignore[union-attr]  # a message


def read_returned() -> int:
    """Act on every new message of the drop folder; give how many mails had come back.

    A message is marked as seen after it was acted on, so that one read twice changes nothing.
    """
    count = 0
    for data in _unseen(settings.BOUNCES):
        found = returned_in(data)
        if found is not None:
            count += _note(found)
    return count


def _unseen(place: Path | None) -> Iterator[bytes]:
    if place is None or not place.exists():
        return
    box: mailbox.Maildir | mailbox.mbox
    box = mailbox.Maildir(place, create=False) if place.is_dir() else mailbox.mbox(place)
    box.lock()
    try:
        for key in list(box.keys()):
            message = box[key]
            if "S" in message.get_flags() or "R" in message.get_flags():
                continue
            with box.get_file(key) as file:
                yield file.read(LARGEST + 1)
            if isinstance(message, mailbox.MaildirMessage):
                message.set_subdir("cur")
                message.add_flag("S")
            else:
                message.add_flag("RO")
            box[key] = message
            box.flush()
    finally:
        box.close()


@transaction.atomic
def _note(found: Returned) -> bool:
    mail = (
        OutboxMail.objects.select_related("project").select_for_update(of=("self",))
        .filter(message_id=found.message_id, state=MailState.SENT).first()
    )  # fmt: skip
    if mail is None:
        return False
    OutboxMail.objects.filter(pk=mail.pk).update(state=MailState.BOUNCED, error=found.status)
    key = f"{mail.recipient_id}-{mail.step}"
    ROWS["contacts"].objects.filter(project=mail.project, contact_id=key).update(
        outcome=Disposition.UNDELIVERABLE.value
    )
    recipients = ROWS["recipients"].objects.filter(project=mail.project)
    recipient = recipients.filter(recipient_id=mail.recipient_id).first()
    if recipient is not None:
        Reach.objects.update_or_create(
            project=mail.project, recipient_id=mail.recipient_id,
            defaults={"bounced": timezone.now(), "bounced_to": address_hash(recipient.email or "")},
        )  # fmt: skip
    record("mail came back", project=mail.project, kind="mail",
           key=f"{mail.recipient_id} {mail.step}", before=MailState.SENT.value,
           after=MailState.BOUNCED.value, why=found.status)  # fmt: skip
    return True
