"""Follow-up questions are sent: those to one body as one mail, each unlocking its own cell."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from belagg.study.vocabulary import Purpose
from belagg.web.desk.moments import now_text
from belagg.web.fieldwork.answerers import answerers
from belagg.web.fieldwork.default_texts import text_of
from belagg.web.fieldwork.outbox import enqueue
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store.models import ROWS, Project


@transaction.atomic
def send_waiting(project: Project, due: dt.date, *, actor: User) -> int:
    """Send every question that waits, a mail a body; give how many bodies were written to."""
    waiting: dict[str, list[object]] = {}
    rows = ROWS["follow_ups"].objects.filter(project=project, asked=None)
    for row in rows.order_by("follow_up_id"):
        waiting.setdefault(row.unit_id, []).append(row)
    subject, body = text_of("follow-up", "sv")
    asked = answerers(project)
    for unit_id, questions in waiting.items():
        listed = "\n\n".join(
            f"**{q.question_id}** {_plain(q.text)}"  # type: ignore[attr-defined]  # rows
            for q in questions
        )
        for recipient in asked.get(unit_id, ()):
            enqueue(project, recipient, step=f"follow-up-{questions[0].follow_up_id}",  # type: ignore[attr-defined]  # rows
                    purpose=Purpose.FOLLOW_UP, subject=subject,
                    body=body.replace("{asked}", listed)
                    .replace("{answer_by}", due.isoformat()))  # fmt: skip
        keys = [q.follow_up_id for q in questions]  # type: ignore[attr-defined]  # rows
        rows.filter(follow_up_id__in=keys).update(asked=now_text(), due=due)
        record("follow-ups sent", project=project, actor=actor, kind="follow_up", key=unit_id,
               questions=keys, due=due.isoformat())  # fmt: skip
    return len(waiting)


def overdue(project: Project) -> list[object]:
    """Give the questions that were sent and whose day has passed without an answer."""
    rows = ROWS["follow_ups"].objects.filter(project=project, answered=None)
    return list(rows.exclude(asked=None).filter(due__lt=timezone.localdate()))


def _plain(text: str) -> str:
    """Take braces out of a question, which would be fields of the mail."""
    return text.replace("{", "(").replace("}", ")")
