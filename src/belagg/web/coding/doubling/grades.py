"""Grades as what is dealt out: the claims on some items, and the grades they have already."""

from collections.abc import Iterable, Sequence
from typing import Any

from belagg.judging.coding.states import Case, Coded, Coders, Decision, Pass, State, Verdict
from belagg.study.vocabulary import Grade, Layer, Round
from belagg.web.coding.claims.grading import ground_of
from belagg.web.coding.models import Evidence
from belagg.web.store.models import ROWS, Project

GRADES = "grades"
"""What a draw is of, where it is not of a layer."""


def cases(project: Project, questions: Sequence[str]) -> list[Case]:
    """Give the claims on some items as cases, in order."""
    return sorted(case_of(row) for row in _claims(project, questions))


def case_of(claim: Any) -> Case:
    """Give the case that the grade of a claim is."""
    return Case(claim.unit_id or "", claim.question_id or "", Layer.DOCUMENTED, claim.claim_id)


def taken_over(
    project: Project, questions: Sequence[str], there: Iterable[Case]
) -> dict[Case, State | None]:
    """Give the claims that somebody has graded already as codings by her that are finished."""
    known = set(there)
    evidence = {row.claim_id: row for row in Evidence.objects.filter(project=project)}
    found: dict[Case, State | None] = {}
    for row in _claims(project, questions):
        case = case_of(row)
        if case in known or row.grade in (None, "", Grade.NOT_REVIEWED.value):
            continue
        coder = row.coder or Round.FIRST.value
        ground = ground_of(row, evidence.get(row.claim_id))
        decision = Decision(coder, Verdict(row.grade), row.rationale or "", ground=ground)
        found[case] = Coded(case, Coders(coder), Pass(decision))
    return found


def _claims(project: Project, questions: Sequence[str]) -> Any:
    return ROWS["claims"].objects.filter(project=project, question_id__in=questions)
