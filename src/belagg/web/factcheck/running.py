"""Pages of those who run a fact check: opened, followed, objections decided, ended."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.questionnaire import worded
from belagg.study.sheets import clean
from belagg.study.vocabulary import Grade
from belagg.web.factcheck import deciding, holding
from belagg.web.factcheck.models import FactCheck, Objection, Point, PointKind
from belagg.web.factcheck.release import held_back
from belagg.web.factcheck.shown import by_item, shown
from belagg.web.factcheck.states import CheckState, CheckStateError, PointState, PointStateError
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.respond.attaching import as_download
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project, Stage


class DayForm(forms.Form):
    """The last day on which bodies can answer."""

    ends = forms.DateField(label=gettext_lazy("The last day to answer"),
                           widget=forms.DateInput(attrs={"type": "date"}))  # fmt: skip

    def clean_ends(self) -> dt.date:
        """Refuse a day that has passed."""
        day: dt.date = self.cleaned_data["ends"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("That day has passed."))
        return day


class ElsewhereForm(forms.Form):
    """How bodies have had their say in another way."""

    how = forms.CharField(
        label=gettext_lazy("How and when the bodies could read what is said of them"),
        max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DecideForm(forms.Form):
    """What comes of an objection, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), widget=forms.RadioSelect,
        choices=[(PointState.UPHELD.value, gettext_lazy("It stands")),
                 (PointState.CHANGED.value, gettext_lazy("It is changed"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason, which the body reads"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def __init__(self, data: object, becomes: list[tuple[str, str]], several: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what a request holds
        if becomes:
            label, choices = _("Changed to"), becomes
            self.fields["becomes"] = (
                forms.MultipleChoiceField(label=label, choices=choices, required=False,
                                          widget=forms.CheckboxSelectMultiple)
                if several else
                forms.ChoiceField(label=label, choices=[("", "–"), *choices], required=False)
            )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Ask for what it becomes, where it is changed to something that can be chosen."""
        data: dict[str, object] = super().clean() or {}
        changed = data.get("outcome") == PointState.CHANGED
        if changed and "becomes" in self.fields and not data.get("becomes"):
            self.add_error("becomes", _("Choose what it is changed to."))
        return data

    @property
    def becomes(self) -> str:
        """Give the code chosen; several with spaces."""
        chosen = self.cleaned_data.get("becomes") or ""
        return chosen if isinstance(chosen, str) else " ".join(chosen)


@in_study(Permission.FIELD)
def fact_checks(request: HttpRequest, project: Project) -> HttpResponse:
    """Show how far the fact check has come, body by body, and what to do next."""
    today = timezone.localdate()
    study, checks = load_study(project), list(project.fact_checks.all())
    current = checks[-1] if checks else None
    unsettled, ungraded = holding.unsettled(study)
    context = {
        "check": current,
        "earlier": checks[:-1],
        "state": CheckState(current.state).label(get_language() or "sv") if current else "",
        "bodies": _bodies(current, study.unit_names) if current else [],
        "held_back": len(held_back(project, study)),
        "unsettled": unsettled, "ungraded": ungraded,
        "closed": project.stage == Stage.CLOSED,
        "may_begin": project.stage == Stage.CLOSED and not (current and current.is_open),
        "over": current is not None and today > current.ends,
        "begin": DayForm(initial={"ends": today + dt.timedelta(days=holding.DAYS)}),
        "day": DayForm(initial={"ends": current.ends}, auto_id="id_day_%s") if current else None,
        "elsewhere": ElsewhereForm(),
    }  # fmt: skip
    return render(request, "factcheck/checks.html", context)


def _bodies(check: FactCheck, names: object) -> list[dict[str, object]]:
    counted = (
        check.points.values("unit_id").order_by("unit_id").annotate(
            n=Count("pk"),
            told=Count("pk", filter=Q(state=PointState.TOLD)),
            objected=Count("pk", filter=Q(state=PointState.OBJECTED)),
            decided=Count("pk", filter=Q(state__in=[PointState.UPHELD, PointState.CHANGED])),
        )
    )  # fmt: skip
    known = dict(names)  # type: ignore[call-overload]  # names of units
    return [{**row, "name": known.get(row["unit_id"], row["unit_id"])} for row in counted]


@require_POST
@in_study(Permission.ADJUDICATE)
def begin_check(request: HttpRequest, project: Project) -> HttpResponse:
    """Open a fact check, and write to the bodies."""
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a day that has not passed."))
        return redirect("fact-checks", project.slug)
    try:
        check = holding.begin(project, form.cleaned_data["ends"], actor=acting(request))
        count = check.points.values("unit_id").distinct().count()
        messages.success(request, _("{} bodies are written to.").format(count))
    except holding.NotYetError:
        messages.error(request, _("There is nothing that the bodies have not been told."))
    except CheckStateError:
        messages.error(request, _("A fact check begins when the study is closed for answers, "
                                  "one at a time."))  # fmt: skip
    return redirect("fact-checks", project.slug)


@require_POST
@in_study(Permission.ADJUDICATE)
def elsewhere(request: HttpRequest, project: Project) -> HttpResponse:
    """Record that the bodies have had their say in another way."""
    form = ElsewhereForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write how and when it was done."))
        return redirect("fact-checks", project.slug)
    try:
        holding.held_elsewhere(project, clean(form.cleaned_data["how"]), actor=acting(request))
        messages.success(request, _("Noted. What stands now may be published."))
    except CheckStateError:
        messages.error(request, _("A fact check is going on."))
    return redirect("fact-checks", project.slug)


@require_POST
@in_study(Permission.ADJUDICATE)
def another_day(request: HttpRequest, project: Project, number: int) -> HttpResponse:
    """Give the bodies another last day."""
    check, form = _check(project, number), DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a day that has not passed."))
        return redirect("fact-checks", project.slug)
    try:
        holding.give_until(check, form.cleaned_data["ends"], actor=acting(request))
        messages.success(request, _("The day has been changed."))
    except CheckStateError:
        messages.error(request, _("The fact check has ended."))
    return redirect("fact-checks", project.slug)


@require_POST
@in_study(Permission.FIELD)
def remind_silent(request: HttpRequest, project: Project, number: int) -> HttpResponse:
    """Write once more to the bodies that have said nothing."""
    try:
        count = holding.remind(_check(project, number), actor=acting(request))
        messages.success(request, _("Mails in the outbox: {}.").format(count))
    except CheckStateError:
        messages.error(request, _("The fact check has ended."))
    return redirect("fact-checks", project.slug)


@require_POST
@in_study(Permission.ADJUDICATE)
def end_check(request: HttpRequest, project: Project, number: int) -> HttpResponse:
    """End the check; what was told may be published from now on."""
    try:
        holding.end(_check(project, number), actor=acting(request))
        messages.success(request, _("The fact check has ended. What was told may be published."))
    except holding.NotYetError as error:
        words = {
            "objections": _("Every objection needs a decision first."),
            "time": _("Bodies that have not answered have until the last day."),
        }
        messages.error(request, words[str(error)])
    except CheckStateError:
        messages.error(request, _("The fact check has ended already."))
    return redirect("fact-checks", project.slug)


@in_study(Permission.FIELD)
def of_body(request: HttpRequest, project: Project, number: int, unit_id: str) -> HttpResponse:
    """Show what one body was told, what it said and what was decided: a page to print."""
    check = _check(project, number)
    points = list(check.points.filter(unit_id=unit_id).prefetch_related(
        "objections__evidence", "objections__decided_by"))  # fmt: skip
    if not points:
        raise Http404
    name = ROWS["units"].objects.filter(project=project, unit_id=unit_id).values_list("name")
    context = {"check": check, "items": by_item(points, get_language() or "sv"),
               "unit": name[0][0] if name else unit_id, "unit_id": unit_id}  # fmt: skip
    return render(request, "factcheck/body.html", context)


@in_study(Permission.ADJUDICATE)
def point(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Decide on what a body objects to one point."""
    one = get_object_or_404(Point, fact_check__project=project, pk=pk)
    back = redirect("fact-check-body", project.slug, one.fact_check.number, one.unit_id)
    if one.state != PointState.OBJECTED or not one.fact_check.is_open:
        return back
    choices, several = _choices(project, one)
    form = DecideForm(request.POST or None, choices, several)
    if request.method == "POST" and form.is_valid():
        outcome, reason = form.cleaned_data["outcome"], clean(form.cleaned_data["reason"])
        try:
            becomes = form.becomes if outcome == PointState.CHANGED else ""
            deciding.decide(
                one, PointState(outcome), reason, actor=acting(request), becomes=becomes
            )
            messages.success(request, _("Decided."))
        except (PointStateError, CheckStateError):
            messages.error(request, _("This has been decided already."))
        return back
    unit = get_object_or_404(ROWS["units"], project=project, unit_id=one.unit_id)
    language = get_language() or "sv"
    context = {"one": shown(one, language), "label": one.shown["label"].get(language, ""),
               "form": form, "unit": unit, "check": one.fact_check}  # fmt: skip
    return render(request, "factcheck/decide.html", context)


def _choices(project: Project, one: Point) -> tuple[list[tuple[str, str]], bool]:
    """Give what a point can be changed to here, and whether several of it at once."""
    language = get_language() or "sv"
    if one.kind == PointKind.GRADE:
        return [(g.value, g.label(language).capitalize()) for g in Grade], False
    item = load_study(project).questionnaire.by_id.get(one.question_id)
    if one.kind == PointKind.ANSWER or item is None:
        return [], False
    several = item.type.value == "select_multiple"
    return [(c.code, worded(c.label, language)) for c in item.choices], several


@in_study(Permission.FIELD)
def evidence(request: HttpRequest, project: Project, pk: int, objection: int) -> HttpResponseBase:
    """Give the document that a body has put with an objection."""
    one = get_object_or_404(
        Objection.objects.exclude(evidence=None).select_related("evidence"),
        point__fact_check__project=project, point=pk, pk=objection,
    )  # fmt: skip
    if one.evidence is None:
        raise Http404
    return as_download(one.evidence.sha256, one.evidence.name)


def _check(project: Project, number: int) -> FactCheck:
    return get_object_or_404(project.fact_checks, number=number)
