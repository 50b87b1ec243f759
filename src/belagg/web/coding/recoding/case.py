"""One case: the answer, the decisions that may be seen, and all that can be done to it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from belagg.judging.coding.actions import (
    Action,
    Adjudicate,
    Assign,
    Decide,
    Reopen,
    Replace,
    TakeBack,
)
from belagg.judging.coding.sight import Part, Standing, names_behind, seen_by
from belagg.judging.coding.states import (
    Assigned,
    Case,
    Coders,
    Decision,
    HalfCoded,
    State,
    Unassigned,
)
from belagg.study.questionnaire import worded
from belagg.study.sheets import clean
from belagg.web.coding.recoding import answers, codings, rule_book
from belagg.web.coding.recoding.deciding import DecisionForm
from belagg.web.coding.recoding.items import coded_item, language
from belagg.web.coding.recoding.seen import Words, shown_decisions, titles_of
from belagg.web.coding.recoding.team import team_of
from belagg.web.coding.recoding.words import refusal, standing_words
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import Project


@in_study(Permission.CODE)
def case(
    request: HttpRequest, project: Project, layer: str, question_id: str, unit_id: str
) -> HttpResponse:
    """Show a case, and do one thing to it."""
    of_layer, item, questionnaire = coded_item(project, layer, question_id)
    this = Case(unit_id, question_id, of_layer)
    viewer = codings.viewer_of(request)
    rules = rule_book.in_force(project, question_id)
    asked = str(request.POST.get("do", ""))
    deciding = asked in DECIDING
    form = DecisionForm(
        request.POST if deciding else None, item, of_layer, rules, language(),
        {"rule": request.GET.get("rule", "")},
    )  # fmt: skip
    if request.method == "POST" and (not deciding or form.is_valid()):
        action = _action(request, asked, viewer.name, form)
        if action is not None and done(request, project, this, action):
            return _onward(request, project, this)
    coding = codings.codings_of(project, of_layer, question_id, [unit_id]).get(unit_id)
    state = codings.state_of(coding, this)
    body = answers.bodies_of(project, [unit_id]).get(unit_id)
    context = coding_context(
        request, project, state, lambda verdict: answers.verdict_words(item, verdict, language())
    ) | {
        "item": item,
        "label": worded(item.label, language()),
        "layer_words": of_layer.label(language()),
        "shown": body or answers.Body(unit_id, unit_id, ()),
        "form": form,
        "rules": rules,
        "said": answers.answers_to(project, item, [unit_id], language()).get(unit_id, ()),
        "others": [
            one
            for one in answers.answers_of(project, questionnaire, unit_id, language())
            if one.question_id != question_id
        ],
    }
    return render(request, "coding/recoding/case.html", context)


def _action(request: HttpRequest, asked: str, name: str, form: DecisionForm) -> Action | None:
    if asked in DECIDING:
        return DECIDING[asked](form.decision(name))
    return DOING[asked](request, name) if asked in DOING else None


def coding_context(
    request: HttpRequest, project: Project, state: State, words: Words
) -> dict[str, object]:
    """Give what may be seen of a coding, and what may be done to it, by who asks.

    `history.html` and `acts.html` show it, whatever is coded.
    """
    viewer = codings.viewer_of(request)
    seen = seen_by(state, viewer)
    lead = viewer.part is Part.LEAD
    told = request.GET.get("names") == "yes"
    behind = names_behind(state, viewer) if told else {}
    names = codings.names_of(project, behind.values())
    team = team_of(project) if lead else []
    coded = not isinstance(state, Unassigned) and viewer.name in state.coders
    differs = lead and seen.standing is Standing.DIFFERS
    return {
        "case": state.case,
        "standing": standing_words(seen.standing),
        "result": words(seen.result) if seen.result else "",
        "decisions": shown_decisions(
            seen, words, {k: names[v] for k, v in behind.items()}, titles_of(project, [seen])
        ),
        "may_decide": codings.waits_for(state, viewer.name),
        "may_take_back": isinstance(state, HalfCoded) and state.held.coder == viewer.name,
        "may_settle": differs and not coded,
        "own_case": differs and coded,
        "may_open": lead and seen.standing is Standing.SETTLED,
        "may_ask_names": lead and bool(names_behind(state, viewer)) and not told,
        "team": team,
        "places": _places(project, state, lead),
        "may_assign": lead and seen.standing is Standing.UNASSIGNED,
        "reasons": () if isinstance(state, Unassigned) else state.before.reasons,
    }


def _places(project: Project, state: State, lead: bool) -> list[tuple[str, str]]:
    """Give the coders whose place another can have, by signature and name.

    Of a case with two coders both are named, whoever has decided: the one who has keeps her place,
    and is told so.
    """
    if not lead or not isinstance(state, Assigned | HalfCoded):
        return []
    held = [name for name in (state.coders.first, state.coders.second) if name]
    names = codings.names_of(project, held)
    return [(name, names[name]) for name in held]


def done(request: HttpRequest, project: Project, case: Case, action: Action) -> bool:
    """Do one thing to a case, and say whether it was done; a refusal is told."""
    viewer = codings.viewer_of(request)
    refused = codings.act(project, acting(request), viewer, [(case, action)])
    for fault in refused.values():
        messages.error(request, refusal(fault).capitalize() + ".")
    return not refused


def _onward(request: HttpRequest, project: Project, case: Case) -> HttpResponse:
    messages.success(request, _("Saved."))
    rule_id = str(request.POST.get("rule", ""))
    if request.POST.get("then") == "rule":
        if rule_id:
            return redirect("rule", project.slug, rule_id)
        return redirect("rule-new", project.slug)
    if request.POST.get("do") == "settle":
        return redirect("disagreements", project.slug)
    return redirect("recode-case", project.slug, case.layer.value, case.question_id, case.unit_id)


def _coders(request: HttpRequest) -> Coders:
    return Coders(str(request.POST.get("first", "")), str(request.POST.get("second", "")) or None)


DECIDING: Mapping[str, Callable[[Decision], Action]] = {"decide": Decide, "settle": Adjudicate}
"""What the buttons below a decision do with it."""

DOING: Mapping[str, Callable[[HttpRequest, str], Action]] = {
    "take back": lambda _request, name: TakeBack(name),
    "open": lambda request, _name: Reopen(clean(str(request.POST.get("reason", "")))),
    "assign": lambda request, _name: Assign(_coders(request)),
    "replace": lambda request, _name: Replace(
        str(request.POST.get("coder", "")), str(request.POST.get("by", ""))
    ),
}
"""What the other buttons do, for the one of that signature."""
