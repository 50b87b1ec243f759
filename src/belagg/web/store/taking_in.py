"""A study that was read elsewhere takes its place in the database: what differs, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from belagg.study.declare import Table
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.settings_file import render_settings
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.validate import parts_of, validate
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store import files, guards, questionnaires
from belagg.web.store.bridge import add_rows, load_study, rows_by_key
from belagg.web.store.models import ROWS, PackageFile, Project, Text

Key = tuple[Any, ...]
Row = dict[str, Any]

_BATCH = 200


@dataclass(frozen=True)
class Difference:
    """What differs in the rows of one table: new and changed ones by key, and keys that go."""

    added: Mapping[Key, Row]
    changed: Mapping[Key, Row]
    removed: tuple[Key, ...]


def differences(before: Study, after: Study) -> dict[str, Difference]:
    """Give what differs in the tables of two studies, by table; tables that are alike are left."""
    found = {}
    for name, table in TABLES.items():
        had, has = _rows(before, table), _rows(after, table)
        made = Difference(
            {key: row for key, row in has.items() if key not in had},
            {key: row for key, row in has.items() if key in had and had[key] != row},
            tuple(key for key in had if key not in has),
        )
        if made.added or made.changed or made.removed:
            found[name] = made
    return found


@transaction.atomic
def take_in(
    project: Project, into: Study, made: Study, *, actor: User, source: str, file: str
) -> None:
    """Let the study be as `made`, which was read into it as it was in `into`; its titles are kept.

    StudyError where that does not hold, or where somebody has changed the study since: what came
    in between is in neither of the two, and would be lost. `source` and `file` say in the log where
    it came from.
    """
    held = Project.objects.select_for_update().get(pk=project.pk)
    before = load_study(held)
    if before != into:
        message = _("somebody has changed the study while the file was read; bring it in again")
        raise StudyError([Problem("changed-meanwhile", message, Where(file))])
    problems = validate(parts_of(made), made.questionnaire)
    if problems:
        raise StudyError(problems)
    titles = {**made.settings.title, **before.settings.title}
    settings = replace(made.settings, title=titles)
    if settings != before.settings:
        Project.objects.filter(pk=project.pk).update(settings=render_settings(settings))
        record("settings changed", project=project, actor=actor, kind="study", key=project.slug)
    if made.questionnaire != before.questionnaire:
        questionnaires.keep(project, made.questionnaire, actor=actor, note=file)
    found = differences(before, made)
    for name, difference in found.items():
        _change_rows(project, TABLES[name], difference)
    _change_texts(project, before, made)
    record(
        "brought in", project=project, actor=actor, kind=source, key=project.slug,
        counts={name: [len(d.added), len(d.changed), len(d.removed)] for name, d in found.items()},
    )  # fmt: skip


def _rows(study: Study, table: Table) -> dict[Key, Row]:
    rows = rows_by_key(table, study.tables.get(table.name), study.private.get(table.name))
    return {
        key: {name: value for name, value in row.items() if value is not None}
        for key, row in rows.items()
    }


def _change_rows(project: Project, table: Table, difference: Difference) -> None:
    gone = [*difference.changed, *difference.removed]
    guards.hold(project, table, {key: difference.changed.get(key) for key in gone})
    for start in range(0, len(gone), _BATCH):
        any_of = Q()
        for key in gone[start : start + _BATCH]:
            any_of |= Q(**dict(zip(table.key, key, strict=True)))
        ROWS[table.name].objects.filter(any_of, project=project).delete()
    add_rows(project, table, [*difference.added.values(), *difference.changed.values()])


def _change_texts(project: Project, before: Study, made: Study) -> None:
    for path, content in made.texts.items():
        if before.texts.get(path) != content:
            Text.objects.update_or_create(project=project, path=path, defaults={"content": content})
    for path, file in made.files.items():
        if path not in before.files:
            PackageFile.objects.update_or_create(
                project=project, path=path, defaults={"sha256": files.keep(file.read())}
            )
