"""A body agrees to a point, or objects with what it points to; each step is kept."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from belagg.web.factcheck.models import FactCheck, Objection, Point
from belagg.web.factcheck.states import CheckStateError, PointState, after
from belagg.web.people.audit import record, text_hash
from belagg.web.respond.models import Attachment
from belagg.web.store.models import Project


def latest_for(project: Project, unit_id: str) -> FactCheck | None:
    """Give the last fact check in which a body was told anything, held here; None where none."""
    checks = project.fact_checks.filter(points__unit_id=unit_id, elsewhere="")
    return checks.order_by("-number").first()


@transaction.atomic
def agree(point: Point, *, by: str) -> None:
    """Write down that a point is right; PointStateError, or CheckStateError when it has ended."""
    held = _locked(point)
    if held.state != PointState.AGREED:
        _go_to(held, PointState.AGREED, by)


@transaction.atomic
def agree_to_the_rest(check: FactCheck, unit_id: str, *, by: str) -> int:
    """Write down that all that a body has said nothing of is right; give how many points."""
    _open(check)
    rest = check.points.filter(unit_id=unit_id, state=PointState.TOLD)
    keys = list(rest.values_list("pk", flat=True))
    rest.update(state=PointState.AGREED, answered_by=by, answered_at=timezone.now())
    if keys:
        record("points agreed to", project=check.project, actor_kind="official", kind="point",
               key=unit_id, before=PointState.TOLD.value, after=PointState.AGREED.value,
               by=by, points=keys)  # fmt: skip
    return len(keys)


@transaction.atomic
def object_to(point: Point, text: str, *, by: str, evidence: Attachment | None = None) -> Objection:
    """Write down what a body objects; PointStateError, or CheckStateError when it has ended."""
    held = _locked(point)
    made = Objection.objects.create(point=held, text=text, evidence=evidence, by=by)
    _go_to(held, PointState.OBJECTED, by, objection=made.pk, text=text_hash(text)[:16])
    return made


def _locked(point: Point) -> Point:
    _open(point.fact_check)
    return Point.objects.select_for_update().select_related("fact_check__project").get(pk=point.pk)


def _open(check: FactCheck) -> None:
    if not FactCheck.objects.select_for_update().get(pk=check.pk).is_open:
        raise CheckStateError("it has ended")


def _go_to(point: Point, wanted: PointState, by: str, **details: Any) -> None:
    before = point.state
    point.state = after(PointState(before), wanted).value
    point.answered_by, point.answered_at = by, timezone.now()
    point.save()
    record("point answered", project=point.fact_check.project, actor_kind="official", kind="point",
           key=str(point.pk), before=before, after=point.state, by=by, **details)  # fmt: skip
