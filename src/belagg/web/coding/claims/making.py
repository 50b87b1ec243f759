"""A claim is made: from an answer or a part of its text, or of all that chose a category."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from belagg.web.coding.models import ClaimSource
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.store.models import ROWS, Project


class NotMadeError(Exception):
    """A claim that is not made; the message says why."""


@dataclass(frozen=True)
class Answer:
    """An answer that a claim is made from, and the part of its text; empty: all of it."""

    response_id: str
    unit_id: str
    question_id: str
    text: str
    part: str = ""


@transaction.atomic
def make(project: Project, answer: Answer, wording: str, *, actor: User) -> str:
    """Make a claim and give its id; NotMadeError where the part is not in the answer."""
    start = answer.text.find(answer.part) if answer.part else -1
    if answer.part and start < 0:
        raise NotMadeError(_("The part is not in the answer, letter for letter."))
    (claim_id,) = _made(project, [answer], [wording], actor)
    if answer.part:
        ClaimSource.objects.filter(project=project, claim_id=claim_id).update(
            start=start, end=start + len(answer.part)
        )
    return claim_id


@transaction.atomic
def make_of_all(
    project: Project, question_id: str, category: str, wording: str, *, actor: User
) -> int:
    """Make one claim for each body that chose a category and has none on the item; give how many.

    `{unit}` in the wording is the name of the body.
    """
    claimed = set(
        ROWS["claims"].objects.filter(project=project, question_id=question_id)
        .values_list("unit_id", flat=True)
    )  # fmt: skip
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    answers: list[Answer] = []
    rows = ROWS["responses"].objects.filter(project=project, question_id=question_id)
    for row in rows.order_by("unit_id", "at", "response_id"):
        if category in (row.category or "").split() and row.unit_id not in claimed:
            claimed.add(row.unit_id)
            answers.append(Answer(row.response_id, row.unit_id, question_id, row.text or ""))
    wordings = [wording.replace("{unit}", names.get(one.unit_id, one.unit_id)) for one in answers]
    return len(_made(project, answers, wordings, actor))


def _made(
    project: Project, answers: Sequence[Answer], wordings: Sequence[str], actor: User
) -> list[str]:
    claim: Any = ROWS["claims"]
    taken = set(claim.objects.filter(project=project).values_list("claim_id", flat=True))
    made: list[str] = []
    for answer in answers:
        number = 1
        while (key := f"{answer.unit_id}-{answer.question_id}-{number}") in taken:
            number += 1
        taken.add(key)
        made.append(key)
    claim.objects.bulk_create(
        claim(project=project, claim_id=key, unit_id=answer.unit_id,
              question_id=answer.question_id, claim=wording)
        for key, answer, wording in zip(made, answers, wordings, strict=True)
    )  # fmt: skip
    ClaimSource.objects.bulk_create(
        ClaimSource(project=project, claim_id=key, response_id=answer.response_id)
        for key, answer in zip(made, answers, strict=True)
    )
    for key, wording in zip(made, wordings, strict=True):
        record("claim made", project=project, actor=actor, kind="claim", key=key,
               after=text_hash(wording)[:16])  # fmt: skip
    return made
