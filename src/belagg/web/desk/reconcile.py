"""Where each recipient answers on her own: their differences, weighed together with a reason."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from belagg.study.questionnaire import worded
from belagg.study.sheets import clean
from belagg.study.vocabulary import Basis, Layer, Missing
from belagg.web.desk.moments import now_text
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record, text_hash
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project


@dataclass(frozen=True)
class Difference:
    """Two or more recipients of a body who said different things on an item."""

    unit_id: str
    unit: str
    question_id: str
    label: str
    said: tuple[tuple[str, str, str], ...]
    choices: tuple[tuple[str, str], ...]


@in_study(Permission.RECONCILE)
def reconcile(request: HttpRequest, project: Project) -> HttpResponse:
    """List the differences, and settle one with a reason."""
    found = differences(project, get_language() or "sv")
    if request.method == "POST":
        if _settle(request, project, found):
            messages.success(request, _("Settled."))
        else:
            messages.error(request, _("Choose what the body said, and write why."))
        return redirect("reconcile", project.slug)
    return render(request, "desk/reconcile.html", {"differences": found})


def differences(project: Project, language: str) -> list[Difference]:
    """Give the items on which recipients of one body differ and nobody has settled it yet."""
    study = load_study(project)
    roles = dict(
        ROWS["recipients"].objects.filter(project=project).values_list("recipient_id", "role")
    )
    said: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    rows = ROWS["responses"].objects.filter(project=project, origin="survey")
    for row in rows.exclude(recipient_id=None).order_by("at", "response_id"):
        held = (row.category or row.value or "", row.missing or "")
        said[row.unit_id, row.question_id][row.recipient_id] = held
    settled = set(
        ROWS["assessments"].objects.filter(
            project=project, layer=Layer.STATED.value, basis=Basis.RECONCILIATION.value
        ).values_list("unit_id", "question_id")
    )  # fmt: skip
    found = []
    for (unit, question), answers in sorted(said.items()):
        item = study.questionnaire.by_id.get(question)
        if item is None or (unit, question) in settled or len(set(answers.values())) < 2:
            continue
        labels = {c.code: worded(c.label, language) for c in item.choices}
        words = tuple(
            (roles.get(who) or who, labels.get(value, value), missing)
            for who, (value, missing) in sorted(answers.items())
        )
        shown = tuple(
            (who, value or Missing(missing).label(language), missing)
            for who, value, missing in words
        )
        found.append(
            Difference(unit, study.unit_names.get(unit, unit), question,
                       worded(item.label, language), shown, tuple(labels.items()))
        )  # fmt: skip
    return found


@transaction.atomic
def _settle(request: HttpRequest, project: Project, found: list[Difference]) -> bool:
    unit, question = str(request.POST.get("unit_id")), str(request.POST.get("question_id"))
    one = next((d for d in found if (d.unit_id, d.question_id) == (unit, question)), None)
    category = str(request.POST.get("category", ""))
    reason = clean(str(request.POST.get("rationale", "")))
    codes = {code for code, _label in one.choices} if one is not None else set()
    if one is None or not reason or (category not in codes and category != "undeterminable"):
        return False
    missing = category == "undeterminable"
    key = f"{unit}-{question}-reconciled"
    ROWS["assessments"].objects.create(
        project=project, assessment_id=key, unit_id=unit, question_id=question,
        layer=Layer.STATED.value, category=None if missing else category,
        missing=Missing.UNDETERMINABLE.value if missing else None,
        basis=Basis.RECONCILIATION.value, coder=acting(request).signature, rationale=reason,
        at=now_text(),
    )  # fmt: skip
    record("answers reconciled", project=project, actor=acting(request), kind="assessment",
           key=key, after=category, reason=text_hash(reason)[:16])  # fmt: skip
    return True
