"""Pages of whoever runs reference groups: groups, safeguards, participants and their consent."""

from collections import Counter
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from belagg.judging.voices.safeguards import lacking
from belagg.study.sheets import clean
from belagg.study.vocabulary import Consent, GroupKind
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import ROWS, Project
from belagg.web.voices import groups, quoting
from belagg.web.voices.models import Gate, Speaker, Stood

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SCOPES = (Consent.INTERNAL, Consent.PARAPHRASE, Consent.ANONYMOUS, Consent.NAMED)
"""What somebody can agree to."""


def language() -> str:
    """Give the reader's language as vocabularies have it."""
    return get_language() or "sv"


def _area(label: "_StrPromise", hint: "_StrPromise | str" = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=hint, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class GroupForm(forms.Form):
    """A new group."""

    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Who it is made of"),
        choices=lambda: [(one.value, one.label(language()).capitalize()) for one in GroupKind],
    )  # fmt: skip


class GateForm(forms.Form):
    """What is recorded before a group may meet; documents and functions, never persons."""

    ethics_decision = _area(
        gettext_lazy("Ethics decision"),
        gettext_lazy("Authority, number and day. Leave it empty where this is not research."),
    )
    not_research = _area(gettext_lazy("Why this is not research"))
    legal_basis = _area(gettext_lazy("Legal basis for handling what is said"))
    impact_assessment = _area(
        gettext_lazy("Impact assessment"), gettext_lazy("Its number and day.")
    )
    support_person = _area(
        gettext_lazy("Support person"),
        gettext_lazy("The function and how it is reached, never a name."),
    )
    erasure_on = forms.DateField(
        label=gettext_lazy("Day on which notes and codes are erased"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    minors = forms.BooleanField(label=gettext_lazy("Somebody under 18 takes part"), required=False)
    minors_allowed = forms.BooleanField(
        label=gettext_lazy("The ethics decision allows participants under 18"), required=False
    )


class ConsentForm(forms.Form):
    """What somebody agrees to, and since when."""

    consent = forms.ChoiceField(
        label=gettext_lazy("Agrees to"), widget=forms.RadioSelect,
        choices=lambda: [(one.value, one.label(language()).capitalize()) for one in SCOPES],
    )  # fmt: skip
    consent_on = forms.DateField(label=gettext_lazy("Day of consent"),
                                 widget=forms.DateInput(attrs={"type": "date"}))  # fmt: skip


class ParticipantForm(ConsentForm):
    """A new participant, of whom no name is asked."""

    office = forms.BooleanField(
        label=gettext_lazy("Speaks in an office, and may be named by it"), required=False
    )
    adult = forms.BooleanField(label=gettext_lazy("Has turned 18"), required=False)


class OpenForm(forms.Form):
    """A meeting to be opened."""

    held_on = forms.DateField(label=gettext_lazy("Day of the meeting"),
                              widget=forms.DateInput(attrs={"type": "date"}))  # fmt: skip
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=300, required=False)


@in_study(Permission.VOICES)
def voices(request: HttpRequest, project: Project) -> HttpResponse:
    """List the groups, take a new one, and tell where withdrawn words stood."""
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        key = groups.add_group(project, clean(data["name"]), GroupKind(data["kind"]), "",
                               actor=acting(request))  # fmt: skip
        return redirect("voices-group", project.slug, key)
    meetings = Counter(ROWS["meetings"].objects.filter(project=project)
                       .values_list("group_id", flat=True))  # fmt: skip
    gates = {gate.group_id: gate for gate in Gate.objects.filter(project=project)}
    today = timezone.localdate()
    listed = [
        (row, GroupKind(row.kind).label(language()) if row.kind else "", meetings[row.group_id],
         len(lacking((gates.get(row.group_id) or Gate()).held, today)))
        for row in ROWS["groups"].objects.filter(project=project)
    ]  # fmt: skip
    context = {"groups": listed, "form": form, "address": request.build_absolute_uri("/withdraw/"),
               "stood": Stood.objects.filter(project=project)}  # fmt: skip
    return render(request, "voices/voices.html", context)


@in_study(Permission.VOICES)
def group(request: HttpRequest, project: Project, group_id: str) -> HttpResponse:
    """Show a group: what is lacking before it may meet, who takes part, its meetings."""
    return _group_page(request, project, group_id, {})


def _group_page(
    request: HttpRequest, project: Project, group_id: str, more: dict[str, object]
) -> HttpResponse:
    row = get_object_or_404(ROWS["groups"], project=project, group_id=group_id)
    gate = Gate.objects.filter(project=project, group_id=group_id).first()
    today = timezone.localdate()
    consents = [
        (speaker, consent.label(language()) if consent else "", day)
        for speaker, consent, day in groups.speakers_of(project, group_id)
    ]
    context: dict[str, object] = {
        "group": row, "kind": GroupKind(row.kind).label(language()) if row.kind else "",
        "lacking": [one.label(language()) for one in groups.lacking_for(project, group_id)],
        "speakers": consents, "gate": gate,
        "meetings": ROWS["meetings"].objects.filter(project=project, group_id=group_id)
        .order_by("held_on", "meeting_id"),
        "form": ParticipantForm(initial={"consent_on": today, "consent": Consent.INTERNAL}),
        "opening": OpenForm(initial={"held_on": today}, auto_id="id_open_%s"),
        "may_erase": bool(gate and not gate.erased and gate.erasure_on
                                                 and gate.erasure_on <= today),
    }  # fmt: skip
    return render(request, "voices/group.html", context | more)


@in_study(Permission.VOICES)
def safeguards(request: HttpRequest, project: Project, group_id: str) -> HttpResponse:
    """Record what must be there before the group may meet."""
    row = get_object_or_404(ROWS["groups"], project=project, group_id=group_id)
    gate, _made = Gate.objects.get_or_create(project=project, group_id=group_id)
    initial = {name: getattr(gate, name) for name in GateForm.base_fields}
    form = GateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: clean(value) if isinstance(value, str) else value
                  for name, value in form.cleaned_data.items()}  # fmt: skip
        groups.keep_gate(gate, values, actor=acting(request))
        messages.success(request, _("Saved."))
        return redirect("voices-group", project.slug, group_id)
    return render(request, "voices/safeguards.html", {"group": row, "form": form})


