"""Versions of a questionnaire: the latest is worked on until it is fielded, and then stands."""

from collections import Counter
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from belagg.study.package import theme_problems
from belagg.study.problems import StudyError
from belagg.study.questionnaire import Questionnaire
from belagg.study.study import Study
from belagg.study.validate import parts_of, validate
from belagg.study.xlsform.write import write_csv
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.store.bridge import load_study, questionnaire_of
from belagg.web.store.models import Project, QuestionnaireVersion


def latest(project: Project) -> QuestionnaireVersion:
    """Give the version that is worked on, or that is in the field."""
    return project.versions.order_by("-number")[0]


@transaction.atomic
def keep(project: Project, changed: Questionnaire, *, actor: User, note: str = "") -> None:
    """Keep a changed questionnaire: in the latest version, or a new one where that is frozen.

    StudyError where it does not hold, or where answers stand on what it no longer has.
    """
    version = latest(project)
    sheets = write_csv(changed)
    study = replace(load_study(project), questionnaire=changed, rows={})
    problems = theme_problems(study.settings, changed) + validate(parts_of(study), changed)
    if problems:
        raise StudyError(problems)
    if version.frozen_at is None:
        version.sheets = sheets
        version.note = note or version.note
        version.save()
    else:
        version = QuestionnaireVersion(
            project=project, number=version.number + 1, sheets=sheets, note=note
        )
        version.save()
    questionnaire_of(version)
    record("questionnaire changed", project=project, actor=actor, kind="questionnaire",
           key=str(version.number), after=text_hash(repr(sorted(sheets.items())))[:16])  # fmt: skip


@transaction.atomic
def freeze(project: Project, *, actor: User) -> QuestionnaireVersion:
    """Let the latest version stand as it is, since it is put to the bodies."""
    version = latest(project)
    if version.frozen_at is None:
        version.frozen_at = timezone.now()
        version.save(update_fields=["frozen_at"])
        record("questionnaire frozen", project=project, actor=actor, kind="questionnaire",
               key=str(version.number))  # fmt: skip
    return version


def answered(study: Study) -> dict[str, Counter[str]]:
    """Count answers by item and chosen category; answers without one stand under the empty text."""
    counts: dict[str, Counter[str]] = {}
    rows = study.tables["responses"].select("question_id", "category")
    for question, category in rows.iter_rows():
        counts.setdefault(question, Counter()).update((category or "").split(" "))
    return counts
