"""Mails that came back: read from a mailbox or a drop folder, and written down as undeliverable.

`BELAGG_BOUNCES` names a mailbox that is read by IMAP, or a Maildir or an mbox file into which the
mail server, or a program such as getmail, puts what comes to the sender's address. Reports of
delivery (RFC 3464) are acted on; everything else is left for people to read.
"""

import imaplib
import json
import logging
import subprocess
import sys

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from belagg.study.vocabulary import Disposition
from belagg.web.fieldwork.bounce_reports import LARGEST, Returned
from belagg.web.fieldwork.mailboxes import unseen
from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.fieldwork.reach import address_hash
from belagg.web.fieldwork.states import MailState
from belagg.web.people.audit import record
from belagg.web.store.models import ROWS

_log = logging.getLogger(__name__)
_SECONDS = 60


def read_returned() -> int:
    """Act on every new message of the mailbox; give how many mails had come back.

    A message is marked as seen after it was acted on, so that one read twice changes nothing. A
    server that is not to be had is told in the log; it is asked again the next time.
    """
    count = 0
    try:
        for data in unseen(str(settings.BOUNCES or ""), LARGEST):
            found = read_apart(data)
            if found is not None:
                count += _note(found)
    except (OSError, ValueError, imaplib.IMAP4.error) as error:
        # Neither the address nor what the server said: both may hold a password.
        _log.warning("returned mail cannot be read: %s", type(error).__name__)
    return count


def read_apart(data: bytes) -> Returned | None:
    """Read a message in a process of its own; None where it is no report, or ends the process."""
    command = [sys.executable, "-P", "-m", "belagg.web.fieldwork.bounce_child"]
    try:
        child = subprocess.run(
            command, input=data, capture_output=True, check=True, timeout=_SECONDS
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return Returned(*json.loads(child.stdout)) if child.stdout else None


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