@require_POST
@never_cache
@in_study(Permission.VOICES)
def add_participant(request: HttpRequest, project: Project, group_id: str) -> HttpResponse:
    """Let somebody take part; the page shows her code, once."""
    get_object_or_404(ROWS["groups"], project=project, group_id=group_id)
    form = ParticipantForm(request.POST)
    gate = Gate.objects.filter(project=project, group_id=group_id).first()
    if form.is_valid():
        data = form.cleaned_data
        if not data["adult"] and not (gate and gate.minors and gate.minors_allowed):
            form.add_error("adult", _("The group is for adults: no ethics decision allows others."))
        else:
            try:
                speaker, code = groups.add_speaker(
                    project, group_id, Consent(data["consent"]), data["consent_on"],
                    office=data["office"], actor=acting(request),
                )  # fmt: skip
                return _code_page(request, speaker, code)
            except groups.GateClosedError:
                form.add_error(None, _("The safeguards must be recorded first."))
            except ValueError:
                form.add_error("consent", _("Only who speaks in an office can be named."))
    return _group_page(request, project, group_id, {"form": form})


@in_study(Permission.VOICES)
def participant(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Show what somebody has agreed to, and take what she agrees to now."""
    speaker = get_object_or_404(Speaker, project=project, pk=pk)
    held = quoting.consent_of(speaker)
    initial = {"consent": held.value if held else "", "consent_on": timezone.localdate()}
    form = ConsentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and speaker.withdrawn is None:
        consent, day = Consent(form.cleaned_data["consent"]), form.cleaned_data["consent_on"]
        try:
            groups.change_consent(speaker, consent, day, actor=acting(request))
            messages.success(request, _("Saved."))
            return redirect("voices-group", project.slug, speaker.group_id)
        except ValueError:
            form.add_error("consent", _("Only who speaks in an office can be named."))
    context = {"speaker": speaker, "form": form, "consent": held.label(language()) if held else ""}
    return render(request, "voices/participant.html", context)


@require_POST
@never_cache
@in_study(Permission.VOICES)
def new_code(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Make another code for somebody who has lost hers; the page shows it, once."""
    speaker = get_object_or_404(Speaker, project=project, pk=pk)
    return _code_page(request, speaker, groups.another_code(speaker, actor=acting(request)))


def _code_page(request: HttpRequest, speaker: Speaker, code: str) -> HttpResponse:
    context = {"speaker": speaker, "code": code,
               "address": request.build_absolute_uri("/withdraw/")}  # fmt: skip
    return render(request, "voices/code.html", context)


@require_POST
@in_study(Permission.VOICES)
def withdraw_for(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Take back all of somebody's words, since she has said so in another way."""
    speaker = get_object_or_404(Speaker, project=project, pk=pk)
    count = quoting.withdraw(speaker, actor=acting(request))
    messages.success(request, _("Taken back. Quotations that are gone from every later build: {}.")
                     .format(count))  # fmt: skip
    return redirect("voices-group", project.slug, speaker.group_id)


@require_POST
@in_study(Permission.VOICES)
def erase_group(request: HttpRequest, project: Project, group_id: str) -> HttpResponse:
    """Erase participants, codes and notes of a group, when its day has come."""
    gate = get_object_or_404(Gate, project=project, group_id=group_id)
    try:
        groups.erase(gate, actor=acting(request))
        messages.success(request, _("Erased."))
    except ValueError:
        messages.error(request, _("The day of erasure has not come."))
    return redirect("voices-group", project.slug, group_id)
