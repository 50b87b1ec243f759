"""How far a study has come, and what may follow."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store import questionnaires
from belagg.web.store.models import Project, Stage
from belagg.web.store.signals import stage_changed

NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.DESIGN: frozenset({Stage.PILOT, Stage.FIELD, Stage.ARCHIVED}),
    Stage.PILOT: frozenset({Stage.DESIGN, Stage.FIELD, Stage.ARCHIVED}),
    Stage.FIELD: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.FIELD, Stage.ARCHIVED}),
    Stage.ARCHIVED: frozenset({Stage.CLOSED}),
}
"""Which stage may follow which; a closed study can be opened again for a late answer."""


class StageError(Exception):
    """A study cannot go from one stage to the other."""


@transaction.atomic
def go_to(project: Project, stage: Stage, *, actor: User) -> None:
    """Take a study to a stage; going into the field freezes the questionnaire.

    StageError where the stage may not follow.
    """
    now = Stage(Project.objects.select_for_update().get(pk=project.pk).stage)
    if stage not in NEXT[now]:
        raise StageError(f"a study that is {now.value} cannot become {stage.value}")
    if stage is Stage.FIELD:
        questionnaires.freeze(project, actor=actor)
    Project.objects.filter(pk=project.pk).update(stage=stage.value)
    project.stage = stage.value
    record("stage changed", project=project, actor=actor, kind="study", key=project.slug,
           before=now.value, after=stage.value)  # fmt: skip
    stage_changed.send(Project, project=project, stage=stage, at=timezone.now())
