"""Asking the bodies how far they have come: a mail each, with a link of its own."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from belagg.study.vocabulary import Purpose
from belagg.web.fieldwork.answerers import answerers
from belagg.web.fieldwork.default_texts import text_of
from belagg.web.fieldwork.models import Reach
from belagg.web.fieldwork.outbox import enqueue
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.progress.models import Round, open_round
from belagg.web.store.models import Project, Stage


class RoundError(Exception):
    """A round cannot be opened: the study is in the field, or there is one already."""


def open_new(project: Project, due: dt.date, *, actor: User) -> int:
    """Open a round and write to those who answered for each body; give how many mails there are.

    RoundError where one is open, or the study is not closed.
    """
    try:
        with transaction.atomic():
            if Project.objects.select_for_update().get(pk=project.pk).stage != Stage.CLOSED:
                raise RoundError
            number = Round.objects.filter(project=project).count() + 1
            Round.objects.create(project=project, number=number, due=due, opened_by=actor)
            mails = _write(project, number, due)
            record("progress asked for", project=project, actor=actor, kind="progress",
                   key=str(number), mails=mails, due=due.isoformat())  # fmt: skip
    except IntegrityError as error:
        raise RoundError from error
    return mails


def _write(project: Project, number: int, due: dt.date) -> int:
    reaches = Reach.objects.filter(project=project).exclude(language="")
    languages = dict(reaches.values_list("recipient_id", "language"))
    words = {language: text_of("progress", language) for language in ("sv", "en")}
    count = 0
    for recipients in answerers(project).values():
        for recipient in recipients:
            subject, body = words["en" if languages.get(recipient) == "en" else "sv"]
            enqueue(
                project, recipient, step=f"progress-{number}", purpose=Purpose.FOLLOW_UP,
                subject=subject, body=body.replace("{answer_by}", due.isoformat()),
            )  # fmt: skip
            count += 1
    return count


@transaction.atomic
def close(project: Project, *, actor: User) -> None:
    """Take no more reports; nothing where no round is open."""
    found = open_round(project)
    if found is None:
        return
    found.closed = timezone.now()
    found.save()
    record("progress closed", project=project, actor=actor, kind="progress", key=str(found.number))
