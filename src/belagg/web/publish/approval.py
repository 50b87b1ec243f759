"""The approval of the guide: given by the group with own experience, dated, and taken back.

It stands in the settings of the study, as in a package. What is written down is who wrote it, and
which page was approved; the group's words are not.
"""

import datetime as dt
from dataclasses import replace
from hashlib import sha256

from django.db import transaction
from django_q.tasks import async_task

from belagg.study.settings import GuideRelease, Settings
from belagg.study.settings_file import parse_settings, render_settings
from belagg.study.vocabulary import GroupKind
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.publish.models import ReleaseState
from belagg.web.store.models import ROWS, Project


def groups_with_experience(project: Project) -> list[tuple[str, str]]:
    """Give the reference groups that can approve the guide: id and name."""
    rows = ROWS["groups"].objects.filter(project=project, kind=GroupKind.EXPERIENCE.value)
    return [(row.group_id, row.name or row.group_id) for row in rows.order_by("group_id")]


@transaction.atomic
def approve(
    project: Project, group: str, day: dt.date, leave_to: str, page: bytes, actor: User
) -> None:
    """Write down that a group approved the guide on a day, as it is in `page`."""
    held = _settings(project)
    given = (
        GuideRelease(group, day, leave_to)
        if held.guide is None
        else replace(held.guide, approved_by=group, approved_on=day, leave_to=leave_to)
    )
    before = held.guide.approved_on.isoformat() if held.guide else ""
    _keep(project, replace(held, guide=given))
    record("guide approved", project=project, actor=actor, kind="guide", key=group,
           before=before, after=day.isoformat(), page=sha256(page).hexdigest()[:16])  # fmt: skip


@transaction.atomic
def take_back(project: Project, actor: User) -> None:
    """Write down that the approval does not hold any more: what is published of it is taken down.

    A guide that was published on it never comes back, not even when the group approves another.
    """
    held = _settings(project)
    if held.guide is None:
        return
    _keep(project, replace(held, guide=None))
    releases = project.published_releases.all()
    releases.update(guide_taken_back=True)
    for release in releases.filter(state=ReleaseState.OUT):
        release.go_to(ReleaseState.MADE)
        release.save(update_fields=["state"])
    record("guide approval taken back", project=project, actor=actor, kind="guide",
           key=held.guide.approved_by, before=held.guide.approved_on.isoformat())  # fmt: skip
    transaction.on_commit(lambda: async_task("belagg.web.publish.releasing.go_on", project.pk))


def same_approval(held: Settings | None, wanted: Settings) -> bool:
    """Say whether both tell of the same approval, or both of none."""
    return _given(held) == _given(wanted)


def _given(held: Settings | None) -> tuple[str, dt.date] | None:
    if held is None or held.guide is None:
        return None
    return held.guide.approved_by, held.guide.approved_on


def _settings(project: Project) -> Settings:
    text = Project.objects.select_for_update().values_list("settings", flat=True)
    held, _problems = parse_settings(text.get(pk=project.pk))
    if held is None:
        raise ValueError("the settings of a study in the database hold")
    return held


def _keep(project: Project, held: Settings) -> None:
    Project.objects.filter(pk=project.pk).update(settings=render_settings(held))
