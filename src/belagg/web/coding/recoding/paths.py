"""Where a case is worked on: an answer on its own page, a grade on the desk of its claim."""

from django.urls import reverse

from belagg.judging.coding.states import Case


def case_path(slug: str, case: Case) -> str:
    """Give the address of a case in a study."""
    if case.claim_id:
        return reverse("claim", args=(slug, case.claim_id))
    return reverse("recode-case", args=(slug, case.layer.value, case.question_id, case.unit_id))
