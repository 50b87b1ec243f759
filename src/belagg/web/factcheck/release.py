"""What may be released: no grade below confirmed before the body has had its say."""

from dataclasses import replace

import polars as pl

from belagg.study.study import Study
from belagg.study.tables.evidence import EVIDENCE
from belagg.study.vocabulary import Grade
from belagg.web.factcheck.models import Objection, Point, PointKind
from belagg.web.factcheck.states import CheckState, PointState
from belagg.web.factcheck.telling import grade_fingerprint
from belagg.web.store.models import Project

BELOW = frozenset({Grade.PARTLY, Grade.CONTRADICTED, Grade.NOT_SPECIFIED, Grade.UNVERIFIABLE})
"""Grades that say less of a body than it says itself."""

_OF_THE_GRADE = ("document_id", "page", "quote", "rationale")


def held_back(project: Project, study: Study) -> frozenset[str]:
    """Give the claims whose grade has not been through a fact check that has ended.

    A grade that was changed since it was told is held back too, but where the change is what the
    body's own objection led to. A claim of no named body is nobody's to check.
    """
    ended = Point.objects.filter(
        fact_check__project=project, fact_check__state=CheckState.ENDED, kind=PointKind.GRADE
    )
    told = set(ended.values_list("key", "fingerprint"))
    changed = set(
        Objection.objects.filter(point__in=ended, outcome=PointState.CHANGED)
        .exclude(becomes="").values_list("point__key", "becomes")
    )  # fmt: skip
    return frozenset(
        row["claim_id"]
        for row in study.tables["claims"].iter_rows(named=True)
        if row["unit_id"] and row["grade"] in BELOW
        and (row["claim_id"], grade_fingerprint(row)) not in told
        and (row["claim_id"], row["grade"]) not in changed
    )  # fmt: skip


def released(project: Project, study: Study) -> Study:
    """Give the study as it may be told outside: what is held back counts as not reviewed."""
    claims = held_back(project, study)
    if not claims:
        return study
    held = pl.col("claim_id").is_in(list(claims))
    table = study.tables["claims"].with_columns(
        pl.when(held).then(pl.lit(Grade.NOT_REVIEWED.value)).otherwise("grade").alias("grade"),
        *(pl.when(held).then(None).otherwise(name).alias(name) for name in _OF_THE_GRADE),
    )
    said = study.tables["objections"].filter(~held)
    marked = pl.col("passage_id").is_in([f"{claim}-{EVIDENCE}" for claim in claims])
    passages = study.tables["passages"].filter(~marked)
    left = {"claims": table, "objections": said, "passages": passages}
    return replace(study, tables={**study.tables, **left}, rows={})
