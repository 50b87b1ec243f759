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

from belagg.study.vocabulary import Channel, Disposition
from belagg.web.fieldwork.facts import Facts, facts_of, values_for
from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.fieldwork.reach import address_hash, language_in
from belagg.web.fieldwork.states import MailState
from belagg.web.fieldwork.words import as_html, filled
from belagg.web.frame.marks import marked
from belagg.web.people.audit import record
from belagg.web.respond import links
from belagg.web.respond.colleagues import colleague_of
from belagg.web.store import files
from belagg.web.store.models import ROWS

ATTEMPTS = 8
"""How often a mail is tried before it counts as failed; the waits double from a minute."""


def send_due(limit: int = 500, *, pause: Callable[[float], None] = time.sleep) -> int:
    """Send what is due, at most `limit` mails, paced; give how many were sent.

    Any number of workers can run this at once. One that dies leaves nothing half done: its mail
    is taken up when the lease (`MAIL_LEASE_SECONDS`) has run out, with the same Message-ID.
    """
    count = 0
    connection = get_connection()
    known: dict[int, Facts] = {}
    try:
        for _turn in range(limit):
            mail = _claim()
            if mail is None:
                break
            if mail.attempts > ATTEMPTS:
                # Every worker that took it died before it could say why.
                _end(mail, MailState.FAILED, "the worker did not survive it")
                continue
            if mail.project_id not in known:
                known[mail.project_id] = facts_of(mail.project)
            if _send(mail, known[mail.project_id], connection):
                count += 1
                pause(60 / settings.MAILS_PER_MINUTE)
    finally:
        connection.close()
    return count


def _claim() -> OutboxMail | None:
    now = timezone.now()
    due = Q(state=MailState.QUEUED, not_before__lte=now) | Q(state=MailState.SENDING, lease__lt=now)
    while True:
        # What a worker died of comes last: it keeps nobody waiting, and dying again and again on
        # a machine that is short of time does not use up the tries of one mail.
        waiting = OutboxMail.objects.select_related("project").filter(due)
        mail = waiting.order_by("attempts", "pk").first()
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


def _send(mail: OutboxMail, facts: Facts, connection: BaseEmailBackend) -> bool:
    recipient = (
        ROWS["recipients"]
        .objects.filter(project=mail.project, recipient_id=mail.recipient_id)
        .first()
    ) or colleague_of(mail.project, mail.recipient_id)
    reach = Reach.objects.filter(project=mail.project, recipient_id=mail.recipient_id).first()
    if recipient is None or not recipient.email or (reach and reach.opted_out):
        _end(mail, MailState.CANCELLED, "no address")
        return False
    language = language_in(reach)
    try:
        connection.open()
        _message(mail, facts, recipient, language, connection).send()
    except SMTPRecipientsRefused:
        _undeliverable(mail, recipient.email)
        return False
    except (SMTPException, OSError) as error:
        connection.close()
        _later(mail, error)
        return False
    _sent(mail)
    return True


def _message(
    mail: OutboxMail, facts: Facts, recipient: object, language: str,
    connection: BaseEmailBackend,
) -> EmailMultiAlternatives:  # fmt: skip
    values = values_for(facts, recipient, language)
    values["link"] = links.issue(mail.project, mail.recipient_id)
    text = marked(filled(mail.body, values), language=language, made_up=facts.made_up)
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
def _undeliverable(mail: OutboxMail, address: str) -> None:
    _end(mail, MailState.FAILED, "refused by the receiving server")
    _write_contact(mail, Disposition.UNDELIVERABLE)
    Reach.objects.update_or_create(
        project=mail.project, recipient_id=mail.recipient_id,
        defaults={"bounced": timezone.now(), "bounced_to": address_hash(address)},
    )  # fmt: skip


def _write_contact(mail: OutboxMail, outcome: Disposition) -> None:
    """Write the attempt once: its id is made from recipient and step.

    Mail to a colleague of a recipient is no attempt to reach a recipient. A mail that is sent again
    after it came back has the outcome of the last try.
    """
    asked = ROWS["recipients"].objects.filter(project=mail.project, recipient_id=mail.recipient_id)
    if not asked.exists():
        return
    ROWS["contacts"].objects.update_or_create(
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
