"""What was decided in an earlier wave on the same body and the same item."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from belagg.study.questionnaire import worded
from belagg.study.study import Study
from belagg.study.vocabulary import Grade, Layer
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


@dataclass(frozen=True)
class Earlier:
    """A claim and its grade, or a decision, of an earlier wave."""

    wave: str
    said: str
    decided: str
    why: str


def earlier(project: Project, claim: Any, language: str) -> list[Earlier]:
    """Give what earlier waves have on the body and the item, the latest wave first."""
    study = load_study(project)
    item = study.questionnaire.by_id.get(claim.question_id or "")
    if not claim.unit_id or item is None or not study.waves:
        return []
    question = item.same_as or item.question_id
    found: list[Earlier] = []
    for name, wave in sorted(study.waves.items(), reverse=True):
        found += _of_wave(name, wave, claim.unit_id, question, language)
    return found


def _of_wave(name: str, wave: Study, unit: str, question: str, language: str) -> list[Earlier]:
    here = (pl.col("unit_id") == unit) & (pl.col("question_id") == question)
    made = [
        Earlier(name, row["claim"],
                Grade(row["grade"]).label(language) if row["grade"] else "", row["rationale"] or "")
        for row in wave.tables["claims"].filter(here).iter_rows(named=True)
    ]  # fmt: skip
    item = wave.questionnaire.by_id.get(question)
    labels = {c.code: worded(c.label, language) for c in item.choices} if item else {}
    for row in wave.tables["assessments"].filter(here).iter_rows(named=True):
        words = ", ".join(labels.get(code, code) for code in (row["category"] or "").split())
        if words and row["layer"] != Layer.STATED.value:
            layer = Layer(row["layer"]).label(language)
            made.append(Earlier(name, layer, words, row["rationale"] or ""))
    return made
