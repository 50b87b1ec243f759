"""The guide as a group reads it before it approves it, and the approval on a page."""

import re

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from belagg.publish.guide.build import draft
from belagg.study.problems import StudyError
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.publish import approval
from belagg.web.publish.sandbox import sandboxed
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


class ApprovalForm(forms.Form):
    """That a group with own experience approves the guide as it is now."""

    group = forms.ChoiceField(label=gettext_lazy("The group"))
    on = forms.DateField(
        label=gettext_lazy("The day it approved the guide"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    leave_to = forms.RegexField(
        re.compile(r"^https://[a-z0-9.-]+(/\S*)?$"), label=gettext_lazy("Where the exit leads"),
        max_length=200,
        help_text=gettext_lazy("A page that nobody wonders about, such as a weather forecast."),
        error_messages={"invalid": gettext_lazy("An address that begins with https://.")},
    )  # fmt: skip
    seen = forms.BooleanField(
        label=gettext_lazy("The group has read the guide as it is now, and wants it published")
    )


@in_study(Permission.READ)
def guide_draft(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the guide as it would be, marked as a draft that nobody has approved."""
    try:
        page = draft(load_study(project))
    except StudyError as error:
        return render(request, "publish/problems_page.html", {"problems": error.problems})
    response = sandboxed(HttpResponse(page))
    response["Cache-Control"] = "no-store"
    return response


@in_study(Permission.VOICES)
def guide_approve(request: HttpRequest, project: Project) -> HttpResponse:
    """Write down that a group has approved the guide."""
    groups = approval.groups_with_experience(project)
    study, today = load_study(project), timezone.localdate()
    held = study.settings.guide
    initial = {"on": today, "leave_to": held.leave_to if held else "https://www.smhi.se/"}
    form = ApprovalForm(request.POST or None, initial=initial)
    form.fields["group"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["on"] > today:
            form.add_error("on", _("The day has not come yet."))
        else:
            try:
                page = draft(study)
            except StudyError as error:
                form.add_error(None, "; ".join(str(problem) for problem in error.problems))
            else:
                approval.approve(
                    project, data["group"], data["on"], data["leave_to"], page, acting(request)
                )
                messages.success(request, _("Written down."))
                return redirect("guide", project.slug)
    return render(request, "publish/guide_approve.html", {"form": form, "groups": groups})


@require_POST
@in_study(Permission.VOICES)
def guide_take_back(request: HttpRequest, project: Project) -> HttpResponse:
    """Write down that the group takes its approval back."""
    if load_study(project).settings.guide is None:
        raise Http404
    approval.take_back(project, acting(request))
    messages.success(request, _("The approval is taken back, and the guide is being taken down."))
    return redirect("guide", project.slug)
