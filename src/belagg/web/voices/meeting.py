"""The page of a meeting: its agenda, what came of it, and the words that may be told."""

from collections.abc import Mapping, Sequence

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from belagg.judging.voices.recognisable import known_names, traces
from belagg.study.sheets import clean
from belagg.study.vocabulary import Consent, QuoteKind
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record, text_hash
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project
from belagg.web.voices import groups, quoting
from belagg.web.voices.models import AgendaPoint, Outcome, Said, Speaker
from belagg.web.voices.running import OpenForm, language
from belagg.web.voices.states import QuoteState, QuoteStateError


class NotesForm(forms.Form):
    """What came out, and the notes that stay here."""

    summary = forms.CharField(
        label=gettext_lazy("What came out, in your own words"), required=False, max_length=20_000,
        help_text=gettext_lazy("May be published. Nothing that anybody said word by word."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    record = forms.CharField(
        label=gettext_lazy("Notes of the meeting"), required=False, max_length=500_000,
        help_text=gettext_lazy("Private: never in an export or a report, erased on the day set. "
                               "No names."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )  # fmt: skip


class QuoteForm(forms.Form):
    """Words to put before the one who said them."""

    speaker = forms.ChoiceField(label=gettext_lazy("Who said it"))
    kind = forms.ChoiceField(
        label=gettext_lazy("How it is told"), widget=forms.RadioSelect,
        choices=lambda: [(k.value, k.label(language()).capitalize()) for k in QuoteKind],
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Wording"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Mark what is left out with […]."),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Where in the notes"), max_length=300,
                            required=False)  # fmt: skip
    attribution = forms.CharField(
        label=gettext_lazy("How the speaker is named in print"), max_length=200, required=False,
        help_text=gettext_lazy("The group is enough: neither age, region, service nor date."),
    )  # fmt: skip

    def __init__(self, data: object, speakers: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what a request holds
        self.fields["speaker"].choices = speakers  # type: ignore[attr-defined]  # a choice field


@require_POST
@in_study(Permission.VOICES)
def open_meeting(request: HttpRequest, project: Project, group_id: str) -> HttpResponse:
    """Open a meeting of a group whose safeguards are recorded."""
    get_object_or_404(ROWS["groups"], project=project, group_id=group_id)
    form = OpenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the day of the meeting."))
        return redirect("voices-group", project.slug, group_id)
    try:
        day, subject = form.cleaned_data["held_on"], clean(form.cleaned_data["subject"])
        key = groups.add_meeting(project, group_id, day, subject, actor=acting(request))
    except groups.GateClosedError as error:
        words = "; ".join(one.label(language()) for one in error.lacking)
        messages.error(request, _("The group may not meet yet. Lacking: {}.").format(words))
        return redirect("voices-group", project.slug, group_id)
    return redirect("voices-meeting", project.slug, key)


@in_study(Permission.VOICES)
def meeting(request: HttpRequest, project: Project, meeting_id: str) -> HttpResponse:
    """Show a meeting, and keep what came out of it."""
    row = get_object_or_404(ROWS["meetings"], project=project, meeting_id=meeting_id)
    if request.method == "POST":
        form = NotesForm(request.POST)
        if form.is_valid():
            _keep_notes(request, project, meeting_id, form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("voices-meeting", project.slug, meeting_id)
    return _page(request, project, meeting_id, {"meeting": row})


@transaction.atomic
def _keep_notes(
    request: HttpRequest, project: Project, meeting_id: str, data: Mapping[str, str]
) -> None:
    summary, notes = clean(data["summary"]), clean(data["record"])
    ROWS["meetings"].objects.filter(project=project, meeting_id=meeting_id).update(
        summary=summary or None, record=notes or None
    )
    record("meeting written down", project=project, actor=acting(request), kind="meeting",
           key=meeting_id, after=text_hash(f"{summary}\n{notes}")[:16])  # fmt: skip


def _page(
    request: HttpRequest, project: Project, meeting_id: str, more: dict[str, object]
) -> HttpResponse:
    row = get_object_or_404(ROWS["meetings"], project=project, meeting_id=meeting_id)
    known = known_names(load_study(project))
    people = groups.speakers_of(project, row.group_id)
    consents = {one.speaker: held for one, held, _day in people if held}
    said = list(Said.objects.filter(project=project, speaker__group_id=row.group_id)
                .select_related("speaker"))  # fmt: skip
    told = quoting.warnings(said, consents, known)
    here = [one for one in said if one.meeting_id == meeting_id and one.text]
    titles = dict(ROWS["recommendations"].objects.filter(project=project)
                  .values_list("recommendation_id", "title"))  # fmt: skip
    context: dict[str, object] = {
        "meeting": row,
        "notes": NotesForm(initial={"summary": row.summary, "record": row.record}),
        "traces": traces(row.summary or "", known),
        "agenda": [
            (point, titles.get(point.recommendation_id, point.recommendation_id))
            for point in AgendaPoint.objects.filter(project=project, meeting_id=meeting_id)
        ],
        "outcomes": [(one.value, one.label(language()).capitalize()) for one in Outcome],
        "quotes": [
            (one, QuoteKind(one.kind).label(language()), QuoteState(one.state).label(language()),
             _warning(told, one))
            for one in here
        ],
        "form": QuoteForm(None, _speakers(people)), "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "voices/meeting.html", context | more)


def _speakers(people: Sequence[tuple[Speaker, Consent | None, object]]) -> list[tuple[str, str]]:
    return [
        (str(one.pk), f"{one.speaker} ({consent.label(language())})")
        for one, consent, _day in people
        if consent and consent is not Consent.NONE and one.withdrawn is None
    ]


def _warning(told: Mapping[str, object], one: Said) -> str:
    found = told.get(one.speaker.speaker)
    if found is None:
        return ""
    return "; ".join(
        f"{trace.detail.label(language())}: {trace.words}"
        for _quote, details in found.told  # type: ignore[attr-defined]  # a Recognisable
        for trace in details
    )


@require_POST
@in_study(Permission.VOICES)
@transaction.atomic
def agenda(request: HttpRequest, project: Project, meeting_id: str) -> HttpResponse:
    """Write down what came of one point, and what some held against it."""
    point = get_object_or_404(
        AgendaPoint, project=project, meeting_id=meeting_id,
        recommendation_id=str(request.POST.get("recommendation_id", "")),
    )  # fmt: skip
    wanted = str(request.POST.get("outcome", ""))
    if wanted not in list(Outcome):
        messages.error(request, _("Choose what it came to."))
        return redirect("voices-meeting", project.slug, meeting_id)
    before, point.outcome = point.outcome, wanted
    point.note = clean(str(request.POST.get("note", "")))[:20_000]
    point.dissent = clean(str(request.POST.get("dissent", "")))[:20_000]
    point.save()
    record("agenda point settled", project=project, actor=acting(request), kind="meeting",
           key=f"{meeting_id} {point.recommendation_id}"[:300], before=before, after=wanted,
           said=text_hash(point.note + "\n" + point.dissent)[:16])  # fmt: skip
    messages.success(request, _("Saved."))
    return redirect("voices-meeting", project.slug, meeting_id)


@require_POST
@in_study(Permission.VOICES)
def add_quote(request: HttpRequest, project: Project, meeting_id: str) -> HttpResponse:
    """Note words to put before the one who said them."""
    row = get_object_or_404(ROWS["meetings"], project=project, meeting_id=meeting_id)
    form = QuoteForm(request.POST, _speakers(groups.speakers_of(project, row.group_id)))
    if form.is_valid():
        data = form.cleaned_data
        try:
            quoting.note(
                get_object_or_404(Speaker, project=project, pk=int(data["speaker"])), meeting_id,
                QuoteKind(data["kind"]), clean(data["text"]), place=clean(data["place"]),
                attribution=clean(data["attribution"]), known=known_names(load_study(project)),
                actor=acting(request),
            )  # fmt: skip
            messages.success(request, _("Noted. It is in no report before the speaker approves."))
            return redirect("voices-meeting", project.slug, meeting_id)
        except quoting.NotQuotableError as error:
            form.add_error(error.field or None, str(error))
    return _page(request, project, meeting_id, {"form": form})


@require_POST
@in_study(Permission.VOICES)
def settle_quote(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Note that the speaker has approved a quotation, or drop it."""
    said = get_object_or_404(Said, project=project, pk=pk)
    try:
        if "drop" in request.POST:
            quoting.drop(said, actor=acting(request))
            messages.success(request, _("Dropped, and its words erased."))
        else:
            quoting.approve(said, timezone.localdate(), actor=acting(request))
            messages.success(request, _("Approved. It can be used in the report as {}.")
                             .format(said.quote_id))  # fmt: skip
    except quoting.NotQuotableError as error:
        messages.error(request, str(error))
    except QuoteStateError:
        messages.error(request, _("This has been decided already."))
    return redirect("voices-meeting", project.slug, said.meeting_id)
