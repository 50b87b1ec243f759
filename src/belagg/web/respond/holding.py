"""The coordinator's pages: what is held back, who was named instead, what the pilot said."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.sheets import clean
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record
from belagg.web.people.permissions import Permission
from belagg.web.respond import attachments
from belagg.web.respond.attaching import as_download
from belagg.web.respond.file_kinds import NotTakenError
from belagg.web.respond.models import Comment, Hold, Suggestion
from belagg.web.respond.scan import Kind, redacted
from belagg.web.respond.states import HoldState, HoldStateError
from belagg.web.store.models import ROWS, Project


class RedactForm(forms.Form):
    """A text with what tells of a single person taken out."""

    text = forms.CharField(
        label=gettext_lazy("What may be shown"), widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("A proposal: what was found has been taken out. Read all of it."),
    )  # fmt: skip


class ReplaceForm(forms.Form):
    """A file with what tells of a single person taken out."""

    file = forms.FileField(label=gettext_lazy("The redacted file"))


@in_study(Permission.ENTER)
def answers(request: HttpRequest, project: Project) -> HttpResponse:
    """List what waits for a decision, and what has been decided."""
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    roles = {
        row.recipient_id: (names.get(row.unit_id, row.unit_id), row.role or "")
        for row in ROWS["recipients"].objects.filter(project=project)
    }
    language = get_language() or "sv"
    holds = [
        (hold, names.get(hold.unit_id, hold.unit_id), _kinds(hold, language),
         HoldState(hold.state).label(language))
        for hold in Hold.objects.filter(project=project).select_related("decided_by")
    ]  # fmt: skip
    context = {
        "held": [row for row in holds if row[0].state == HoldState.HELD],
        "decided": [row for row in holds if row[0].state != HoldState.HELD],
        "suggestions": [
            (one, *roles.get(one.recipient_id, ("", "")))
            for one in Suggestion.objects.filter(project=project, settled=None)
        ],
        "comments": Comment.objects.filter(sheet__project=project).select_related("sheet"),
        "names": names,
    }
    return render(request, "respond/answers.html", context)


def _kinds(hold: Hold, language: str) -> str:
    if not hold.kinds:
        return _("cannot be read by the program, so nobody has looked")
    return ", ".join(Kind(kind).label(language) for kind in hold.kinds)


@in_study(Permission.ENTER)
def hold(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Show one text or file, and take what may be shown of it."""
    one = get_object_or_404(Hold, project=project, pk=pk)
    form = _form(request, one)
    if request.method == "POST":
        try:
            if _decide(request, one, form):
                return redirect("answers", project.slug)
        except HoldStateError:
            messages.error(request, _("This has been decided already."))
            return redirect("answers", project.slug)
    unit = get_object_or_404(ROWS["units"], project=project, unit_id=one.unit_id)
    context = {
        "hold": one, "unit": unit, "form": form, "kinds": _kinds(one, get_language() or "sv"),
        "attachment": one.attachments.first(),
        "lines": one.text.split("\n") if one.is_file and one.text else [],
        "open": one.state != HoldState.REDACTED,
    }  # fmt: skip
    return render(request, "respond/hold.html", context)


def _form(request: HttpRequest, one: Hold) -> forms.Form:
    data = request.POST if "redact" in request.POST else None
    if one.is_file:
        return ReplaceForm(data, request.FILES if data is not None else None)
    return RedactForm(data, initial={"text": redacted(one.text)})


def _decide(request: HttpRequest, one: Hold, form: forms.Form) -> bool:
    actor = acting(request)
    if "release" in request.POST:
        if one.is_file:
            attachments.release(one, actor=actor)
        else:
            attachments.settle(one, None, actor=actor)
        messages.success(request, _("Released as it was."))
        return True
    if not form.is_valid():
        return False
    if not one.is_file:
        attachments.settle(one, clean(form.cleaned_data["text"]), actor=actor)
    else:
        upload = form.cleaned_data["file"]
        try:
            attachments.replace(one, upload.read(attachments.READ_AT_MOST), actor=actor)
        except NotTakenError as error:
            form.add_error("file", str(error))
            return False
    messages.success(request, _("The redacted version stands from now on."))
    return True


@in_study(Permission.ENTER)
def held_file(request: HttpRequest, project: Project, pk: int) -> HttpResponseBase:
    """Give a file that is held back to the one who decides."""
    one = get_object_or_404(Hold, project=project, pk=pk, place__startswith="file:")
    attachment = one.attachments.first()
    return as_download(one.fingerprint, attachment.name if attachment else "fil")


@require_POST
@in_study(Permission.ENTER)
@transaction.atomic
def settle_suggestion(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Make who was named a recipient of the same body, or leave it at that."""
    one = get_object_or_404(Suggestion, project=project, pk=pk, settled=None)
    Suggestion.objects.filter(pk=one.pk).update(settled=timezone.now())
    added = ""
    if "add" in request.POST:
        rows = ROWS["recipients"].objects.filter(project=project)
        earlier = get_object_or_404(rows, recipient_id=one.recipient_id)
        added = f"{one.recipient_id}-{one.pk}"
        rows.create(project=project, recipient_id=added, unit_id=earlier.unit_id, role=one.role,
                    name=one.name or None, email=one.email or None)  # fmt: skip
        messages.success(request, _("Added. Send the invitation from the contact plan."))
    record("better recipient settled", project=project, actor=acting(request), kind="recipient",
           key=one.recipient_id, after=added)  # fmt: skip
    return redirect("answers", project.slug)
