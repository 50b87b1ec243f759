"""All answers to one item, a page at a time: read beside the body's other answers, and decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belagg.judging.coding.actions import Decide
from belagg.judging.coding.sight import Seen, Standing, Viewer, seen_by
from belagg.judging.coding.states import Case
from belagg.study.questionnaire import Item, Questionnaire, worded
from belagg.study.vocabulary import Layer
from belagg.web.coding.models import Coding
from belagg.web.coding.recoding import answers, codings, rule_book, suggested
from belagg.web.coding.recoding.deciding import DecisionForm
from belagg.web.coding.recoding.items import coded_item, language
from belagg.web.coding.recoding.words import refusal, standing_words
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import ROWS, Project

PAGE = 25


@dataclass(frozen=True)
class Row:
    """An answer on the page: the body, what it said, where the coding stands, and what is seen."""

    body: answers.Body
    said: tuple[answers.Said, ...]
    may_decide: bool
    ticked: bool
    standing: str
    own: str
    result: str
    suggestion: suggested.Suggested | None


@in_study(Permission.CODE)
def grid(request: HttpRequest, project: Project, layer: str, question_id: str) -> HttpResponse:
    """Show a page of answers to an item, and take one decision for those that are ticked."""
    of_layer, item, questionnaire = coded_item(project, layer, question_id)
    viewer = codings.viewer_of(request)
    rules = rule_book.in_force(project, question_id)
    form = DecisionForm(request.POST or None, item, of_layer, rules, language())
    ticked = frozenset(request.POST.getlist("body"))
    if request.method == "POST":
        if not ticked:
            form.add_error(None, _("Tick the answers that the decision is for."))
        if form.is_valid():
            _decide(
                request, project, viewer, [Case(u, question_id, of_layer) for u in ticked], form
            )
            return redirect(_address(request, project, of_layer, question_id))
    show = "all" if request.GET.get("show") == "all" else "mine"
    units = _units(project, of_layer, question_id, viewer.name, show)
    page = Paginator(units, PAGE).get_page(request.GET.get("page"))
    made = suggested.suggestions(project, of_layer, item)
    rows = _rows(project, of_layer, item, list(page), viewer, made, ticked)
    chosen = next((r.body for r in rows if r.body.unit_id == request.GET.get("body")), None)
    shown = chosen or (rows[0].body if rows else None)
    context = {
        "layer": of_layer,
        "layer_words": of_layer.label(language()),
        "item": item,
        "label": worded(item.label, language()),
        "form": form,
        "rows": rows,
        "page": page,
        "show": show,
        "mine": len(units) if show == "mine" else _waiting(
            project, of_layer, question_id, viewer.name).count(),
        "rules": rules,
        "accuracy": suggested.accuracy_of(made),
        "no_suggestion": suggested.why_none(made, language()),
        "shown": shown,
        "others": _others(project, questionnaire, shown, question_id),
        "next_item": _neighbour(questionnaire, question_id),
        "chosen": form["verdict"].value() or [],
    }  # fmt: skip
    return render(request, "coding/recoding/grid.html", context)


@in_study(Permission.CODE)
def others(
    request: HttpRequest, project: Project, layer: str, question_id: str, unit_id: str
) -> HttpResponse:
    """Give the part of the page that holds the attributes and other answers of one body."""
    _layer, _item, questionnaire = coded_item(project, layer, question_id)
    body = answers.bodies_of(project, [unit_id]).get(unit_id)
    context = {
        "shown": body,
        "others": _others(project, questionnaire, body, question_id),
    }
    return render(request, "coding/recoding/body.html", context)


def _address(request: HttpRequest, project: Project, layer: Layer, question_id: str) -> str:
    """Give the address of the same page, at its answers."""
    kept = {name: request.GET[name] for name in ("show", "page") if name in request.GET}
    address = reverse("recode-grid", args=(project.slug, layer.value, question_id))
    return f"{address}?{urlencode(kept)}#answers"


def _decide(
    request: HttpRequest, project: Project, viewer: Viewer, cases: Sequence[Case],
    form: DecisionForm,
) -> None:  # fmt: skip
    action = Decide(form.decision(viewer.name))
    refused = codings.act(
        project, acting(request), viewer, [(case, action) for case in sorted(cases)]
    )
    if done := len(cases) - len(refused):
        told = ngettext("%(n)s decision is saved.", "%(n)s decisions are saved.", done)
        messages.success(request, told % {"n": done})
    for case, fault in sorted(refused.items()):
        messages.error(request, f"{case.unit_id}: {refusal(fault)}")


def _units(
    project: Project, layer: Layer, question_id: str, coder: str, show: str
) -> list[str]:  # fmt: skip
    if show == "mine":
        waiting = _waiting(project, layer, question_id, coder)
        return list(waiting.order_by("unit_id").values_list("unit_id", flat=True))
    given = ROWS["responses"].objects.filter(project=project, question_id=question_id)
    coded = codings.of_answers(project).filter(layer=layer.value, question_id=question_id)
    return sorted(
        {*given.values_list("unit_id", flat=True), *coded.values_list("unit_id", flat=True)}
    )


def _waiting(project: Project, layer: Layer, question_id: str, coder: str) -> QuerySet[Coding]:
    of_item = codings.of_answers(project).filter(layer=layer.value, question_id=question_id)
    return codings.waiting_for(of_item, coder)


def _rows(
    project: Project, layer: Layer, item: Item, units: list[str], viewer: Viewer,
    made: suggested.Made, ticked: frozenset[str],
) -> list[Row]:  # fmt: skip
    lang = language()
    bodies = answers.bodies_of(project)
    names = {unit: body.name for unit, body in bodies.items()}
    hints = suggested.in_words(made, item, names, lang)
    said = answers.answers_to(project, item, units, lang)
    held = codings.codings_of(project, layer, item.question_id, units)
    rows = []
    for unit in units:
        case = Case(unit, item.question_id, layer)
        state = codings.state_of(held.get(unit), case)
        seen = seen_by(state, viewer)
        rows.append(
            Row(
                body=bodies.get(unit) or answers.Body(unit, unit, ()),
                said=said.get(unit, ()),
                may_decide=codings.waits_for(state, viewer.name),
                ticked=unit in ticked,
                standing=standing_words(seen.standing),
                own=_own(seen, item, lang),
                result=answers.verdict_words(item, seen.result, lang) if seen.result else "",
                suggestion=hints.get(unit) if seen.standing is not Standing.SETTLED else None,
            )
        )
    return rows


def _own(seen: Seen, item: Item, lang: str) -> str:
    own = [one for one in seen.decisions if one.own]
    return answers.verdict_words(item, own[0].verdict, lang) if own else ""


def _others(
    project: Project, form: Questionnaire, body: answers.Body | None, question_id: str
) -> list[answers.ItemSaid]:
    if body is None:
        return []
    found = answers.answers_of(project, form, body.unit_id, language())
    return [one for one in found if one.question_id != question_id]


def _neighbour(form: Questionnaire, question_id: str) -> str:
    items = [item.question_id for item in form.answerable if answers.codable(item)]
    place = items.index(question_id)
    return items[place + 1] if place + 1 < len(items) else ""
