"""How the fieldwork stands: the state of each body, and answers by day; no database in here."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belagg.study.vocabulary import Disposition, Vocabulary


class BodyState(Vocabulary):
    """Where a body is, from the best of what its recipients have done."""

    ANSWERED = "answered", "har svarat", "has answered"
    UNLOCKED = "unlocked", "rättar sitt svar", "is correcting its answer"
    BEGUN = "begun", "har börjat", "has begun"
    REFUSED = "refused", "har avböjt", "has refused"
    UNREACHED = "unreached", "har inte nåtts", "has not been reached"
    ASKED = "asked", "är tillfrågad", "has been asked"
    NOT_ASKED = "not_asked", "är inte tillfrågad", "has not been asked"


@dataclass(frozen=True)
class Body:
    """A body with what is known of it: its state, when it answered, what was tried last."""

    unit_id: str
    name: str
    state: BodyState
    answered_on: dt.date | None
    contacts: int
    last_contact: str


@dataclass(frozen=True)
class Contact:
    """An attempt to reach a recipient of a body; `at` is a day or a time in ISO 8601."""

    unit_id: str
    at: str
    purpose: str
    channel: str
    outcome: str


_REFUSALS = {Disposition.REFUSAL.value, Disposition.BREAK_OFF.value}
_UNREACHED = {Disposition.NON_CONTACT.value, Disposition.UNDELIVERABLE.value}


def bodies_of(
    names: Mapping[str, str],
    contacts: Iterable[Contact],
    answered: Mapping[str, dt.date | None],
    drafts: Mapping[str, str],
) -> list[Body]:
    """Give every body with its state, in order of id.

    `answered` has the units with answers of a survey and their day where it is known; `drafts` the
    units whose response is `draft` or `unlocked` with something in it.
    """
    by_unit: dict[str, list[Contact]] = {}
    for contact in contacts:
        by_unit.setdefault(contact.unit_id, []).append(contact)
    made = []
    for unit_id, name in sorted(names.items()):
        tried = sorted(by_unit.get(unit_id, []), key=lambda one: one.at)
        made.append(
            Body(
                unit_id, name, _state(unit_id, tried, answered, drafts), answered.get(unit_id),
                len(tried), tried[-1].at[:10] if tried else "",
            )
        )  # fmt: skip
    return made


def _state(
    unit_id: str,
    tried: list[Contact],
    answered: Mapping[str, dt.date | None],
    drafts: Mapping[str, str],
) -> BodyState:
    if drafts.get(unit_id) == "unlocked":
        return BodyState.UNLOCKED
    if unit_id in answered:
        return BodyState.ANSWERED
    if unit_id in drafts:
        return BodyState.BEGUN
    outcomes = {one.outcome for one in tried}
    if outcomes & _REFUSALS:
        return BodyState.REFUSED
    if tried and outcomes <= _UNREACHED:
        return BodyState.UNREACHED
    return BodyState.ASKED if tried else BodyState.NOT_ASKED


def by_day(bodies: Iterable[Body]) -> list[tuple[dt.date, int]]:
    """Give for each day on which a body answered how many had answered by then."""
    days = Counter(body.answered_on for body in bodies if body.answered_on is not None)
    total, series = 0, []
    for day in sorted(days):
        total += days[day]
        series.append((day, total))
    return series


@dataclass(frozen=True)
class Push:
    """A day of mails or calls to many, and how many bodies answered until the next."""

    day: str
    purpose: str
    channel: str
    contacts: int
    answered_before: int
    answered_after: int


def pushes(contacts: Iterable[Contact], bodies: Iterable[Body]) -> list[Push]:
    """Give the days of invitations and reminders, each with what came of it until the next."""
    sizes = Counter(
        (one.at[:10], one.purpose, one.channel)
        for one in contacts
        if one.at and one.purpose in ("invitation", "reminder")
    )
    answered = [body.answered_on.isoformat() for body in bodies if body.answered_on is not None]
    ordered = sorted(sizes)
    made = []
    for place, (day, purpose, channel) in enumerate(ordered):
        following = next((d for d, _p, _c in ordered[place + 1 :] if d > day), "9999")
        before = sum(one < day for one in answered)
        made.append(Push(day, purpose, channel, sizes[day, purpose, channel], before,
                         sum(day <= one < following for one in answered)))  # fmt: skip
    return made
