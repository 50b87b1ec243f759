"""What an official sees: each recommendation to her body, where she says how far it has come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from belagg.study.vocabulary import ActionStatus
from belagg.web.progress.models import open_round
from belagg.web.progress.reporting import MAX_TEXT, addressed, latest, report
from belagg.web.respond.session import Official, signing
from belagg.web.store.models import ROWS


@signing
def reporting(request: HttpRequest, who: Official) -> HttpResponse:
    """Show the recommendations with the last status of the body, and take new ones."""
    found = open_round(who.project)
    rows = addressed(who.project)
    if request.method == "POST" and found is not None:
        count = sum(_take(request, who, row.recommendation_id) for row in rows)
        if count:
            messages.success(request, _("Thank you. What you reported has been sent."))
        else:
            messages.success(request, _("Nothing is different from what was reported before."))
        return redirect("answer-progress", who.sheet.pk)
    language = get_language() or "sv"
    last = latest(who.project, unit_id=who.unit_id)
    clauses: dict[str, list[str]] = {}
    for clause in ROWS["clauses"].objects.filter(project=who.project).order_by("clause_id"):
        clauses.setdefault(clause.recommendation_id, []).append(clause.text)
    shown = [
        (row, clauses.get(row.recommendation_id, []),
         last.get((row.recommendation_id, who.unit_id)))
        for row in rows
    ]  # fmt: skip
    context = {"who": who, "round": found, "rows": shown, "most": MAX_TEXT,
               "statuses": [(s.value, s.label(language)) for s in ActionStatus]}  # fmt: skip
    return render(request, "progress/reporting.html", context)


def _take(request: HttpRequest, who: Official, recommendation_id: str) -> bool:
    status = str(request.POST.get(f"s.{recommendation_id}", ""))
    if status not in list(ActionStatus):
        return False
    return report(
        who.project, who.unit_id, recommendation_id, ActionStatus(status),
        str(request.POST.get(f"e.{recommendation_id}", "")),
        by=f"{who.unit_name}: {who.role}" if who.role else who.unit_name,
    )  # fmt: skip
