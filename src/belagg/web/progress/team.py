"""What the team sees: how far the bodies have come, and what it writes down for them."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.vocabulary import ActionStatus
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.progress import rounds
from belagg.web.progress.models import open_round
from belagg.web.progress.reporting import addressed, latest, report
from belagg.web.store.models import ROWS, Project, Stage


class DueForm(forms.Form):
    """By when the bodies are to report."""

    due = forms.DateField(
        label=gettext_lazy("Reports are wanted by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class StatusForm(forms.Form):
    """The status of a body, with what it rests on."""

    unit = forms.ChoiceField(label=gettext_lazy("Body"))
    status = forms.ChoiceField(label=gettext_lazy("Status"))
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A decision, a document, a page. It is published; write nothing "
                               "about single persons."),
    )  # fmt: skip
    by = forms.CharField(
        label=gettext_lazy("Who says so"), max_length=200,
        help_text=gettext_lazy("A function, not a name. It is published."),
    )  # fmt: skip

    def __init__(self, data: object, units: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what a request holds
        language = get_language() or "sv"
        lists = {"unit": units, "status": [(s.value, s.label(language)) for s in ActionStatus]}
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # choice fields


@in_study(Permission.ANSWERS)
def progress(request: HttpRequest, project: Project) -> HttpResponse:
    """List the recommendations with the number of bodies by status."""
    language = get_language() or "sv"
    last = latest(project)
    units = ROWS["units"].objects.filter(project=project).count()
    rows = []
    for row in addressed(project):
        counts = Counter(held.status for (name, _unit), held in last.items()
                         if name == row.recommendation_id)  # fmt: skip
        told = [(s.label(language), counts[s.value]) for s in ActionStatus if counts[s.value]]
        rows.append((row, told, units - sum(counts.values())))
    context = {"rows": rows, "round": open_round(project), "form": DueForm(None),
               "closed": project.stage == Stage.CLOSED}  # fmt: skip
    return render(request, "progress/progress.html", context)


@in_study(Permission.ENTER)
def recommendation(request: HttpRequest, project: Project, wanted: str) -> HttpResponse:
    """Show the status of every body, and write one down."""
    row = get_object_or_404(ROWS["recommendations"], project=project, recommendation_id=wanted)
    units = list(ROWS["units"].objects.filter(project=project).order_by("unit_id")
                 .values_list("unit_id", "name"))  # fmt: skip
    form = StatusForm(request.POST or None, units)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        report(project, data["unit"], wanted, ActionStatus(data["status"]), data["evidence"],
               by=data["by"], actor=acting(request))  # fmt: skip
        messages.success(request, _("Written down."))
        return redirect("progress-recommendation", project.slug, wanted)
    language = get_language() or "sv"
    last = latest(project, recommendation_id=wanted)
    bodies = []
    for unit, name in units:
        held = last.get((wanted, unit))
        bodies.append((name, ActionStatus(held.status).label(language) if held else "", held))
    return render(request, "progress/recommendation.html",
                  {"row": row, "bodies": bodies, "form": form})  # fmt: skip


@require_POST
@in_study(Permission.FIELD)
def open_reports(request: HttpRequest, project: Project) -> HttpResponse:
    """Ask every body, or stop asking."""
    if request.POST.get("close"):
        rounds.close(project, actor=acting(request))
        messages.success(request, _("No more reports are taken."))
        return redirect("progress", project.slug)
    form = DueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write by when the reports are wanted."))
        return redirect("progress", project.slug)
    try:
        count = rounds.open_new(project, form.cleaned_data["due"], actor=acting(request))
    except rounds.RoundError:
        messages.error(request, _("The bodies are asked already, or the study is not closed."))
    else:
        messages.success(request, _("{} mails wait to be sent.").format(count))
    return redirect("progress", project.slug)
