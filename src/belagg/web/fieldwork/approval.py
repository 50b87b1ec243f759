"""Steps that a coordinator has approved beforehand are carried out when their day has come."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from belagg.study.vocabulary import Channel
from belagg.web.fieldwork.models import Step
from belagg.web.fieldwork.plan import carry_out
from belagg.web.fieldwork.states import StepState
from belagg.web.fieldwork.workdays import is_office_time, later
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store.models import Project, Stage

LATE = 3
"""How many workdays after its day a step may still go by itself; a later one is asked about."""


@transaction.atomic
def approve(project: Project, *, actor: User) -> int:
    """Let the mails that are planned go by themselves on their days; give how many steps.

    Those whose day passed long ago are left to be sent by hand.
    """
    today, count = timezone.localdate(), 0
    for step in project.steps.filter(channel=Channel.EMAIL, state=StepState.PLANNED):
        if later(step.day, LATE) >= today:
            count += _go(step, StepState.APPROVED, "step approved", actor=actor)
    return count


def withdraw(step: Step, *, actor: User | None = None) -> bool:
    """Let a step wait for somebody to send it; say whether it was approved."""
    if step.state != StepState.APPROVED:
        return False
    return _go(step, StepState.PLANNED, "approval withdrawn", actor=actor)


def carry_out_due(now: dt.datetime | None = None) -> int:
    """Carry out what is approved and due, in office hours; give how many mails were put in line.

    Any number of workers can run this at once: a step and its mails are written in one transaction,
    which only one of them gets through with.
    """
    now = now or timezone.localtime()
    if not is_office_time(now):
        return 0
    count = 0
    due = Step.objects.filter(
        state=StepState.APPROVED, day__lte=now.date(), project__stage=Stage.FIELD
    )
    for step in due.select_related("project"):
        if later(step.day, LATE) < now.date():
            withdraw(step)
        else:
            count += carry_out(step)
    return count


@transaction.atomic
def _go(step: Step, state: StepState, verb: str, *, actor: User | None) -> bool:
    taken = Step.objects.filter(pk=step.pk, state=step.state).update(state=state.value)
    if taken:
        record(verb, project=step.project, actor=actor, kind="step", key=step.key,
               before=step.state, after=state.value)  # fmt: skip
        step.state = state.value
    return bool(taken)
