"""What two coders decided differently: both reasons side by side, settled by a third decision."""

from dataclasses import dataclass
from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belagg.judging.coding.sight import seen_by
from belagg.judging.coding.states import Case, Verdict
from belagg.study.questionnaire import Item, worded
from belagg.web.coding.models import Coding
from belagg.web.coding.recoding import answers, codings
from belagg.web.coding.recoding.items import form_of, language
from belagg.web.coding.recoding.paths import case_path
from belagg.web.coding.recoding.seen import Shown, shown_decisions, titles_of
from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import ROWS, Project

PAGE = 25


@dataclass(frozen=True)
class Difference:
    """A case on which two differ: the body, the item or claim, and both decisions by letter."""

    path: str
    question_id: str
    body: str
    label: str
    decisions: list[Shown]


@in_study(Permission.ADJUDICATE)
def disagreements(request: HttpRequest, project: Project) -> HttpResponse:
    """List the cases that wait to be settled; whose the decisions are is not told here."""
    waiting = Coding.objects.filter(project=project, state=codings.DIFFERS)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    form = form_of(project)
    bodies = answers.bodies_of(project, [row.unit_id for row in page])
    rows = ROWS["claims"].objects.filter(
        project=project, claim_id__in=[row.claim_id for row in page]
    )
    claims = dict(rows.values_list("claim_id", "claim"))
    viewer = codings.viewer_of(request)
    cases = {row.pk: codings.case_of(row) for row in page}
    sight = {row.pk: seen_by(codings.state_of(row, cases[row.pk]), viewer) for row in page}
    titles = titles_of(project, sight.values())
    found = []
    for row in page:
        item = form.by_id.get(row.question_id)
        if item is None:
            continue
        case = cases[row.pk]
        body = bodies[row.unit_id].name if row.unit_id in bodies else row.unit_id
        decisions = shown_decisions(sight[row.pk], partial(_words, case, item), {}, titles)
        label = claims.get(case.claim_id) or worded(item.label, language())
        path = case_path(project.slug, case)
        found.append(Difference(path, case.question_id, body, label, decisions))
    context = {"differences": found, "page": page}
    return render(request, "coding/doubling/disagreements.html", context)


def _words(case: Case, item: Item, verdict: Verdict) -> str:
    return answers.case_words(case, item, verdict, language())
