"""An objection gets its decision, with the reason; both stay."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from belagg.study.vocabulary import Basis, Grade, Layer, Round
from belagg.web.desk.moments import now_text
from belagg.web.factcheck.models import FactCheck, Objection, Point, PointKind
from belagg.web.factcheck.states import CheckStateError, PointState, after
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.respond.holds import passed
from belagg.web.store.models import ROWS

_LAYER = {PointKind.RECODING: Layer.RECODED, PointKind.DOCUMENTED: Layer.DOCUMENTED}


@transaction.atomic
def decide(
    point: Point, outcome: PointState, reason: str, *, actor: User, becomes: str = ""
) -> None:
    """Decide on the objections to a point: it stands, or it is changed.

    `becomes` is the new grade, or the new category of a reading (several codes with spaces). It is
    put in the study with the reason, a reading as a decision after those that were there. What a
    body answered is never changed here, but by the body. PointStateError; CheckStateError when the
    check has ended.
    """
    if not FactCheck.objects.select_for_update().get(pk=point.fact_check_id).is_open:
        raise CheckStateError("it has ended")
    held = Point.objects.select_for_update().select_related("fact_check__project").get(pk=point.pk)
    before, held.state = held.state, after(PointState(held.state), outcome).value
    held.save()
    held.objections.filter(outcome="").update(
        outcome=outcome.value, reason=reason, becomes=becomes, decided_by=actor,
        decided_at=timezone.now(),
    )  # fmt: skip
    if becomes and outcome is PointState.CHANGED:
        _change(held, becomes, reason, actor)
    if held.kind == PointKind.GRADE:
        for objection in held.objections.filter(decided_by=actor, outcome=outcome.value):
            _into_study(held, objection)
    record("objection decided", project=held.fact_check.project, actor=actor, kind="point",
           key=str(held.pk), before=before, after=held.state, becomes=becomes,
           reason=text_hash(reason)[:16])  # fmt: skip


def _change(point: Point, becomes: str, reason: str, actor: User) -> None:
    project, kind = point.fact_check.project, PointKind(point.kind)
    if kind is PointKind.GRADE:
        claims: Any = ROWS["claims"].objects.filter(project=project, claim_id=point.key)
        claims.update(grade=Grade(becomes).value, rationale=reason, coder=actor.signature)
    elif kind in _LAYER:
        layer = _LAYER[kind]
        key = f"{point.unit_id}-{point.key}-{layer.value}-factcheck-{point.fact_check.number}"
        ROWS["assessments"].objects.create(
            project=project, assessment_id=key, unit_id=point.unit_id, question_id=point.key,
            layer=layer.value, category=becomes, basis=Basis.TEXT.value,
            round=Round.ADJUDICATED.value, coder=actor.signature, rationale=reason,
            at=now_text(),
        )  # fmt: skip


def _into_study(point: Point, objection: Objection) -> None:
    """Put an objection to a grade in the study, beside the grade; what tells of a person waits."""
    project, key = point.fact_check.project, f"objection-{objection.pk}"
    if not ROWS["claims"].objects.filter(project=project, claim_id=point.key).exists():
        return
    ROWS["objections"].objects.update_or_create(
        project=project, objection_id=key,
        defaults={
            "claim_id": point.key,
            "text": passed(project, objection.text, place=key, unit_id=point.unit_id,
                           question_id=point.question_id),
            "outcome": objection.reason, "at": objection.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    )  # fmt: skip
