"""Mail is sent: one at a time under a lease, and written down once."""

import time
from collections.abc import Callable
from datetime import UTC, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from belagg.study.questionnaire import worded
from belagg.study.vocabulary import Channel, Disposition
from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.fieldwork.states import MailState
from belagg.web.fieldwork.words import as_html, filled
from belagg.web.people.audit import record
from belagg.web.respond import links
from belagg.web.respond.colleagues import colleague_of
from belagg.web.store import files
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project

ATTEMPTS = 8
"""How often a mail is tried before it counts as failed; the waits double from a minute."""


def send_due(limit: int = 500, *, pause: Callable[[float], None] = time.sleep) -> int:
    """Send what is due, at most `limit` mails, paced; give how many were sent.

    Any number of workers can run this at once. One that dies leaves nothing half done: its mail
    is taken up when the lease (`MAIL_LEASE_SECONDS`) has run out, with the same Message-ID.
    """
    count = 0
    connection = get_connection()
    try:
        for _turn in range(limit):
            mail = _claim()
            if mail is None:
                break
            if _send(mail, connection):
                count += 1
                pause(60 / settings.MAILS_PER_MINUTE)
    finally:
        connection.close()
    return count


def _claim() -> OutboxMail | None:
    now = timezone.now()
    due = Q(state=MailState.QUEUED, not_before__lte=now) | Q(state=MailState.SENDING, lease__lt=now)
    while True:
        mail = OutboxMail.objects.select_related("project").filter(due).first()
        if mail is None:
            return None
        # The row is ours only if nobody has changed it since we read it.
        ours = OutboxMail.objects.filter(
            pk=mail.pk, state=mail.state, lease=mail.lease, attempts=mail.attempts
        ).update(
            state=MailState.SENDING,
            lease=now + timedelta(seconds=settings.MAIL_LEASE_SECONDS),
            attempts=mail.attempts + 1,
        )
        if ours:
            mail.state, mail.attempts = MailState.SENDING.value, mail.attempts + 1
            return mail


def _send(mail: OutboxMail, connection: BaseEmailBackend) -> bool:
    recipient = (
        ROWS["recipients"]
        .objects.filter(project=mail.project, recipient_id=mail.recipient_id)
        .first()
    ) or colleague_of(mail.project, mail.recipient_id)
    reach = Reach.objects.filter(project=mail.project, recipient_id=mail.recipient_id).first()
    if recipient is None or not recipient.email or (reach and reach.opted_out):
        _end(mail, MailState.CANCELLED, "no address")
        return False
    language = (reach.language if reach else "") or "sv"
    try:
        connection.open()
        _message(mail, recipient, language, connection).send()
    except SMTPRecipientsRefused:
        _undeliverable(mail)
        return False
    except (SMTPException, OSError) as error:
        connection.close()
        _later(mail, error)
        return False
    _sent(mail)
    return True


def _message(
    mail: OutboxMail, recipient: object, language: str, connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    values = values_for(mail.project, recipient, language)
    values["link"] = links.issue(mail.project, mail.recipient_id)
    text = filled(mail.body, values)
    message = EmailMultiAlternatives(
        filled(mail.subject, values),
        text,
        to=[recipient.email],  # type: ignore[attr-defined]  # a row of recipients
        connection=connection,
        headers={
            "Message-ID": mail.message_id,
            "List-Id": f"<{mail.project.slug}.belagg>",
            "List-Unsubscribe": f"<mailto:{settings.DEFAULT_FROM_EMAIL}?subject=avanmal>",
            "Content-Language": language,
        },
    )
    message.attach_alternative(as_html(text, language), "text/html")
    for name, digest in mail.attachments:
        message.attach(name, files.read(digest))
    return message


def values_for(project: Project, recipient: object, language: str) -> dict[str, str]:
    """Give what stands in place of a text's fields for a recipient; the link is apart."""
    study = load_study(project)
    unit_id, role = recipient.unit_id, recipient.role  # type: ignore[attr-defined]  # a row
    period = study.settings.period
    return {
        "study": worded(study.settings.title, language),
        "steward": study.settings.steward,
        "unit": study.unit_names.get(unit_id, unit_id),
        "role": role or "",
        "questions": str(len(study.items)),
        "due": period[1].isoformat() if period else "",
        "today": timezone.localdate().isoformat(),
    }


@transaction.atomic
def _sent(mail: OutboxMail) -> None:
    now = timezone.now()
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT, sent=now, lease=None, error=""
    )
    _write_contact(mail, Disposition.SENT)
    record("mail sent", project=mail.project, kind="mail", key=f"{mail.recipient_id} {mail.step}",
           after=MailState.SENT.value)  # fmt: skip


@transaction.atomic
def _undeliverable(mail: OutboxMail) -> None:
    _end(mail, MailState.FAILED, "refused by the receiving server")
    _write_contact(mail, Disposition.UNDELIVERABLE)
    Reach.objects.update_or_create(
        project=mail.project, recipient_id=mail.recipient_id,
        defaults={"bounced": timezone.now()},
    )  # fmt: skip


def _write_contact(mail: OutboxMail, outcome: Disposition) -> None:
    """Write the attempt once: its id is made from recipient and step.

    Mail to a colleague of a recipient is no attempt to reach a recipient.
    """
    asked = ROWS["recipients"].objects.filter(project=mail.project, recipient_id=mail.recipient_id)
    if not asked.exists():
        return
    ROWS["contacts"].objects.get_or_create(
        project=mail.project,
        contact_id=f"{mail.recipient_id}-{mail.step}",
        defaults={
            "at": timezone.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "recipient_id": mail.recipient_id,
            "channel": Channel.EMAIL.value,
            "purpose": mail.purpose,
            "outcome": outcome.value,
        },
    )


def _later(mail: OutboxMail, error: Exception) -> None:
    if mail.attempts >= ATTEMPTS:
        _end(mail, MailState.FAILED, type(error).__name__)
        return
    wait = timedelta(minutes=2 ** (mail.attempts - 1))
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=MailState.QUEUED, lease=None, not_before=timezone.now() + wait,
        error=type(error).__name__,
    )  # fmt: skip


@transaction.atomic
def _end(mail: OutboxMail, state: MailState, why: str) -> None:
    OutboxMail.objects.filter(pk=mail.pk).update(state=state, lease=None, error=why)
    record("mail ended", project=mail.project, kind="mail", key=f"{mail.recipient_id} {mail.step}",
           after=state.value, why=why)  # fmt: skip
