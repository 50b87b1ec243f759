"""Follow-up questions are sent: those to one body as one mail, each unlocking its own cell.

Whoever has not answered by the day is reminded once, on the first workday after it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from belagg.study.vocabulary import Purpose
from belagg.web.desk.moments import now_text
from belagg.web.fieldwork.answerers import answerers
from belagg.web.fieldwork.default_texts import text_of
from belagg.web.fieldwork.outbox import enqueue
from belagg.web.fieldwork.reach import language_of
from belagg.web.fieldwork.workdays import is_office_time
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store.models import ROWS, Project, Stage

TOO_LATE = dt.timedelta(days=14)
"""So long after its day an unanswered question is no longer reminded of."""


@transaction.atomic
def send_waiting(project: Project, due: dt.date, *, actor: User) -> int:
    """Send every question that waits, a mail a body; give how many bodies were written to."""
    waiting: dict[str, list[Any]] = defaultdict(list)
    rows = ROWS["follow_ups"].objects.filter(project=project, asked=None)
    for row in rows.order_by("follow_up_id"):
        waiting[row.unit_id].append(row)
    who = answerers(project)
    for unit_id, questions in waiting.items():
        step = f"follow-up-{questions[0].follow_up_id}"
        _write(project, who.get(unit_id, ()), questions, due, text="follow-up", step=step)
        keys = [q.follow_up_id for q in questions]
        rows.filter(follow_up_id__in=keys).update(asked=now_text(), due=due)
        record("follow-ups sent", project=project, actor=actor, kind="follow_up", key=unit_id,
               questions=keys, due=due.isoformat())  # fmt: skip
    return len(waiting)


def remind_late(now: dt.datetime | None = None) -> int:
    """Remind once of the questions that were not answered by their day, in office hours.

    Gives how many mails were put in line.
    """
    now = now or timezone.localtime()
    if not is_office_time(now):
        return 0
    today = now.date()
    rows = ROWS["follow_ups"].objects.exclude(asked=None).filter(
        due__range=(today - TOO_LATE, today - dt.timedelta(days=1)),
        project__stage__in=[Stage.FIELD, Stage.CLOSED],
    )  # fmt: skip
    sent_together: dict[tuple[int, str, str], list[Any]] = defaultdict(list)
    for row in rows.select_related("project").order_by("follow_up_id"):
        sent_together[row.project_id, row.unit_id, row.asked].append(row)
    count = 0
    who: dict[int, dict[str, list[str]]] = {}
    for questions in sent_together.values():
        project, unit_id = questions[0].project, questions[0].unit_id
        open_ones = [q for q in questions if q.answered is None]
        if open_ones:
            # Named after the first of those sent together, answered or not: one reminder of them.
            step = f"follow-up-{questions[0].follow_up_id}-reminder"
            known = who.get(project.pk) or who.setdefault(project.pk, answerers(project))
            count += _write(project, known.get(unit_id, ()), open_ones, questions[0].due,
                            text="follow-up-reminder", step=step)  # fmt: skip
    return count


def _write(
    project: Project, who: Sequence[str], questions: Sequence[Any], due: dt.date, *, text: str,
    step: str,
) -> int:  # fmt: skip
    """Put a mail with the questions in line to each of these; give how many were new."""
    listed = "\n\n".join(f"**{q.question_id}** {_plain(q.text)}" for q in questions)
    before = project.outbox.filter(step=step).count()
    for recipient in who:
        subject, body = text_of(text, language_of(project, recipient))
        body = body.replace("{asked}", listed).replace("{answer_by}", due.isoformat())
        enqueue(project, recipient, step=step, purpose=Purpose.FOLLOW_UP, subject=subject,
                body=body)  # fmt: skip
    return project.outbox.filter(step=step).count() - before


def overdue(project: Project) -> list[object]:
    """Give the questions that were sent and whose day has passed without an answer."""
    rows = ROWS["follow_ups"].objects.filter(project=project, answered=None)
    return list(rows.exclude(asked=None).filter(due__lt=timezone.localdate()))


def _plain(text: str) -> str:
    """Take braces out of a question, which would be fields of the mail."""
    return text.replace("{", "(").replace("}", ")")
