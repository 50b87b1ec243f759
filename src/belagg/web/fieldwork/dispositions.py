"""Outcomes after AAPOR, written as contacts by rule: on sending, and when the study closes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from belagg.study.vocabulary import Channel, Disposition, Purpose
from belagg.web.fieldwork.models import Reach
from belagg.web.respond.answers import asked_items, form_of, held_answers
from belagg.web.respond.models import Sheet
from belagg.web.respond.sending import moment_of
from belagg.web.respond.signals import response_sent
from belagg.web.store.models import ROWS, Project, Stage
from belagg.web.store.signals import stage_changed

_FINAL = {
    Disposition.COMPLETE, Disposition.PARTIAL, Disposition.REFUSAL, Disposition.BREAK_OFF,
    Disposition.OTHER_ELIGIBLE, Disposition.NOT_ELIGIBLE,
}  # fmt: skip


def final_outcome(outcomes: Iterable[str], *, begun: bool) -> Disposition | None:
    """Give the outcome of a recipient who has not answered when the field closes.

    None where one that is final stands already. AAPOR, Standard Definitions (2023): break-off
    (2.12) for a response begun and never sent; unknown (3.0) where nothing was ever delivered;
    non-contact (2.2) where nobody was ever reached; else other, eligible (2.3).
    """
    had = {Disposition(outcome) for outcome in outcomes if outcome}
    if had & _FINAL:
        return None
    if begun:
        return Disposition.BREAK_OFF
    if not had or had == {Disposition.UNDELIVERABLE}:
        return Disposition.UNKNOWN
    if had <= {Disposition.NON_CONTACT, Disposition.UNDELIVERABLE}:
        return Disposition.NON_CONTACT
    return Disposition.OTHER_ELIGIBLE


@receiver(response_sent)
def note_response(
    sender: Any, *, project: Project, unit_id: str, recipient_id: str, at: datetime, **more: Any
) -> None:
    """Write down that a response came: complete, or partial where an item put was passed over."""
    sheet = (
        Sheet.objects.filter(project=project, unit_id=unit_id)
        .filter(recipient_id__in=["", recipient_id])
        .first()
    )
    if sheet is None:
        return
    form, answers = form_of(project), held_answers(sheet)
    put = asked_items(form, answers)
    whole = all(
        item.question_id in answers and not answers[item.question_id].is_empty
        for item in form.answerable if item.question_id in put
    )  # fmt: skip
    outcome = Disposition.COMPLETE if whole else Disposition.PARTIAL
    asked = ROWS["recipients"].objects.filter(project=project, unit_id=unit_id)
    who = [recipient_id] if sheet.recipient_id else asked.values("recipient_id")
    Reach.objects.filter(project=project, recipient_id__in=who).update(call_again=None)
    ROWS["contacts"].objects.update_or_create(
        project=project, contact_id=f"{recipient_id}-response",
        defaults={"at": moment_of(at), "recipient_id": recipient_id, "channel": Channel.WEB.value,
                  "purpose": Purpose.OTHER.value, "outcome": outcome.value},
    )  # fmt: skip


@receiver(stage_changed)
def note_closing(sender: Any, *, project: Project, stage: Stage, at: datetime, **more: Any) -> None:
    """When the field closes, write the outcome of everybody who has not answered."""
    if stage is not Stage.CLOSED:
        return
    rows = ROWS["contacts"].objects.filter(project=project)
    outcomes: dict[str, list[str]] = defaultdict(list)
    for who, outcome in rows.values_list("recipient_id", "outcome"):
        outcomes[who].append(outcome)
    begun: set[str] = set()
    answered: set[str] = set()
    for sheet in Sheet.objects.filter(project=project).prefetch_related("versions"):
        (answered if sheet.sent else begun).add(sheet.unit_id)
    survey = ROWS["responses"].objects.filter(project=project, origin="survey")
    answered |= set(survey.values_list("unit_id", flat=True))
    for recipient in ROWS["recipients"].objects.filter(project=project):
        if recipient.unit_id in answered:
            continue
        outcome = final_outcome(outcomes[recipient.recipient_id], begun=recipient.unit_id in begun)
        if outcome is not None:
            ROWS["contacts"].objects.get_or_create(
                project=project, contact_id=f"{recipient.recipient_id}-closing",
                defaults={"at": moment_of(at), "recipient_id": recipient.recipient_id,
                          "channel": Channel.WEB.value, "purpose": Purpose.CLOSING.value,
                          "outcome": outcome.value},
            )  # fmt: skip
