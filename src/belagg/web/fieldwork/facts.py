"""What the fields of a text stand for: facts of the study, and of one recipient."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from belagg.study.questionnaire import worded
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


@dataclass(frozen=True)
class Facts:
    """What texts tell of a study, the same to everybody."""

    title: Mapping[str, str]
    steward: str
    units: Mapping[str, str]
    questions: int
    due: str
    made_up: bool


def facts_of(project: Project) -> Facts:
    """Read the facts of a study; once for many mails, since the whole study is read for it."""
    study = load_study(project)
    period = study.settings.period
    return Facts(
        study.settings.title, study.settings.steward, study.unit_names, len(study.items),
        period[1].isoformat() if period else "", study.settings.made_up,
    )  # fmt: skip


def values_for(facts: Facts, recipient: object, language: str) -> dict[str, str]:
    """Give what stands in place of a text's fields for a recipient; the link is apart."""
    unit_id, role = recipient.unit_id, recipient.role  # type: ignore[attr-defined]  # a row
    return {
        "study": worded(facts.title, language),
        "steward": facts.steward,
        "unit": facts.units.get(unit_id, unit_id),
        "role": role or "",
        "questions": str(facts.questions),
        "due": facts.due,
        "today": timezone.localdate().isoformat(),
    }
