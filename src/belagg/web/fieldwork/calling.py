"""Whom to call: recipients who have not answered, those whose time has come first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from belagg.study.vocabulary import Channel, Disposition
from belagg.web.fieldwork.default_texts import text_of
from belagg.web.fieldwork.facts import facts_of, values_for
from belagg.web.fieldwork.models import Reach
from belagg.web.fieldwork.plan import answered, words_in
from belagg.web.fieldwork.words import filled
from belagg.web.store.models import ROWS, Project

_ENDED = {
    Disposition.REFUSAL.value, Disposition.OTHER_ELIGIBLE.value, Disposition.NOT_ELIGIBLE.value,
    Disposition.COMPLETE.value,
}  # fmt: skip
"""Outcomes of a call after which nobody calls again, unless a time was agreed."""


@dataclass(frozen=True)
class Call:
    """Somebody to call: how often she was called, what came of it last, when to call again."""

    recipient_id: str
    unit: str
    role: str
    name: str
    phone: str
    calls: int
    last: str
    outcome: str
    again: datetime | None


def to_call(project: Project, *, now: datetime | None = None) -> list[Call]:
    """Give whom to call, a fixed number of queries; with `now` only those whose time has come."""
    units = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    reaches = {one.recipient_id: one for one in Reach.objects.filter(project=project)}
    people, bodies = answered(project)
    called: dict[str, list[tuple[str, str]]] = {}
    rows = ROWS["contacts"].objects.filter(project=project, channel=Channel.PHONE.value)
    for who, at, outcome in rows.values_list("recipient_id", "at", "outcome"):
        called.setdefault(who, []).append((at or "", outcome or ""))
    found = []
    for row in ROWS["recipients"].objects.filter(project=project):
        reach, tries = reaches.get(row.recipient_id), sorted(called.get(row.recipient_id, []))
        last, outcome = tries[-1] if tries else ("", "")
        again = reach.call_again if reach else None
        if row.recipient_id in people or (project.shared and row.unit_id in bodies):
            continue
        if (reach and reach.opted_out) or (outcome in _ENDED and again is None):
            continue
        if now is not None and again is not None and again > now:
            continue
        found.append(Call(
            row.recipient_id, units.get(row.unit_id, row.unit_id), row.role or "", row.name or "",
            row.phone or "", len(tries), last[:10], outcome, again,
        ))  # fmt: skip
    return sorted(found, key=_urgency)


def _urgency(call: Call) -> tuple[bool, datetime, int, str, str]:
    """Order by the time agreed, then by how seldom somebody was called."""
    agreed = call.again or timezone.now()
    return (call.again is None, agreed if call.again else datetime.min.replace(
        tzinfo=agreed.tzinfo), call.calls, call.unit, call.recipient_id)  # fmt: skip


def script_for(project: Project, recipient: object, language: str) -> str:
    """Give what to say in a call, with the fields filled in: the plan's words, or the usual."""
    step = project.steps.filter(channel=Channel.PHONE.value).first()
    _subject, body = words_in(step, language) if step else text_of("call", language)
    return filled(body, values_for(facts_of(project), recipient, language))
