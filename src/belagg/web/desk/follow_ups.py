"""Follow-up questions of all bodies: those that wait, those that were sent, what came back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.web.fieldwork import follow_ups as sending
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
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    rows = ROWS["follow_ups"].objects.filter(project=project).order_by("follow_up_id")
    answers = dict(
        ROWS["responses"].objects.filter(project=project, origin="follow_up")
        .values_list("response_id", "text")
    )  # fmt: skip
    late = {row.follow_up_id for row in sending.overdue(project)}  # type: ignore[attr-defined]
    context = {
        "rows": [
            (row, names.get(row.unit_id, row.unit_id), answers.get(row.follow_up_id) or "",
             row.follow_up_id in late)
            for row in rows
        ],
        "waiting": rows.filter(asked=None).count(),
        "form": form,
    }  # fmt: skip
    return render(request, "desk/follow_ups.html", context)
