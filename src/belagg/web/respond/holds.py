"""What may tell of a single person is held back, until a coordinator releases or redacts it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.respond.models import Hold
from belagg.web.respond.scan import REDACTED, findings_in
from belagg.web.respond.states import HoldState, decided
from belagg.web.store.models import ROWS, Project

_HOLDING = (
    ("responses", "response_id", "text"),
    ("objections", "objection_id", "text"),
    ("actions", "action_id", "evidence"),
)
"""Where a text that is held back may stand: table, key and column."""


def passed(
    project: Project, text: str | None, *, place: str, unit_id: str, question_id: str
) -> str | None:
    """Give a text as it may enter the study: as it is, redacted, or `[…]` while it is held back.

    `place` is the response_id of the row it is for. Call it within the transaction that writes
    the row. What has been decided of the same text in the same place stands.
    """
    found = findings_in(text or "")
    if text is None or not found:
        return text
    hold, made = Hold.objects.get_or_create(
        project=project, place=place, fingerprint=text_hash(text),
        defaults={"unit_id": unit_id, "question_id": question_id, "text": text,
                  "kinds": sorted({one.kind.value for one in found})},
    )  # fmt: skip
    if made:
        record("answer held back", project=project, kind="hold", key=place,
               after=HoldState.HELD.value, kinds=hold.kinds)  # fmt: skip
    return shown_text(hold)


def shown_text(hold: Hold) -> str:
    """Give what others may see of a text that is or was held back."""
    if hold.state == HoldState.RELEASED:
        return hold.text
    return hold.replacement if hold.state == HoldState.REDACTED else REDACTED


@transaction.atomic
def release(hold: Hold, *, actor: User) -> None:
    """Let a text or a file into the study as it is; HoldStateError where that may not follow."""
    _decide(hold, HoldState.RELEASED, "", actor)


@transaction.atomic
def redact(hold: Hold, replacement: str, *, actor: User) -> None:
    """Let only the replacement into the study: a text, or the checksum of a redacted file.

    HoldStateError where it has been redacted before.
    """
    _decide(hold, HoldState.REDACTED, replacement, actor)


def _decide(hold: Hold, wanted: HoldState, replacement: str, actor: User) -> None:
    held = Hold.objects.select_for_update().select_related("project").get(pk=hold.pk)
    before, shown = held.state, shown_text(held)
    held.state = decided(HoldState(held.state), wanted).value
    held.replacement, held.decided_by, held.decided_at = replacement, actor, timezone.now()
    held.save()
    if not held.is_file:
        # A later answer may stand in the same place, and is not touched.
        for table, key, column in _HOLDING:
            rows: Any = ROWS[table].objects.filter(
                project=held.project, **{key: held.place, column: shown}
            )
            rows.update(**{column: shown_text(held)})
    record("hold decided", project=held.project, actor=actor, kind="hold", key=held.place,
           before=before, after=held.state)  # fmt: skip
