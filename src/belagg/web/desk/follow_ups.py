"""Follow-up questions of all bodies: those that wait, those that were sent, what came back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.web.fieldwork import follow_ups as sending
from belagg.web.frame.csv_list import csv_list
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import ROWS, Project


class DueForm(forms.Form):
    """By when the answers are wanted."""

    due = forms.DateField(
        label=gettext_lazy("Answers are wanted by"), widget=forms.DateInput(attrs={"type": "date"})
    )


@in_study(Permission.FIELD)
def follow_ups(request: HttpRequest, project: Project) -> HttpResponse:
    """List every follow-up question, and send those that wait."""
    form = DueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = sending.send_waiting(project, form.cleaned_data["due"], actor=acting(request))
        messages.success(request, _("{} bodies are written to.").format(count))
        return redirect("follow-ups", project.slug)
    rows = _with_answers(project)
    late = {row.follow_up_id for row in sending.overdue(project)}  # type: ignore[attr-defined]
    context = {
        "rows": [(row, unit, answer, row.follow_up_id in late) for row, unit, answer in rows],
        "waiting": sum(row.asked is None for row, _unit, _answer in rows),
        "form": form,
    }
    return render(request, "desk/follow_ups.html", context)


@in_study(Permission.FIELD)
def follow_ups_csv(request: HttpRequest, project: Project) -> HttpResponse:
    """Give the questions as CSV, with what was answered."""
    columns = ("follow_up_id", "unit_id", "unit", "question_id", "text", "asked", "due", "answered",
               "answer")  # fmt: skip
    rows = (
        (row.follow_up_id, row.unit_id, unit, row.question_id or "", row.text or "",
         row.asked or "", row.due.isoformat() if row.due else "", row.answered or "", answer)
        for row, unit, answer in _with_answers(project)
    )  # fmt: skip
    return csv_list(f"{project.slug}-follow-ups", columns, rows)


def _with_answers(project: Project) -> list[tuple[Any, str, str]]:
    """Give every question with the name of its body, and its answer where it has one."""
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    answers = dict(
        ROWS["responses"].objects.filter(project=project, origin="follow_up")
        .values_list("response_id", "text")
    )  # fmt: skip
    rows = ROWS["follow_ups"].objects.filter(project=project).order_by("follow_up_id")
    return [
        (row, names.get(row.unit_id, row.unit_id), answers.get(row.follow_up_id) or "")
        for row in rows
    ]
