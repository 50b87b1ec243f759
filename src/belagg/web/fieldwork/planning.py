"""The contact plan as pages: proposed, worded, tried without sending, carried out."""

import datetime as dt
from io import BytesIO

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.vocabulary import Channel, Purpose
from belagg.web.fieldwork import approval, letters, outbox, plan
from belagg.web.fieldwork.models import OutboxMail, Step
from belagg.web.fieldwork.states import MailState, MailStateError, StepState
from belagg.web.fieldwork.words import FIELDS, unknown_fields
from belagg.web.fieldwork.workdays import is_workday
from belagg.web.frame.csv_list import csv_list, in_utc
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record
from belagg.web.people.permissions import Permission
from belagg.web.store.models import Project, Stage


class DayForm(forms.Form):
    """The first day of the field."""

    day = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"})
    )


class StepForm(forms.ModelForm):  # type: ignore[type-arg]  # has no arguments when it runs
    """When a step is taken, whom it reaches, and its words."""

    class Meta:
        model = Step
        fields = ("day", "only_unanswered", "subject_sv", "body_sv", "subject_en", "body_en")
        labels = {
            "day": gettext_lazy("Day"),
            "only_unanswered": gettext_lazy("Only to those who have not answered"),
            "subject_sv": gettext_lazy("Subject in Swedish"),
            "body_sv": gettext_lazy("Text in Swedish"),
            "subject_en": gettext_lazy("Subject in English"),
            "body_en": gettext_lazy("Text in English"),
        }
        widgets = {
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "body_sv": forms.Textarea(attrs={"rows": 16}),
            "body_en": forms.Textarea(attrs={"rows": 16}),
        }

    def clean_day(self) -> dt.date:
        """Refuse a day on which nobody is at work."""
        day: dt.date = self.cleaned_data["day"]
        if not is_workday(day):
            raise forms.ValidationError(_("{} is not a workday.").format(day.isoformat()))
        return day

    def clean(self) -> dict[str, object]:
        """Refuse fields that do not exist."""
        for name in ("subject_sv", "body_sv", "subject_en", "body_en"):
            for field, near in unknown_fields(str(self.cleaned_data.get(name, ""))):
                told = _("there is no field {{{}}}").format(field)
                if near:
                    told += _("; did you mean {{{}}}?").format(near)
                self.add_error(name, told)
        return self.cleaned_data


