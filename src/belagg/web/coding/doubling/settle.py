"""What two coders decided differently: both reasons side by side, settled by a third decision."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belagg.judging.coding.sight import seen_by
from belagg.judging.coding.states import Case
from belagg.study.questionnaire import worded
from belagg.web.coding.models import Coding
from belagg.web.coding.recoding import answers, codings
from belagg.web.coding.recoding.items import form_of, language
from belagg.web.coding.recoding.seen import Shown, shown_decisions
from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import Project

PAGE = 25


@dataclass(frozen=True)
class Difference:
    """A case on which two differ: the body, the item and both decisions, under letters."""

    case: Case
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
    viewer = codings.viewer_of(request)
    found = []
    for row in page:
        item = form.by_id.get(row.question_id)
        if item is None:
            continue
        case = codings.case_of(row)
        seen = seen_by(codings.state_of(row, case), viewer)
        body = bodies[row.unit_id].name if row.unit_id in bodies else row.unit_id
        decisions = shown_decisions(seen, item, language(), {})
        found.append(Difference(case, body, worded(item.label, language()), decisions))
    context = {"differences": found, "page": page}
    return render(request, "coding/doubling/disagreements.html", context)
