"""A fact check is opened, given more time, and ended."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from belagg.analysis.cells import resolve
from belagg.study.study import Study
from belagg.study.vocabulary import Grade, Layer, Missing
from belagg.web.factcheck.mailing import write_to
from belagg.web.factcheck.models import FactCheck, Point
from belagg.web.factcheck.states import CheckState, CheckStateError, PointState
from belagg.web.factcheck.telling import Told, told
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project, Stage

DAYS = 21
"""How long a body has, where the study sets nothing else."""
_BATCH = 500


class NotYetError(Exception):
    """Something is left to do first; the message says what, for the one who asked."""


def unsettled(study: Study) -> tuple[int, int]:
    """Count what is not decided: readings on which coders differ, and claims not graded."""
    cells = resolve(study)
    decided = study.tables["assessments"]
    layers = [
        cells.layers[layer].filter(contested=True, missing=Missing.UNDETERMINABLE.value)
        for layer in (Layer.RECODED, Layer.DOCUMENTED)
        if layer.value in decided["layer"]
    ]
    grades = study.tables["claims"].drop_nulls("unit_id")["grade"].fill_null(Grade.NOT_REVIEWED)
    return sum(map(len, layers)), int((grades == Grade.NOT_REVIEWED.value).sum())


def to_tell(project: Project) -> list[Told]:
    """Give what bodies have not been told yet, as it stands now."""
    ended = Point.objects.filter(fact_check__project=project, fact_check__state=CheckState.ENDED)
    known = set(ended.values_list("unit_id", "kind", "key", "fingerprint"))
    return [
        one for one in told(load_study(project))
        if (one.unit_id, one.kind.value, one.key, one.fingerprint) not in known
    ]  # fmt: skip


@transaction.atomic
def begin(project: Project, ends: dt.date, *, actor: User) -> FactCheck:
    """Tell each body what will be said of it, and write to those who answered for it.

    CheckStateError where one is open or the study is not closed; NotYetError where there is
    nothing that has not been told.
    """
    if Project.objects.select_for_update().get(pk=project.pk).stage != Stage.CLOSED:
        raise CheckStateError("answers can still come in")
    if project.fact_checks.filter(state=CheckState.OPEN).exists():
        raise CheckStateError("there is one already")
    telling = to_tell(project)
    if not telling:
        raise NotYetError
    check = _made(project, telling, actor, ends=ends)
    mails = write_to(check, dict.fromkeys(one.unit_id for one in telling), "fact-check")
    record("fact check opened", project=project, actor=actor, kind="fact_check",
           key=str(check.number), after=check.state, points=len(telling), mails=mails,
           ends=ends.isoformat())  # fmt: skip
    return check


@transaction.atomic
def held_elsewhere(project: Project, how: str, *, actor: User) -> FactCheck:
    """Record that the bodies have been told what stands now in another way, and how.

    CheckStateError where one is open.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    if project.fact_checks.filter(state=CheckState.OPEN).exists():
        raise CheckStateError("there is one already")
    check = _made(project, to_tell(project), actor, ends=timezone.localdate(), elsewhere=how)
    check.go_to(CheckState.ENDED)
    check.ended = timezone.now()
    check.save()
    record("fact check held elsewhere", project=project, actor=actor, kind="fact_check",
           key=str(check.number), after=check.state, how=text_hash(how)[:16])  # fmt: skip
    return check


def _made(
    project: Project, telling: list[Told], actor: User, *, ends: dt.date, elsewhere: str = ""
) -> FactCheck:
    number = project.fact_checks.count() + 1
    check = FactCheck.objects.create(project=project, number=number, opened_by=actor, ends=ends,
                                     elsewhere=elsewhere)  # fmt: skip
    Point.objects.bulk_create(
        (
            Point(fact_check=check, position=position, unit_id=one.unit_id, kind=one.kind.value,
                  key=one.key, question_id=one.question_id, shown=dict(one.shown),
                  fingerprint=one.fingerprint)
            for position, one in enumerate(telling)
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    return check


@transaction.atomic
def give_until(check: FactCheck, ends: dt.date, *, actor: User) -> None:
    """Move the last day to answer; CheckStateError when the check has ended."""
    held = FactCheck.objects.select_for_update().get(pk=check.pk)
    if not held.is_open:
        raise CheckStateError("it has ended")
    before, held.ends = held.ends, ends
    held.save()
    record("fact check given another day", project=check.project, actor=actor, kind="fact_check",
           key=str(check.number), before=before.isoformat(), after=ends.isoformat())  # fmt: skip


@transaction.atomic
def remind(check: FactCheck, *, actor: User) -> int:
    """Write once more to the bodies that have said nothing; give how many mails there are."""
    if not check.is_open:
        raise CheckStateError("it has ended")
    silent = set(check.points.values_list("unit_id", flat=True)) - set(
        check.points.exclude(state=PointState.TOLD).values_list("unit_id", flat=True)
    )
    mails = write_to(check, sorted(silent), "fact-check-reminder")
    record("fact check reminded of", project=check.project, actor=actor, kind="fact_check",
           key=str(check.number), mails=mails)  # fmt: skip
    return mails


@transaction.atomic
def end(check: FactCheck, *, actor: User) -> None:
    """End a check, and write to the bodies that objected; what was told may be released now.

    NotYetError while an objection has no decision, or while the last day has not passed and some
    body has points left; CheckStateError when it has ended.
    """
    held = FactCheck.objects.select_for_update().get(pk=check.pk)
    before = held.state
    held.go_to(CheckState.ENDED)
    if held.points.filter(state=PointState.OBJECTED).exists():
        raise NotYetError("objections")
    if timezone.localdate() <= held.ends and held.points.filter(state=PointState.TOLD).exists():
        raise NotYetError("time")
    held.ended = timezone.now()
    held.save()
    answered = held.points.filter(state__in=[PointState.UPHELD, PointState.CHANGED])
    units = sorted(set(answered.values_list("unit_id", flat=True)))
    mails = write_to(held, units, "fact-check-answer")
    record("fact check ended", project=held.project, actor=actor, kind="fact_check",
           key=str(held.number), before=before, after=held.state, mails=mails)  # fmt: skip
