"""Groups, their safeguards, who takes part, when they meet, and when all of it is erased."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from belagg.judging.voices.safeguards import Lacking, lacking
from belagg.judging.voices.withdrawal import fingerprint, new_code
from belagg.study.vocabulary import Consent, GroupKind
from belagg.web.coding.themes.marks import forget_notes
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.store.models import ROWS, Project
from belagg.web.voices.models import AgendaPoint, Gate, Said, Speaker
from belagg.web.voices.states import QuoteState


class GateClosedError(Exception):
    """Something must be recorded first; `lacking` says what."""

    def __init__(self, lacking: list[Lacking]) -> None:
        super().__init__(", ".join(one.value for one in lacking))
        self.lacking = lacking


def lacking_for(project: Project, group_id: str) -> list[Lacking]:
    """Give what is not recorded, so that the group may not meet; none where it may."""
    gate = Gate.objects.filter(project=project, group_id=group_id).first() or Gate()
    return lacking(gate.held, timezone.localdate())


@transaction.atomic
def add_group(project: Project, name: str, kind: GroupKind, note: str, *, actor: User) -> str:
    """Make a group, and give its id."""
    rows = ROWS["groups"].objects.filter(project=project)
    base = slugify(name)[:40] or "grupp"
    taken = set(rows.values_list("group_id", flat=True))
    key = next(k for k in (base, *(f"{base}-{n}" for n in range(2, 999))) if k not in taken)
    rows.create(project=project, group_id=key, name=name, kind=kind.value, note=note or None)
    Gate.objects.create(project=project, group_id=key)
    record("group made", project=project, actor=actor, kind="group", key=key)
    return key


@transaction.atomic
def keep_gate(gate: Gate, values: Mapping[str, Any], *, actor: User) -> None:
    """Record what must be there before the group may meet."""
    before = len(lacking(gate.held, timezone.localdate()))
    for name, value in values.items():
        setattr(gate, name, value)
    gate.save()
    record("safeguards recorded", project=gate.project, actor=actor, kind="group",
           key=gate.group_id, before=str(before),
           after=str(len(lacking(gate.held, timezone.localdate()))),
           said=text_hash(repr(sorted(values.items(), key=str)))[:16])  # fmt: skip


@transaction.atomic
def add_meeting(
    project: Project, group_id: str, held_on: dt.date, subject: str, *, actor: User
) -> str:
    """Open a meeting, with every recommendation on its agenda; GateClosedError."""
    _through(project, group_id)
    rows = ROWS["meetings"].objects.filter(project=project)
    taken = set(rows.values_list("meeting_id", flat=True))
    key = next(k for n in range(1, 9999) if (k := f"{group_id}-{n}") not in taken)
    rows.create(project=project, meeting_id=key, group_id=group_id, held_on=held_on,
                subject=subject or None)  # fmt: skip
    wanted = ROWS["recommendations"].objects.filter(project=project)
    AgendaPoint.objects.bulk_create(
        AgendaPoint(project=project, meeting_id=key, recommendation_id=one)
        for one in wanted.values_list("recommendation_id", flat=True)
    )
    record("meeting opened", project=project, actor=actor, kind="meeting", key=key)
    return key


@transaction.atomic
def add_speaker(
    project: Project, group_id: str, consent: Consent, on: dt.date, *, office: bool, actor: User
) -> tuple[Speaker, str]:
    """Let somebody take part, by a pseudonym that is made here; give the code for her alone.

    GateClosedError; ValueError where she would be named and speaks in no office.
    """
    _through(project, group_id)
    _agreeable(consent, office=office)
    taken = set(Speaker.objects.filter(project=project).values_list("speaker", flat=True))
    taken |= set(ROWS["participants"].objects.filter(project=project)
                 .values_list("speaker", flat=True))  # fmt: skip
    name = next(n for i in range(1, 9999) if (n := f"{group_id}-deltagare-{i}") not in taken)
    code = new_code()
    speaker = Speaker.objects.create(project=project, speaker=name, group_id=group_id,
                                     office=office, code_hash=fingerprint(code))  # fmt: skip
    ROWS["participants"].objects.create(
        project=project, speaker=name, group_id=group_id, consent=consent.value, consent_on=on
    )
    record("participant added", project=project, actor=actor, kind="participant", key=name,
           after=consent.value)  # fmt: skip
    return speaker, code


@transaction.atomic
def change_consent(speaker: Speaker, consent: Consent, on: dt.date, *, actor: User) -> None:
    """Write down what she agrees to now, for all her words; ValueError as for `add_speaker`."""
    _agreeable(consent, office=speaker.office)
    project = speaker.project
    rows: Any = ROWS["participants"].objects.filter(project=project, speaker=speaker.speaker)
    before = rows.values_list("consent", flat=True).first() or ""
    rows.update(consent=consent.value, consent_on=on)
    quotes: Any = ROWS["quotes"].objects.filter(project=project, speaker=speaker.speaker)
    quotes.filter(withdrawn_at=None).update(consent=consent.value)
    record("consent changed", project=project, actor=actor, kind="participant",
           key=speaker.speaker, before=before, after=consent.value)  # fmt: skip


@transaction.atomic
def another_code(speaker: Speaker, *, actor: User) -> str:
    """Give somebody a new code; the one before opens nothing any more."""
    code = new_code()
    Speaker.objects.filter(pk=speaker.pk).update(code_hash=fingerprint(code))
    record("code replaced", project=speaker.project, actor=actor, kind="participant",
           key=speaker.speaker)  # fmt: skip
    return code


@transaction.atomic
def speakers_of(project: Project, group_id: str) -> list[tuple[Speaker, Consent | None, dt.date]]:
    """Give who takes part in a group with what each has agreed to, and when.

    Who came with a package gets a place here, without a code until one is made.
    """
    rows = list(ROWS["participants"].objects.filter(project=project, group_id=group_id))
    known = set(Speaker.objects.filter(project=project).values_list("speaker", flat=True))
    Speaker.objects.bulk_create(
        Speaker(project=project, speaker=row.speaker, group_id=group_id)
        for row in rows if row.speaker not in known
    )  # fmt: skip
    held = {one.speaker: one for one in Speaker.objects.filter(project=project).select_related(
        "project")}  # fmt: skip
    return [
        (held[row.speaker], Consent(row.consent) if row.consent else None, row.consent_on)
        for row in sorted(rows, key=lambda row: row.speaker)
    ]


@transaction.atomic
def erase(gate: Gate, *, actor: User | None) -> None:
    """Erase participants, codes, notes of meetings and words that were not approved of a group.

    What was approved and published stays in the study, without a pseudonym. ValueError before the
    day of erasure.
    """
    if gate.erasure_on is None or gate.erasure_on > timezone.localdate():
        raise ValueError("the day of erasure has not come")
    project, group = gate.project, gate.group_id
    speakers = Speaker.objects.filter(project=project, group_id=group)
    names = list(speakers.values_list("speaker", flat=True))
    ROWS["participants"].objects.filter(project=project, group_id=group).delete()
    meetings: Any = ROWS["meetings"].objects.filter(project=project, group_id=group)
    forget_notes(project, meetings.values_list("meeting_id", flat=True))
    meetings.update(record=None)
    said = Said.objects.filter(speaker__in=speakers)
    said.exclude(state=QuoteState.APPROVED).update(text="", attribution="", place="")
    quotes: Any = ROWS["quotes"].objects.filter(project=project, speaker__in=names)
    quotes.update(speaker=None)
    speakers.update(code_hash=None)
    Gate.objects.filter(pk=gate.pk).update(erased=timezone.now())
    record("group erased", project=project, actor=actor, kind="group", key=group,
           participants=len(names))  # fmt: skip


def _through(project: Project, group_id: str) -> None:
    if missing := lacking_for(project, group_id):
        raise GateClosedError(missing)


def _agreeable(consent: Consent, *, office: bool) -> None:
    if consent is Consent.NAMED and not office:
        raise ValueError("only who speaks in an office is named")
