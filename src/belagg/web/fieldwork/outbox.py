"""The outbox: what is to be mailed, once per recipient and step, whatever crashes."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from belagg.study.vocabulary import Purpose
from belagg.web.fieldwork.models import OutboxMail
from belagg.web.fieldwork.states import MailState, after
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.store.models import Project


@transaction.atomic
def enqueue(
    project: Project,
    recipient_id: str,
    *,
    step: str,
    purpose: Purpose,
    subject: str,
    body: str,
    attachments: Sequence[tuple[str, str]] = (),
) -> OutboxMail:
    """Put a mail in the outbox; where one of the step is there already, that one is given.

    `subject` and `body` may hold fields such as {link}, filled in when it is sent; `attachments`
    are names and checksums of kept files.
    """
    mail, made = OutboxMail.objects.get_or_create(
        project=project,
        recipient_id=recipient_id,
        step=step,
        defaults={
            "purpose": purpose.value,
            "subject": subject,
            "body": body,
            "attachments": [list(one) for one in attachments],
            "message_id": message_id(project, recipient_id, step),
        },
    )
    if made:
        transaction.on_commit(wake)
    return mail


def wake() -> None:
    """Tell the worker that there is mail to send; it looks every minute anyway."""
    async_task("belagg.web.fieldwork.sending.send_due", group="mail")


def message_id(project: Project, recipient_id: str, step: str) -> str:
    """Give the Message-ID of a mail: the same for the same step, so that a repeat is seen.

    It is keyed, so that nobody can make one up and report a mail as returned.
    """
    name = text_hash(f"{project.slug}\n{recipient_id}\n{step}")[:40]
    return f"<{name}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}>"


@transaction.atomic
def retry(mail: OutboxMail, *, actor: User) -> None:
    """Put a mail that failed or bounced in the queue again; MailStateError for any other."""
    before = mail.state
    mail.state = after(MailState(mail.state), MailState.QUEUED).value
    mail.attempts, mail.error, mail.not_before = 0, "", timezone.now()
    mail.save()
    record("mail queued again", project=mail.project, actor=actor, kind="mail",
           key=str(mail.pk), before=before, after=mail.state)  # fmt: skip
    transaction.on_commit(wake)
