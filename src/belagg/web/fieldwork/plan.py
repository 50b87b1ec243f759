"""The contact plan: what is sent on which day, and to whom just now."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy

from belagg.study.vocabulary import Channel, Purpose
from belagg.web.fieldwork.default_texts import STEPS, text_of
from belagg.web.fieldwork.facts import facts_of, values_for
from belagg.web.fieldwork.models import OutboxMail, PostedLetter, Reach, Step
from belagg.web.fieldwork.outbox import enqueue
from belagg.web.fieldwork.reach import is_known_bad, language_in
from belagg.web.fieldwork.states import StepState
from belagg.web.fieldwork.words import filled
from belagg.web.fieldwork.workdays import later, on_or_after
from belagg.web.frame.marks import marked
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.respond.models import Sheet
from belagg.web.respond.states import SheetState
from belagg.web.store.models import ROWS, Project

PLACEHOLDER_LINK = "https://…"
"""What a preview shows in place of a personal link, which is made when the mail is sent."""

_NAMES = {
    "invitation": gettext_lazy("the invitation"),
    "reminder-1": gettext_lazy("the first reminder"),
    "reminder-2": gettext_lazy("the second reminder"),
    "call": gettext_lazy("the calls"),
    "registry": gettext_lazy("the mail to the registry"),
    "escalation": gettext_lazy("the letters to the management"),
}


def name_of(step: Step) -> str:
    """Give what people call a step, to stand within a sentence."""
    return str(_NAMES.get(step.key, step.key))


@dataclass(frozen=True)
class Addressee:
    """A recipient whom a step reaches, or does not, and why not."""

    recipient_id: str
    unit_id: str
    unit: str
    role: str
    email: str
    language: str
    why_not: str


@transaction.atomic
def propose(project: Project, first: dt.date, *, actor: User) -> None:
    """Give a study without a plan the usual one, from the first workday on or after `first`."""
    if project.steps.exists():
        return
    start = on_or_after(first)
    for position, step in enumerate(STEPS):
        (subject_sv, body_sv), (subject_en, body_en) = (
            text_of(step.key, language) for language in ("sv", "en")
        )
        Step.objects.create(
            project=project, key=step.key, position=position, purpose=step.purpose.value,
            channel=step.channel.value, day=later(start, step.workdays),
            only_unanswered=step.only_unanswered, subject_sv=subject_sv, body_sv=body_sv,
            subject_en=subject_en, body_en=body_en,
        )  # fmt: skip
    record("plan proposed", project=project, actor=actor, kind="plan", first=start.isoformat())


def addressees(step: Step) -> list[Addressee]:
    """Give every recipient in order of body, with why the step does not reach her where so."""
    project = step.project
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    reaches = {reach.recipient_id: reach for reach in Reach.objects.filter(project=project)}
    done, done_units = answered(project)
    letters = PostedLetter.objects.filter(project=project, step=step.key).exclude(posted=None)
    mails = OutboxMail.objects.filter(project=project, step=step.key)
    had = {who for sent in (letters, mails) for who in sent.values_list("recipient_id", flat=True)}
    found = []
    for row in (
        ROWS["recipients"].objects.filter(project=project).order_by("unit_id", "recipient_id")
    ):
        reach = reaches.get(row.recipient_id)
        has_answered = row.recipient_id in done or (project.shared and row.unit_id in done_units)
        why = ""
        if row.recipient_id in had:
            why = "had"
        elif reach is not None and reach.opted_out:
            why = "opted_out"
        elif step.only_unanswered and has_answered:
            why = "answered"
        elif step.channel == Channel.EMAIL and not row.email:
            why = "no_address"
        elif step.channel == Channel.EMAIL and is_known_bad(reach, row.email):
            why = "bounced"
        found.append(
            Addressee(row.recipient_id, row.unit_id, names.get(row.unit_id, row.unit_id),
                      row.role or "", row.email or "", language_in(reach), why)
        )  # fmt: skip
    return found


def answered(project: Project) -> tuple[set[str], set[str]]:
    """Give the recipients and the bodies from whom a response has come."""
    sent = Sheet.objects.filter(project=project, state=SheetState.SENT)
    rows = ROWS["responses"].objects.filter(project=project, origin="survey")
    recipients = set(rows.exclude(recipient_id=None).values_list("recipient_id", flat=True))
    units = set(rows.values_list("unit_id", flat=True).distinct())
    for unit_id, recipient_id in sent.values_list("unit_id", "recipient_id"):
        units.add(unit_id)
        recipients.add(recipient_id)
    return recipients, units


def preview(step: Step, addressee: Addressee) -> tuple[str, str]:
    """Give subject and text as the recipient will have them, but for the link."""
    row = ROWS["recipients"].objects.get(project=step.project, recipient_id=addressee.recipient_id)
    facts = facts_of(step.project)
    values = values_for(facts, row, addressee.language)
    values["link"] = PLACEHOLDER_LINK
    subject, body = words_in(step, addressee.language)
    text = marked(filled(body, values), language=addressee.language, made_up=facts.made_up)
    return filled(subject, values), text


def words_in(step: Step, language: str) -> tuple[str, str]:
    """Give the subject and the text of a step in a language, else in Swedish."""
    if language == "en" and step.body_en:
        return step.subject_en, step.body_en
    return step.subject_sv, step.body_sv


@transaction.atomic
def carry_out(step: Step, *, actor: User | None = None) -> int:
    """Put the step's mails in the outbox, for everybody it reaches now; give how many.

    Where somebody else has carried it out, changed or stopped it since it was read, nothing is
    done.
    """
    taken = Step.objects.filter(pk=step.pk, state=step.state).update(state=StepState.CARRIED_OUT)
    if not taken:
        return 0
    step.state = StepState.CARRIED_OUT.value
    count = 0
    for addressee in addressees(step):
        if addressee.why_not:
            continue
        subject, body = words_in(step, addressee.language)
        enqueue(step.project, addressee.recipient_id, step=step.key,
                purpose=Purpose(step.purpose), subject=subject, body=body)  # fmt: skip
        count += 1
    record("step carried out", project=step.project, actor=actor, kind="step", key=step.key,
           mails=count)  # fmt: skip
    return count
