"""The fieldwork of the made-up regions, played again: tried out, sent, answered, called, closed.

The answers are the example's own, saved and sent as an official would.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import polars as pl

from belagg.study.study import Study
from belagg.study.vocabulary import Channel, Disposition
from belagg.web.demo.calendar import (
    CALLED,
    CLOSED,
    FIRST,
    PILOT,
    PLANNED,
    POSTED,
    REMINDED,
    RUNG,
    at,
    morning,
)
from belagg.web.demo.mail import comes_back, send_nowhere
from belagg.web.fieldwork import contacts, letters
from belagg.web.fieldwork.models import Reach
from belagg.web.fieldwork.plan import carry_out, propose
from belagg.web.people.models import User
from belagg.web.respond import answers, colleagues, leaving, links, pilot, receipts
from belagg.web.respond.answers import Given
from belagg.web.respond.colleagues import Person, person_of
from belagg.web.respond.models import Sheet
from belagg.web.respond.pages import pages_of
from belagg.web.respond.sending import send, unlock
from belagg.web.respond.session import Official, sheet_of
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project, Stage
from belagg.web.store.stages import go_to

HELPED = "P03"
"""The body whose chair asked a colleague for a section."""
CORRECTED = "P20"
"""The body that corrected an answer in words, with what tells of a single person."""
LATE = "P17-rs"
"""Who has begun on an answer and has not sent it; she asked to be called again."""
MOVED = "P17-hsn"
"""Who named somebody else as the right one to ask; her mail had come back."""


@dataclass(frozen=True)
class Team:
    """The accounts of the demonstration, by what they do in it."""

    lead: User
    coordinator: User
    coders: tuple[User, User]
    facilitator: User


def before_it(study: Study) -> Study:
    """Give the study as it was before its fieldwork; what was done by phone stays as it is."""
    calls = study.tables["contacts"].filter(pl.col("channel") == Channel.PHONE.value)
    study = study.with_table("contacts", calls)
    return study.with_table("responses", study.tables["responses"].clear())


def play(project: Project, study: Study, team: Team) -> None:
    """Play it from the pilot to the day the field closed; `study` has the answers that came."""
    _try_out(project, team)
    with at(morning(PLANNED)):
        go_to(project, Stage.FIELD, actor=team.lead)
        propose(project, FIRST, actor=team.coordinator)
        for key, day in (("reminder-1", REMINDED), ("call", RUNG)):
            project.steps.filter(key=key).update(day=day)
    for moment, unit in _moments(project, study):
        with at(moment):
            if unit:
                _answer(project, study, unit, team)
            else:
                _carry_out(project, moment.date())
    _by_hand(project, team)
    with at(morning(CLOSED)):
        go_to(project, Stage.CLOSED, actor=team.coordinator)


def open_for_the_late(project: Project, team: Team) -> None:
    """Open the field again for a body that has begun on its answers and has not sent them."""
    go_to(project, Stage.FIELD, actor=team.coordinator)
    person = _person(project, LATE)
    sheet = sheet_of(project, person)
    drafted = {"1A": Given("partly"), "1B": Given("no"),
               "2": Given(text="Påhittat: svaret bereds i förvaltningen.")}  # fmt: skip
    for question, given in drafted.items():
        answers.save(sheet, question, given, based_on=0, by=person.person_id)


def _person(project: Project, person_id: str) -> Person:
    person = person_of(project, person_id)
    if person is None:
        raise LookupError(person_id)
    return person


def _moments(project: Project, study: Study) -> list[tuple[dt.datetime, str]]:
    """Give when mails of the plan went, and when a body (by its id) sent its answers, in order."""
    steps = project.steps.filter(channel=Channel.EMAIL.value, day__lte=CLOSED)
    sent = study.tables["responses"].group_by("unit_id").agg(pl.col("at").max())
    came = [(dt.datetime.fromisoformat(when), unit) for unit, when in sent.iter_rows()]
    return sorted([*((morning(step.day), "") for step in steps), *came])


def _try_out(project: Project, team: Team) -> None:
    with at(morning(PILOT)):
        go_to(project, Stage.PILOT, actor=team.lead)
        person = _person(project, "P01-rs")
        who = Official(project, person.person_id, person.role, person.unit_id,
                       sheet_of(project, person))  # fmt: skip
        said = "Påhittat: räknas primärvården in? Skriv ut det i frågan."
        pilot.keep_comment(who, "1A", {"1A.comment": [said]})


def _carry_out(project: Project, day: dt.date) -> None:
    for step in project.steps.filter(day=day, channel=Channel.EMAIL.value):
        carry_out(step)
        send_nowhere()
        if step.key == "invitation":
            comes_back(project, MOVED, step.key)


def _answer(project: Project, study: Study, unit: str, team: Team) -> None:
    rows = study.tables["responses"].filter(unit_id=unit).to_dicts()
    person = _person(project, str(rows[0]["recipient_id"]))
    sheet = sheet_of(project, person)
    helper = _helper(sheet, person) if unit == HELPED else person
    for number, row in enumerate(rows):
        by = helper if number >= len(rows) // 2 else person
        answers.save(sheet, row["question_id"], _given(row), based_on=0, by=by.person_id)
    _send(sheet, person)
    if unit == CORRECTED:
        _correct(sheet, person, rows, team)


def _given(row: dict[str, Any]) -> Given:
    return Given(row["category"] or "", row["missing"] or "", row["value"] or "", row["text"] or "")


def _helper(sheet: Sheet, person: Person) -> Person:
    form = answers.form_of(sheet.project)
    sections = [page.key for page in pages_of(form, load_study(sheet.project).settings, "sv")]
    invited = colleagues.invite(
        sheet, f"{sheet.unit_id.lower()}-kollega@exempel.example", sections[-1:],
        by=person.person_id, note="Hej! Kan du svara på sista delen? (påhittat)\n\n{link}",
    )  # fmt: skip
    send_nowhere()
    return _person(sheet.project, invited.person_id)


def _send(sheet: Sheet, person: Person) -> None:
    send(sheet, by=person.person_id, signed=f"{person.role} (påhittad)",
         registry_number=f"PÅHITT 2021-{sheet.unit_id[1:]}")  # fmt: skip
    receipts.deliver(sheet.sendings.latest("number").pk)
    send_nowhere()


def _correct(sheet: Sheet, person: Person, rows: list[dict[str, Any]], team: Team) -> None:
    """Have the response unlocked, and send it again with a number in it that nobody has."""
    unlock(sheet, actor=team.coordinator)
    row = next(row for row in rows if row["text"])
    text = f"{row['text']} Exempel (påhittat): 19121212-1212."
    answers.save(sheet, row["question_id"], Given(text=text), based_on=1, by=person.person_id)
    sheet.refresh_from_db()
    _send(sheet, person)


def _by_hand(project: Project, team: Team) -> None:
    """Call, take that somebody else is the right one to ask, and post letters."""
    with at(morning(CALLED)):
        note = "Påhittat: sitter i sammanträde, ring igen."
        contacts.log(project, LATE, channel=Channel.PHONE, outcome=Disposition.NON_CONTACT,
                     note=note, actor=team.coordinator)  # fmt: skip
        again = {"call_again": morning(POSTED - dt.timedelta(days=5))}
        Reach.objects.update_or_create(project=project, recipient_id=LATE, defaults=again)
        link = links.opened_by(links.issue(project, MOVED).rstrip("/").rpartition("/")[2])
        better = {
            "role": "Ordförande i sjukhusnämnden (påhittad)",
            "name": "Idun Exempelgren (påhittad)",
            "email": "p17-sn@exempel.example",
        }
        if link is not None:
            leaving.name_better(link, better)
    with at(morning(POSTED)):
        step = project.steps.get(key="escalation")
        if letters.make(step, actor=team.coordinator) is not None:
            letters.note_posted(step, actor=team.coordinator)
