"""One body: everything that has happened with it, and what can be done about it."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.sheets import clean
from belagg.study.vocabulary import Channel, Disposition, Purpose
from belagg.web.desk import queries
from belagg.web.desk.answers import answers_of
from belagg.web.fieldwork.contacts import BY_HAND, log
from belagg.web.fieldwork.models import Reach
from belagg.web.fieldwork.reach import language_in, speak
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record, text_hash
from belagg.web.people.permissions import Permission, allowed
from belagg.web.respond.models import Sheet
from belagg.web.respond.sending import unlock
from belagg.web.respond.states import SheetState, SheetStateError
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project

_LOGGED = (Channel.PHONE, Channel.EMAIL, Channel.POST, Channel.MEETING)


def _language() -> str:
    return get_language() or "sv"


class ContactForm(forms.Form):
    """An attempt to reach somebody, as it went."""

    recipient = forms.ChoiceField(label=gettext_lazy("Whom"))
    channel = forms.ChoiceField(label=gettext_lazy("How"))
    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"))
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kept apart as private. Nothing beyond what the next call needs."),
    )  # fmt: skip

    def __init__(self, data: object, recipients: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what a request holds
        language = _language()
        lists = {
            "recipient": recipients,
            "channel": [(c.value, c.label(language)) for c in _LOGGED],
            "outcome": [(o.value, o.label(language)) for o in BY_HAND],
        }
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # choice fields


@in_study(Permission.READ)
def body(request: HttpRequest, project: Project, unit_id: str) -> HttpResponse:
    """Show a body: its recipients, what has been tried, its answers and follow-up questions."""
    unit = ROWS["units"].objects.filter(project=project, unit_id=unit_id).first()
    if unit is None:
        raise Http404
    roles = request.roles  # type: ignore[attr-defined]  # set by in_study
    language = _language()
    recipients = list(
        ROWS["recipients"].objects.filter(project=project, unit_id=unit_id)
        .order_by("recipient_id")
    )  # fmt: skip
    role_of = {row.recipient_id: row.role or row.recipient_id for row in recipients}
    reaches = {one.recipient_id: one for one in Reach.objects.filter(
        project=project, recipient_id__in=role_of)}  # fmt: skip
    state = next(one for one in queries.bodies(project, queries.contacts_of(project))
                 if one.unit_id == unit_id)  # fmt: skip
    context = {
        "unit": unit,
        "state": state.state.label(language),
        "recipients": [
            (row, language_in(reaches.get(row.recipient_id)) == "en") for row in recipients
        ],
        "shows_private": allowed(roles, Permission.RECIPIENTS),
        "contacts": _contacts(project, role_of, language),
        "answers": answers_of(project, unit_id, language)
        if allowed(roles, Permission.ANSWERS) else [],
        "sheets": [
            (sheet, SheetState(sheet.state).label(language), role_of.get(sheet.recipient_id, ""))
            for sheet in Sheet.objects.filter(project=project, unit_id=unit_id)
        ],
        "follow_ups": ROWS["follow_ups"].objects.filter(project=project, unit_id=unit_id)
        .order_by("follow_up_id"),
        "form": ContactForm(None, list(role_of.items())),
        "items": load_study(project).items,
    }  # fmt: skip
    return render(request, "desk/body.html", context)


def _contacts(project: Project, role_of: dict[str, str], language: str) -> list[dict[str, str]]:
    rows = ROWS["contacts"].objects.filter(project=project, recipient_id__in=role_of)
    return [
        {
            "at": (row.at or "")[:16].replace("T", " "),
            "who": role_of[row.recipient_id],
            "channel": Channel(row.channel).label(language),
            "purpose": Purpose(row.purpose).label(language),
            "outcome": Disposition(row.outcome).label(language) if row.outcome else "",
            "aapor": Disposition(row.outcome).aapor if row.outcome else "",
            "note": row.note or "",
        }
        for row in sorted(rows, key=lambda one: (one.at or "", one.contact_id))
    ]


@require_POST
@in_study(Permission.FIELD)
def log_contact(request: HttpRequest, project: Project, unit_id: str) -> HttpResponse:
    """Write down a call, or another attempt to reach somebody."""
    rows = ROWS["recipients"].objects.filter(project=project, unit_id=unit_id)
    form = ContactForm(request.POST, list(rows.values_list("recipient_id", "role")))
    if not form.is_valid():
        messages.error(request, _("Choose whom, how and the outcome."))
        return redirect("body", project.slug, unit_id)
    data = form.cleaned_data
    log(
        project, data["recipient"], channel=Channel(data["channel"]),
        outcome=Disposition(data["outcome"]), note=data["note"], actor=acting(request),
    )  # fmt: skip
    messages.success(request, _("Written down."))
    return redirect("body", project.slug, unit_id)


@require_POST
@in_study(Permission.ENTER)
def unlock_sheet(request: HttpRequest, project: Project, unit_id: str, pk: int) -> HttpResponse:
    """Let a response that was sent be corrected; what was sent stands until then."""
    sheet = get_object_or_404(Sheet, project=project, unit_id=unit_id, pk=pk)
    try:
        unlock(sheet, actor=acting(request))
        messages.success(request, _("The response can be corrected by its link now."))
    except SheetStateError:
        messages.error(request, _("The response is open already."))
    return redirect("body", project.slug, unit_id)


@require_POST
@in_study(Permission.FIELD)
def language(request: HttpRequest, project: Project, unit_id: str) -> HttpResponse:
    """Write to a recipient in another language from now on."""
    who = get_object_or_404(ROWS["recipients"], project=project, unit_id=unit_id,
                            recipient_id=str(request.POST.get("recipient")))  # fmt: skip
    wanted = str(request.POST.get("language"))
    if wanted in dict(settings.LANGUAGES):
        with transaction.atomic():
            speak(project, who.recipient_id, wanted)
            record("language chosen", project=project, actor=acting(request), kind="recipient",
                   key=who.recipient_id, after=wanted)  # fmt: skip
        messages.success(request, _("Saved."))
    return redirect("body", project.slug, unit_id)


@require_POST
@in_study(Permission.FIELD)
def ask(request: HttpRequest, project: Project, unit_id: str) -> HttpResponse:
    """Put a follow-up question to a body about one answer; it is mailed with the others later."""
    get_object_or_404(ROWS["units"], project=project, unit_id=unit_id)
    question = str(request.POST.get("question_id", ""))
    text = clean(str(request.POST.get("text", "")))
    if question not in load_study(project).questionnaire.by_id or not text:
        messages.error(request, _("Choose an item and write the question."))
        return redirect("body", project.slug, unit_id)
    with transaction.atomic():
        rows = ROWS["follow_ups"].objects.filter(project=project)
        key = f"{unit_id}-{question}-{rows.filter(unit_id=unit_id).count() + 1}"
        rows.create(project=project, follow_up_id=key, unit_id=unit_id, question_id=question,
                    text=text)  # fmt: skip
        record("follow-up written", project=project, actor=acting(request), kind="follow_up",
               key=key, after=text_hash(text)[:16])  # fmt: skip
    messages.success(request, _("The question waits to be sent with the others."))
    return redirect("body", project.slug, unit_id)
