"""Whose grades are not shown: those of others, while the same is being coded blind.

What one coder found in a document would tell a second coder of the documented layer what to find;
and a grade from before would tell those who grade the claim anew.
"""

from dataclasses import dataclass
from typing import Any

from belagg.study.vocabulary import Layer
from belagg.web.coding.models import Coding
from belagg.web.coding.recoding.codings import OPEN, of_answers, of_grades
from belagg.web.store.models import Project


@dataclass(frozen=True)
class Blind:
    """What is being coded blind: bodies on items, of which the documents are read; and claims."""

    cases: frozenset[tuple[str, str]]
    claims: frozenset[str]

    def hides(
        self, claim_id: str, case: tuple[str | None, str | None], coder: str | None, me: str
    ) -> bool:  # fmt: skip
        """Say whether the grade that a coder gave a claim is kept from one with the signature."""
        return coder != me and (claim_id in self.claims or case in self.cases)


def blind_of(project: Project) -> Blind:
    """Give what is being coded blind in a study, so that nothing may be told of it."""
    cases = of_answers(project).filter(layer=Layer.DOCUMENTED.value, state__in=OPEN)
    claims = of_grades(project).filter(state__in=OPEN)
    return Blind(
        frozenset(cases.values_list("unit_id", "question_id")),
        frozenset(claims.values_list("claim_id", flat=True)),
    )


def is_hidden(claim: Any, blind: Blind, signature: str) -> bool:
    """Say whether the grade of a claim is kept from somebody."""
    case = (claim.unit_id, claim.question_id)
    return bool(claim.grade) and blind.hides(claim.claim_id, case, claim.coder, signature)


def coding_of(project: Project, claim_id: str) -> Coding | None:
    """Give the coding of a claim's grade; None where it is not dealt out."""
    return of_grades(project).filter(claim_id=claim_id).first()
