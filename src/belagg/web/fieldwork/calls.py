"""The call list as pages: whom to call now, with the script, and what came of it."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from belagg.study.vocabulary import Channel, Disposition, Purpose
from belagg.web.fieldwork import calling
from belagg.web.fieldwork.contacts import BY_HAND, log
from belagg.web.fieldwork.default_texts import text_of
from belagg.web.fieldwork.models import Reach
from belagg.web.fieldwork.outbox import enqueue
from belagg.web.fieldwork.reach import language_in
from belagg.web.fieldwork.words import as_fragment
from belagg.web.frame.csv_list import csv_list, in_utc
from belagg.web.people.access import acting, in_study
from belagg.web.people.models import User
from belagg.web.people.permissions import Permission
from belagg.web.store.models import ROWS, Project, Stage


class CallForm(forms.Form):
    """How a call went."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), widget=forms.RadioSelect)
    again = forms.DateTimeField(
        label=gettext_lazy("Call again"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Only where a time was agreed, or nobody answered."),
    )  # fmt: skip
    send_link = forms.BooleanField(label=gettext_lazy("Send the link again"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kept apart as private. Nothing beyond what the next call needs."),
    )  # fmt: skip

    def __init__(self, data: object, language: str, *, by_mail: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what a request holds
        choices = [(one.value, _call_label(one, language)) for one in BY_HAND]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if not by_mail:
            del self.fields["send_link"]

    def clean_again(self) -> dt.datetime | None:
        """Refuse a time that has passed."""
        again: dt.datetime | None = self.cleaned_data["again"]
        if again is not None and again < timezone.now():
            raise forms.ValidationError(_("That time has passed."))
        return again


def _call_label(outcome: Disposition, language: str) -> str:
    """Say an outcome in words that fit a call."""
    said = {
        Disposition.SENT: _("reached, and will answer"),
        Disposition.UNDELIVERABLE: _("the number does not work"),
        Disposition.NOT_ELIGIBLE: _("not the right person"),
        Disposition.COMPLETE: _("answered in the call"),
    }
    return said.get(outcome) or outcome.label(language)


@in_study(Permission.FIELD)
def call_list(request: HttpRequest, project: Project) -> HttpResponse:
    """List whom to call; `?when=all` shows those whose time has not come too."""
    everybody = request.GET.get("when") == "all"
    found = calling.to_call(project, now=None if everybody else timezone.now())
    language = get_language() or "sv"
    shown = [(one, _call_label(Disposition(one.outcome), language) if one.outcome else "")
             for one in found]  # fmt: skip
    return render(request, "fieldwork/calls.html", {"calls": shown, "everybody": everybody})


@in_study(Permission.FIELD)
def calls_csv(request: HttpRequest, project: Project) -> HttpResponse:
    """Give the whole call list as CSV, without names and numbers."""
    columns = ("recipient_id", "unit", "role", "calls", "last_call", "outcome", "call_again")
    rows = (
        (one.recipient_id, one.unit, one.role, str(one.calls), one.last, one.outcome,
         in_utc(one.again))
        for one in calling.to_call(project)
    )  # fmt: skip
    return csv_list(f"{project.slug}-calls", columns, rows)


@in_study(Permission.FIELD)
def call(request: HttpRequest, project: Project, recipient_id: str) -> HttpResponse:
    """Show what to say to a recipient, and take how the call went."""
    rows = ROWS["recipients"].objects.filter(project=project)
    recipient = rows.filter(recipient_id=recipient_id).first()
    if recipient is None:
        raise Http404
    language = get_language() or "sv"
    by_mail = bool(recipient.email) and project.stage == Stage.FIELD
    form = CallForm(request.POST or None, language, by_mail=by_mail)
    if request.method == "POST" and form.is_valid():
        _keep(project, recipient_id, form.cleaned_data, actor=acting(request))
        messages.success(request, _("Written down."))
        return redirect("calls", project.slug)
    unit = ROWS["units"].objects.filter(project=project, unit_id=recipient.unit_id).first()
    tried = ROWS["contacts"].objects.filter(project=project, recipient_id=recipient_id)
    context = {
        "recipient": recipient, "unit": unit, "form": form,
        "script": as_fragment(calling.script_for(project, recipient, language)),
        "tried": [
            ((row.at or "")[:16].replace("T", " "), Channel(row.channel).label(language),
             Disposition(row.outcome).label(language) if row.outcome else "", row.note or "")
            for row in tried.order_by("at")
        ],
    }  # fmt: skip
    return render(request, "fieldwork/call.html", context)


@transaction.atomic
def _keep(
    project: Project, recipient_id: str, data: dict[str, Any], *, actor: User
) -> None:  # fmt: skip
    log(project, recipient_id, channel=Channel.PHONE, outcome=Disposition(data["outcome"]),
        note=data["note"], actor=actor)  # fmt: skip
    reach, _made = Reach.objects.update_or_create(
        project=project, recipient_id=recipient_id, defaults={"call_again": data["again"]}
    )
    if data.get("send_link"):
        subject, body = text_of("link", language_in(reach))
        enqueue(project, recipient_id, step=f"link-{timezone.now():%Y%m%dT%H%M%S}",
                purpose=Purpose.REMINDER, subject=subject, body=body)  # fmt: skip
