"""Whose grades are not shown: those of others, while the same case is being coded blind.

What one coder found in a document would tell a second coder of the documented layer what to find.
"""

from typing import Any

from belagg.study.vocabulary import Layer
from belagg.web.coding.models import Coding
from belagg.web.coding.recoding.codings import OPEN
from belagg.web.store.models import Project


def blind_cases(project: Project) -> set[tuple[str, str]]:
    """Give the bodies and items of which the documents are being coded and nothing may be told."""
    rows = Coding.objects.filter(
        project=project, layer=Layer.DOCUMENTED.value, state__in=OPEN
    )  # fmt: skip
    return set(rows.values_list("unit_id", "question_id"))


def is_hidden(claim: Any, blind: set[tuple[str, str]], signature: str) -> bool:
    """Say whether the grade of a claim is kept from somebody: another's, on a blind case."""
    graded = bool(claim.grade) and claim.coder != signature
    return graded and (claim.unit_id, claim.question_id) in blind
