"""Answers that come by post, by file or by phone: a coordinator enters them for the body."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.study.vocabulary import Channel
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record
from belagg.web.people.permissions import Permission
from belagg.web.respond import attachments, session
from belagg.web.respond.colleagues import person_of
from belagg.web.respond.file_kinds import NotTakenError
from belagg.web.respond.models import Sheet
from belagg.web.respond.states import SheetState, may_change
from belagg.web.store.models import ROWS, Project, Stage


class EnterForm(forms.Form):
    """Whose answers they are, how they came, and the original."""

    recipient = forms.ChoiceField(label=gettext_lazy("Whose answers"))
    channel = forms.ChoiceField(label=gettext_lazy("How they came"), choices=[
        (Channel.POST.value, gettext_lazy("by post")),
        (Channel.EMAIL.value, gettext_lazy("as a file")),
        (Channel.PHONE.value, gettext_lazy("by phone")),
    ])  # fmt: skip
    original = forms.FileField(
        label=gettext_lazy("The original"), required=False,
        help_text=gettext_lazy(
            "The letter as a scan, the file, or your notes of the call. Kept here and never "
            "published. Needed unless they came by phone."
        ),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Ask for the original of what came on paper or as a file."""
        data = super().clean() or {}
        if data.get("channel") != Channel.PHONE and not data.get("original"):
            self.add_error("original", _("Attach the original."))
        return data


@in_study(Permission.ENTER)
def enter(request: HttpRequest, project: Project) -> HttpResponse:
    """Begin to enter answers: the pages are those that the official would have had."""
    form = EnterForm(request.POST or None, request.FILES or None)
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    rows = ROWS["recipients"].objects.filter(project=project).order_by("unit_id", "recipient_id")
    choices = [
        (row.recipient_id, f"{names.get(row.unit_id, row.unit_id)}: {row.role or row.recipient_id}")
        for row in rows
    ]
    form.fields["recipient"].choices = choices  # type: ignore[attr-defined]  # a choice field
    fielded = project.stage in (Stage.FIELD, Stage.CLOSED)
    if request.method == "POST" and fielded and form.is_valid():
        sheet = _begin(request, project, form)
        if sheet is not None:
            return redirect("answer", sheet.pk)
    context = {"form": form, "fielded": fielded}
    return render(request, "respond/enter.html", context)


def _begin(request: HttpRequest, project: Project, form: EnterForm) -> Sheet | None:
    data = form.cleaned_data
    person = person_of(project, data["recipient"])
    if person is None:
        form.add_error("recipient", _("There is no such recipient any more."))
        return None
    sheet = session.sheet_of(project, person)
    if not may_change(SheetState(sheet.state)):
        form.add_error("recipient", _("The response has been sent. Unlock it first."))
        return None
    upload = data["original"]
    if upload is not None:
        try:
            attachments.attach(
                sheet, upload.read(attachments.READ_AT_MOST), upload.name,
                by=person.person_id, title=_("The original"), original=True,
            )  # fmt: skip
        except NotTakenError as error:
            form.add_error("original", str(error))
            return None
    Sheet.everything.filter(pk=sheet.pk).update(channel=data["channel"])
    record("answers entered", project=project, actor=acting(request), kind="response",
           key=sheet.unit_id, channel=data["channel"], recipient=person.person_id)  # fmt: skip
    session.begin_entering(request, sheet, person.person_id)
    return sheet