@in_study(Permission.FIELD)
def plan_page(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the plan with what has been sent, or propose one."""
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan.propose(project, form.cleaned_data["day"], actor=acting(request))
        return redirect("plan", project.slug)
    language = get_language() or "sv"
    counts: dict[str, dict[str, int]] = {}
    for row in project.outbox.values("step", "state").annotate(n=Count("pk")).order_by():
        counts.setdefault(row["step"], {})[MailState(row["state"]).label(language)] = row["n"]
    steps = [
        (
            step,
            Purpose(step.purpose).label(language),
            Channel(step.channel).label(language),
            StepState(step.state).label(language),
            sorted(counts.get(step.key, {}).items()),
        )
        for step in project.steps.all()
    ]
    waits = project.steps.filter(channel=Channel.EMAIL, state=StepState.PLANNED)
    context = {
        "steps": steps, "form": form, "fielded": project.stage == Stage.FIELD,
        "approvable": waits.exists(),
    }  # fmt: skip
    return render(request, "fieldwork/plan.html", context)


@require_POST
@in_study(Permission.FIELD)
def plan_approve(request: HttpRequest, project: Project) -> HttpResponse:
    """Let the mails of the plan go by themselves, each step on its day."""
    count = approval.approve(project, actor=acting(request))
    if count:
        told = ngettext("{} step goes by itself on its day.", "{} steps go by themselves.", count)
        messages.success(request, told.format(count))
    else:
        messages.error(request, _("No step has its day before it. Give them new days first."))
    return redirect("plan", project.slug)


@require_POST
@in_study(Permission.FIELD)
def step_withdraw(request: HttpRequest, project: Project, key: str) -> HttpResponse:
    """Let a step wait for somebody to send it."""
    step = get_object_or_404(project.steps, key=key)
    if approval.withdraw(step, actor=acting(request)):
        messages.success(request, _("The step does not go by itself any more."))
    return redirect("plan", project.slug)


@in_study(Permission.FIELD)
def step_page(request: HttpRequest, project: Project, key: str) -> HttpResponse:
    """Change when a step is taken and what it says."""
    step = get_object_or_404(project.steps, key=key)
    form = StepForm(request.POST or None, instance=step)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            record("step changed", project=project, actor=acting(request), kind="step", key=key)
            stopped = bool(form.changed_data) and approval.withdraw(step, actor=acting(request))
        told = _("Saved. Approve the plan again: what was approved was the step before the change.")
        messages.success(request, told if stopped else _("Saved."))
        return redirect("plan", project.slug)
    return render(request, "fieldwork/step.html", {"form": form, "step": step, "fields": FIELDS})


@in_study(Permission.FIELD)
def step_preview(request: HttpRequest, project: Project, key: str) -> HttpResponse:
    """Show who would get what, without sending anything."""
    step = get_object_or_404(project.steps, key=key)
    everybody = plan.addressees(step)
    wanted = request.GET.get("recipient")
    reached = [one for one in everybody if not one.why_not]
    shown = next((one for one in everybody if one.recipient_id == wanted), None)
    shown = shown or next(iter(reached), None)
    context = {
        "step": step, "reached": reached, "others": [one for one in everybody if one.why_not],
        "shown": shown, "mail": plan.preview(step, shown) if shown else None,
        "fielded": project.stage == Stage.FIELD, "is_mail": step.channel == Channel.EMAIL,
        "is_post": step.channel == Channel.POST,
        "unposted": project.letters.filter(step=key, posted=None).count(),
    }  # fmt: skip
    return render(request, "fieldwork/preview.html", context)


@require_POST
@in_study(Permission.FIELD)
def step_send(request: HttpRequest, project: Project, key: str) -> HttpResponse:
    """Put the mails of a step in the outbox; who has one already gets no other."""
    step = get_object_or_404(project.steps, key=key)
    if project.stage != Stage.FIELD:
        messages.error(request, _("Open the study for answers first."))
        return redirect("step-preview", project.slug, key)
    count = plan.carry_out(step, actor=acting(request))
    messages.success(request, _("{} mails are on their way.").format(count))
    return redirect("outbox", project.slug)


@require_POST
@in_study(Permission.FIELD)
def step_letters(request: HttpRequest, project: Project, key: str) -> HttpResponseBase:
    """Give the letters of a step as PDF, each with a link of its own."""
    step = get_object_or_404(project.steps, key=key, channel=Channel.POST)
    if project.stage != Stage.FIELD:
        messages.error(request, _("Open the study for answers first."))
        return redirect("step-preview", project.slug, key)
    made = letters.make(step, actor=acting(request))
    if made is None:
        messages.error(request, _("There is nobody to write to."))
        return redirect("step-preview", project.slug, key)
    name = f"{project.slug}-{key}.pdf"
    response = FileResponse(BytesIO(made), as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@in_study(Permission.FIELD)
def step_posted(request: HttpRequest, project: Project, key: str) -> HttpResponse:
    """Write down that the letters of a step have been posted."""
    step = get_object_or_404(project.steps, key=key, channel=Channel.POST)
    count = letters.note_posted(step, actor=acting(request))
    told = ngettext("{} letter is written down.", "{} letters are written down.", count)
    messages.success(request, told.format(count))
    return redirect("step-preview", project.slug, key)


@in_study(Permission.FIELD)
def outbox_page(request: HttpRequest, project: Project) -> HttpResponse:
    """List the mails of a study with what became of them."""
    from django.core.paginator import Paginator

    language = get_language() or "sv"
    state = request.GET.get("state", "")
    mails = project.outbox.order_by("-pk")
    if state in list(MailState):
        mails = mails.filter(state=state)
    page = Paginator(mails, 100).get_page(request.GET.get("page"))
    listed = [(mail, MailState(mail.state).label(language)) for mail in page]
    states = [(one.value, one.label(language)) for one in MailState]
    context = {"mails": listed, "page": page, "states": states, "state": state}
    return render(request, "fieldwork/outbox.html", context)


@in_study(Permission.FIELD)
def outbox_csv(request: HttpRequest, project: Project) -> HttpResponse:
    """Give the mails as CSV, without addresses and texts; `?state=` keeps one kind."""
    mails = project.outbox.order_by("pk")
    if (state := request.GET.get("state", "")) in list(MailState):
        mails = mails.filter(state=state)
    columns = ("recipient_id", "step", "purpose", "state", "queued", "sent", "attempts", "error")
    rows = (
        (mail.recipient_id, mail.step, mail.purpose, mail.state, in_utc(mail.queued),
         in_utc(mail.sent), str(mail.attempts), mail.error)
        for mail in mails.iterator()
    )  # fmt: skip
    return csv_list(f"{project.slug}-outbox", columns, rows)


@require_POST
@in_study(Permission.FIELD)
def mail_retry(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Try a mail again that could not be sent."""
    mail: OutboxMail = get_object_or_404(project.outbox, pk=pk)
    try:
        outbox.retry(mail, actor=acting(request))
    except MailStateError:
        messages.error(request, _("The mail is on its way already."))
    return redirect("outbox", project.slug)
