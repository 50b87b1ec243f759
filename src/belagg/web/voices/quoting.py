"""A quotation is noted, approved by its speaker, dropped or withdrawn."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from belagg.judging.voices.consent import Quote, withheld
from belagg.judging.voices.omissions import stands_in
from belagg.judging.voices.recognisable import Known, Recognisable, recognisable, traces
from belagg.judging.voices.withdrawal import fingerprint
from belagg.study.vocabulary import Consent, QuoteKind
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project
from belagg.web.voices.models import Said, Speaker
from belagg.web.voices.states import QuoteState, after
from belagg.web.voices.stood import note_places


class NotQuotableError(Exception):
    """A quotation cannot be noted or approved so; `field` is where, the message says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def note(
    speaker: Speaker, meeting_id: str, kind: QuoteKind, text: str, *, place: str,
    attribution: str, known: Known, actor: User,
) -> Said:  # fmt: skip
    """Note a quotation to put before its speaker; NotQuotableError.

    Verbatim words must stand in the meeting's notes, with `[…]` for what is left out. How a speaker
    is named may tell neither age, region, service nor date, unless she speaks in an office and has
    agreed to be named.
    """
    project, consent = speaker.project, consent_of(speaker)
    if speaker.withdrawn is not None:
        raise NotQuotableError("speaker", _("She has withdrawn her consent."))
    if consent in (Consent.NONE, None):
        raise NotQuotableError("speaker", _("She has not agreed to have her words used."))
    notes = _record_of(project, meeting_id)
    if kind is QuoteKind.VERBATIM and not stands_in(text, notes):
        raise NotQuotableError("text", _(
            "These words do not stand in the notes of the meeting. Mark what is left out with […], "
            "or choose “in other words”."))  # fmt: skip
    if consent is not Consent.NAMED and (found := traces(attribution, known)):
        told = ", ".join(trace.words for trace in found)
        raise NotQuotableError("attribution", _(
            "This tells who she is: {}. Name the group instead.").format(told))  # fmt: skip
    number = Said.objects.filter(project=project).count() + 1
    taken = set(ROWS["quotes"].objects.filter(project=project).values_list("quote_id", flat=True))
    key = next(k for n in range(number, number + 9999) if (k := f"citat-{n}") not in taken)
    made = Said.objects.create(
        project=project, quote_id=key, meeting_id=meeting_id, speaker=speaker, kind=kind.value,
        text=text, place=place, attribution=attribution,
    )  # fmt: skip
    record("quotation noted", project=project, actor=actor, kind="quote", key=key,
           after=made.state)  # fmt: skip
    return made


@transaction.atomic
def approve(said: Said, on: dt.date, *, actor: User) -> None:
    """Put a quotation in the study, since its speaker has approved it as it stands.

    NotQuotableError where her consent does not reach so far, or she has as many as the study lets
    one speaker have; QuoteStateError.
    """
    held = Said.objects.select_for_update().select_related("speaker", "project").get(pk=said.pk)
    project, speaker = held.project, held.speaker
    before, held.state = held.state, after(QuoteState(held.state), QuoteState.APPROVED).value
    consent = consent_of(speaker)
    row = {
        "quote_id": held.quote_id, "kind": held.kind, "text": held.text,
        "source": f"meeting:{held.meeting_id}", "speaker": speaker.speaker,
        "attribution": held.attribution or None, "consent": consent.value if consent else None,
        "approved": on, "withdrawn_at": None,
    }  # fmt: skip
    if withheld(Quote.of(row)) is not None:
        raise NotQuotableError("", _("What she has agreed to does not reach so far."))
    quotes = ROWS["quotes"].objects.filter(project=project)
    limit = load_study(project).settings.quotes_per_speaker
    if quotes.filter(speaker=speaker.speaker, withdrawn_at=None).count() >= limit:
        message = _("She has {} quotations already; more make her easier to recognise.")
        raise NotQuotableError("", message.format(limit))
    quotes.create(project=project, **row)
    held.save()
    record("quotation approved", project=project, actor=actor, kind="quote", key=held.quote_id,
           before=before, after=held.state)  # fmt: skip


@transaction.atomic
def drop(said: Said, *, actor: User) -> None:
    """Drop a quotation that its speaker has not approved, and its words; QuoteStateError."""
    held = Said.objects.select_for_update().get(pk=said.pk)
    before, held.state = held.state, after(QuoteState(held.state), QuoteState.DROPPED).value
    held.text, held.attribution, held.place = "", "", ""
    held.save()
    record("quotation dropped", project=said.project, actor=actor, kind="quote",
           key=held.quote_id, before=before, after=held.state)  # fmt: skip


def by_code(code: str) -> Speaker | None:
    """Give who holds a code, where somebody does."""
    return Speaker.objects.select_related("project").filter(code_hash=fingerprint(code)).first()


@transaction.atomic
def withdraw(speaker: Speaker, *, actor: User | None = None) -> int:
    """Take back all that somebody has said: it is in no build after this; give how many quotes.

    What was built and released with it is noted at once. On which pages is found out by the worker,
    which then erases the words and has builds taken away and releases made again without them.
    """
    held = Speaker.objects.select_for_update().select_related("project").get(pk=speaker.pk)
    project, today = held.project, timezone.localdate()
    quotes: Any = ROWS["quotes"].objects.filter(project=project, speaker=held.speaker)
    count: int = quotes.filter(withdrawn_at=None).update(
        withdrawn_at=today, consent=Consent.NONE.value
    )
    note_places(project, list(quotes.values_list("quote_id", flat=True)))
    people: Any = ROWS["participants"].objects.filter(project=project, speaker=held.speaker)
    people.update(consent=Consent.NONE.value, consent_on=today)
    for said in held.said.filter(state__in=[QuoteState.NOTED, QuoteState.APPROVED]):
        said.state = after(QuoteState(said.state), QuoteState.WITHDRAWN).value
        said.save()
    if held.withdrawn is None:
        held.withdrawn = timezone.now()
        held.save()
    record("consent withdrawn", project=project, actor=actor,
           actor_kind="" if actor else "participant", kind="participant", key=held.speaker,
           after=Consent.NONE.value, quotes=count)  # fmt: skip
    transaction.on_commit(lambda: async_task("belagg.web.voices.stood.finish", held.pk))
    return count


def consent_of(speaker: Speaker) -> Consent | None:
    """Give what somebody has agreed to."""
    rows = ROWS["participants"].objects.filter(project=speaker.project, speaker=speaker.speaker)
    held = rows.values_list("consent", flat=True).first()
    return Consent(held) if held else None


def warnings(said: Iterable[Said], consents: dict[str, Consent], known: Known) -> dict[
    str, Recognisable
]:  # fmt: skip
    """Give for each speaker what in her words, taken together, tells who she is."""
    quotes = [
        Quote(one.quote_id, QuoteKind(one.kind), one.text, f"meeting:{one.meeting_id}",
              one.speaker.speaker, one.attribution, consents.get(one.speaker.speaker))
        for one in said if one.state in (QuoteState.NOTED, QuoteState.APPROVED)
    ]  # fmt: skip
    return {str(one.speaker): one for one in recognisable(quotes, known)}


def _record_of(project: Project, meeting_id: str) -> str:
    rows = ROWS["meetings"].objects.filter(project=project, meeting_id=meeting_id)
    return rows.values_list("record", flat=True).first() or ""
