"""What a body answered, in words."""

from typing import Any

from belagg.study.questionnaire import Item, worded
from belagg.study.vocabulary import Missing, Origin
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project


def answers_of(project: Project, unit_id: str, language: str) -> list[dict[str, str]]:
    """Give every answer of a body in the order of the form: item, its label, words, origin."""
    form = load_study(project).questionnaire
    found: dict[str, list[dict[str, str]]] = {}
    for row in ROWS["responses"].objects.filter(project=project, unit_id=unit_id):
        item = form.by_id.get(row.question_id)
        found.setdefault(row.question_id, []).append({
            "question_id": row.question_id,
            "label": worded(item.label, language) if item else "",
            "words": words_of(row, item, language),
            "origin": Origin(row.origin).label(language) if row.origin else "",
        })  # fmt: skip
    return [row for item in form.answerable for row in found.get(item.question_id, [])]


def words_of(row: Any, item: Item | None, language: str) -> str:
    """Give an answer as a person reads it: what was chosen, and its text or why there is none."""
    labels = {c.code: worded(c.label, language) for c in item.choices} if item else {}
    chosen = ", ".join(labels.get(code, code) for code in (row.category or "").split())
    missing = Missing(row.missing).label(language) if row.missing else ""
    return ": ".join(part for part in (chosen, row.value or row.text or "", missing) if part)
