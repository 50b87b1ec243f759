"""When the personal data of a study are erased, and the proof that they were."""

import calendar
import datetime as dt
import logging

from django.db import connection, transaction
from django.utils import timezone

from belagg.study.settings_file import parse_settings
from belagg.study.study import Study
from belagg.web.operate.erasing import erase, personal
from belagg.web.operate.models import Erasure, RetentionRule
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project, Stage
from belagg.web.voices import groups
from belagg.web.voices.models import Gate

_OVER = (Stage.CLOSED, Stage.ARCHIVED)
_log = logging.getLogger(__name__)


@transaction.atomic
def set_rule(project: Project, months: int | None, *, actor: User) -> None:
    """Let personal data be erased so many months after the study's date; None: by no rule."""
    RetentionRule.objects.filter(project=project).delete()
    if months is not None:
        RetentionRule.objects.create(project=project, months=months, set_by=actor)
    record("retention set", project=project, actor=actor, kind="study", key=project.slug,
           after="" if months is None else str(months))  # fmt: skip


def due_on(rule: RetentionRule) -> dt.date:
    """Give the day on which the rule erases."""
    return _months_after(_date_of(rule.project), rule.months)


def erase_due() -> int:
    """Erase what is due in every study; give how many certificates that made.

    A study must be closed: while it is in the field its officials must be reached.
    """
    today, made = timezone.localdate(), 0
    for gate in Gate.objects.filter(erased=None, erasure_on__lte=today).select_related("project"):
        groups.erase(gate, actor=None)
    for rule in RetentionRule.objects.select_related("project"):
        if rule.project.stage in _OVER and due_on(rule) <= today and personal(rule.project):
            erase_by(rule)
            made += 1
    if made:
        _leave_no_log()
    return made


@transaction.atomic
def erase_by(rule: RetentionRule) -> Erasure:
    """Erase the personal data of a study and write the certificate, which holds none."""
    project = rule.project
    before: Study = load_study(project)
    counts = erase(project)
    record("personal data erased", project=project, kind="study", key=project.slug,
           counts={kind.value: count for kind, count in counts.items()})  # fmt: skip
    after = load_study(project)
    if after.revision != before.revision:
        raise RuntimeError("erasing personal data changed what is public")
    _log.info("personal data of a study erased by its rule, %d kinds", len(counts))
    return Erasure.objects.create(
        project=project, months=rule.months, study_date=_date_of(project),
        counts={kind.value: count for kind, count in counts.items()}, revision=after.revision,
    )  # fmt: skip


def _leave_no_log() -> None:
    """Write SQLite's log of changes into the database, and empty it: it still holds the rows."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _date_of(project: Project) -> dt.date:
    settings, problems = parse_settings(project.settings)
    if settings is None:
        raise ValueError(str(problems))
    return settings.date


def _months_after(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
