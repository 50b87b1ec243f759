"""A response is signed off: its answers become those of the study, and a receipt is made."""

import hashlib
import json
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from belagg.study.questionnaire import Item
from belagg.study.vocabulary import Channel, Missing, Origin
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.respond import attachments, signals
from belagg.web.respond.answers import Held, asked_items, form_of, held_answers
from belagg.web.respond.colleagues import recipient_for
from belagg.web.respond.holds import passed
from belagg.web.respond.models import Sending, Sheet
from belagg.web.respond.states import SheetState, after
from belagg.web.store.models import ROWS


@transaction.atomic
def send(
    sheet: Sheet, *, by: str, signed: str, registry_number: str, language: str = "sv"
) -> Sheet:
    """Sign off a response; its answers become rows of the study, in place of earlier ones.

    Items that were not put are missing as not asked. What may tell of a single person is held
    back. `signed` says who signs off. A response of the pilot enters nothing into the study.
    SheetStateError where it has been sent already.
    """
    held = Sheet.everything.select_for_update().get(pk=sheet.pk)
    before = held.state
    held.state = after(SheetState(held.state), SheetState.SENT).value
    answers = held_answers(held)
    held.sent, held.sent_by, held.registry_number = timezone.now(), signed, registry_number
    held.checksum = checksum_of(answers)
    held.save()
    sending = Sending.objects.create(
        sheet=held, number=held.sendings.count() + 1, at=held.sent, by=by, signed=signed,
        registry_number=registry_number, checksum=held.checksum, language=language,
        versions={question: answer.version for question, answer in answers.items()},
    )  # fmt: skip
    record("response sent", project=held.project, actor_kind="official", kind="response",
           key=_name(held), before=before, after=held.state, by=by,
           checksum=held.checksum, sending=sending.number)  # fmt: skip
    if held.pilot:
        return held
    _write_rows(held, answers)
    attachments.enter(held)
    signals.response_sent.send(
        Sheet, project=held.project, unit_id=held.unit_id, recipient_id=by, at=held.sent
    )
    # The worker's queue lies in the same database: the receipt is due exactly when this is kept.
    async_task("belagg.web.respond.receipts.deliver", sending.pk, group="receipts")
    return held


@transaction.atomic
def unlock(sheet: Sheet, *, actor: User) -> None:
    """Let a response that was sent be corrected; what was sent stands until it is sent again."""
    held = Sheet.everything.select_for_update().get(pk=sheet.pk)
    before = held.state
    held.state = after(SheetState(held.state), SheetState.UNLOCKED).value
    held.save(update_fields=["state"])
    record("response unlocked", project=held.project, actor=actor, kind="response",
           key=_name(held), before=before, after=held.state)  # fmt: skip


def checksum_of(answers: dict[str, Held]) -> str:
    """Give the SHA-256 of the answers as canonical JSON, for the receipt."""
    content = {
        question: [a.category, a.missing, a.value, a.text] for question, a in answers.items()
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _write_rows(sheet: Sheet, answers: dict[str, Held]) -> None:
    form = form_of(sheet.project)
    put = asked_items(form, answers)
    model = ROWS["responses"]
    mine = model.objects.filter(
        project=sheet.project, unit_id=sheet.unit_id, origin__in=[Origin.SURVEY, Origin.PHONE]
    )
    if sheet.recipient_id:
        mine = mine.filter(recipient_id=sheet.recipient_id)
    mine.delete()
    answered_for = recipient_for(sheet, {answer.by for answer in answers.values()})
    model.objects.bulk_create(
        _row(sheet, item, answers.get(item.question_id), put, answered_for)
        for item in form.answerable
        if item.question_id not in put or not answers.get(item.question_id, Held()).is_empty
    )


def _row(
    sheet: Sheet, item: Item, held: Held | None, put: frozenset[str], answered_for: dict[str, str]
) -> object:
    place = f"{_name(sheet)}-{item.question_id}"
    row = ROWS["responses"](
        project=sheet.project,
        response_id=place,
        unit_id=sheet.unit_id,
        recipient_id=sheet.recipient_id or None,
        question_id=item.question_id,
        origin=(Origin.PHONE if sheet.channel == Channel.PHONE else Origin.SURVEY).value,
    )
    if held is None or item.question_id not in put:
        row.missing = Missing.NOT_ASKED.value
        return row
    row.recipient_id = answered_for.get(held.by) or None
    row.at = moment_of(datetime.fromisoformat(held.at))
    row.category, row.missing = held.category or None, held.missing or None
    row.value = held.value or None
    row.text = passed(sheet.project, held.text or None, place=place, unit_id=sheet.unit_id,
                      question_id=item.question_id)  # fmt: skip
    return row


def _name(sheet: Sheet) -> str:
    return f"{sheet.unit_id}-{sheet.recipient_id}" if sheet.recipient_id else sheet.unit_id


def moment_of(at: datetime) -> str:
    """Give a time as the study's tables hold it: UTC after ISO 8601, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
