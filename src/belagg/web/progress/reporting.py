"""A status is reported: a new row each time, so that what was said before stands."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from belagg.study.sheets import clean
from belagg.study.vocabulary import ActionStatus, Level
from belagg.web.desk.moments import now_text
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.respond.holds import passed
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project

MAX_TEXT = 4000


def addressed(project: Project) -> list[Any]:
    """Give the recommendations that a body can act on: those not national, or all of them."""
    rows = list(ROWS["recommendations"].objects.filter(project=project))
    rows.sort(key=lambda row: (row.number or 1_000_000, row.recommendation_id))
    return [row for row in rows if row.level != Level.NATIONAL.value] or rows


def latest(project: Project, **of: str) -> Mapping[tuple[str, str], Any]:
    """Give the last report by recommendation and body."""
    rows = ROWS["actions"].objects.filter(project=project, **of)
    ordered = sorted(rows, key=lambda row: (row.at or "", row.action_id))
    return {(row.recommendation_id, row.unit_id): row for row in ordered}


@transaction.atomic
def report(
    project: Project, unit_id: str, recommendation_id: str, status: ActionStatus, evidence: str,
    *, by: str, actor: User | None = None,
) -> bool:  # fmt: skip
    """Write down a status, where it differs from the last; say whether it did.

    `by` says who says so, by function. What may tell of a single person in `evidence` is held back.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    last = latest(project, unit_id=unit_id, recommendation_id=recommendation_id)
    before = last.get((recommendation_id, unit_id))
    text = clean(evidence)[:MAX_TEXT]
    rows = ROWS["actions"].objects.filter(project=project)
    number = rows.filter(unit_id=unit_id, recommendation_id=recommendation_id).count() + 1
    key = f"{unit_id}-{recommendation_id}-{number}"
    while rows.filter(action_id=key).exists():
        number += 1
        key = f"{unit_id}-{recommendation_id}-{number}"
    if before is not None and (before.status, before.evidence or "") == (status.value, text):
        return False
    told = passed(project, text, place=key, unit_id=unit_id, question_id="") if text else None
    rows.create(
        project=project, action_id=key, recommendation_id=recommendation_id, unit_id=unit_id,
        wave=load_study(project).settings.wave or None, status=status.value, evidence=told,
        reported_by=by, at=now_text(),
    )  # fmt: skip
    record(
        "status reported", project=project, actor=actor, kind="action", key=key,
        actor_kind="" if actor else "official", before=before.status if before else "",
        after=status.value, evidence=text_hash(text)[:16],
    )  # fmt: skip
    return True
