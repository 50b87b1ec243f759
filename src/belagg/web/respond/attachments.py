"""Documents that officials put with their answers; they enter the study when these are sent."""

from datetime import UTC
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.respond import holds
from belagg.web.respond.file_kinds import MAX_BYTES, NotTakenError, Opened, clean_name, opened
from belagg.web.respond.models import Attachment, Hold, Sheet
from belagg.web.respond.scan import excerpts, findings_in
from belagg.web.respond.states import HoldState, SheetState, may_change
from belagg.web.store import files
from belagg.web.store.models import ROWS, PackageFile

READ_AT_MOST = MAX_BYTES + 1
"""How many bytes of an upload are read: enough to see that it is too large."""
MOST = 30
"""How many documents one response may have."""


def attach(
    sheet: Sheet, data: bytes, name: str, *, by: str, question_id: str = "", title: str = "",
    page: str = "", passage: str = "", original: bool = False,
) -> Attachment:  # fmt: skip
    """Keep a file with a response, and hold it back where it may tell of a single person.

    What cannot be read (pictures, scans without text) is held back too, since nobody has looked.
    NotTakenError for a file that is not taken, or when the response has been sent.
    """
    read = _taken(sheet, data)
    with transaction.atomic():
        if not may_change(SheetState(Sheet.everything.select_for_update().get(pk=sheet.pk).state)):
            raise NotTakenError(_("The response has been sent."))
        return _kept(
            sheet, read, data, name, by=by, question_id=question_id, title=title, page=page,
            passage=passage, original=original,
        )  # fmt: skip


def add(
    sheet: Sheet, data: bytes, name: str, *, by: str, question_id: str = "", title: str = "",
    page: str = "", passage: str = "",
) -> Attachment:  # fmt: skip
    """Keep a file with a response that has been sent, as evidence of what is said after it.

    It enters the study at once, but where it is held back; with a response that was never sent
    here it is kept with the objection alone. NotTakenError for a file that is not taken.
    """
    read = _taken(sheet, data)
    with transaction.atomic():
        kept = _kept(sheet, read, data, name, by=by, question_id=question_id, title=title,
                     page=page, passage=passage)  # fmt: skip
        if sheet.sent is not None:
            enter(sheet)
    return kept


def _taken(sheet: Sheet, data: bytes) -> Opened:
    if sheet.attachments.filter(removed=None).count() >= MOST:
        raise NotTakenError(_("There are {} documents already.").format(MOST))
    return opened(data)


def _kept(
    sheet: Sheet, read: Opened, data: bytes, name: str, *, by: str, question_id: str, title: str,
    page: str, passage: str, original: bool = False,
) -> Attachment:  # fmt: skip
    kept, digest = clean_name(name, read.media), files.keep(data)
    attachment = Attachment.objects.create(
        sheet=sheet, question_id=question_id, title=title or kept.rsplit(".", 1)[0],
        name=kept, media=read.media, size=len(data), sha256=digest, pages=read.pages,
        page=page, passage=passage, by=by, original=original,
        hold=None if original else _hold_of(sheet, read, digest, question_id),
    )  # fmt: skip
    record("document attached", project=sheet.project, actor_kind="official",
           kind="attachment", key=str(attachment.pk), by=by, sha256=digest)  # fmt: skip
    return attachment


def _hold_of(sheet: Sheet, read: Opened, digest: str, question_id: str) -> Hold | None:
    found = findings_in(read.text)
    if read.text and not found:
        return None
    hold, _made = Hold.objects.get_or_create(
        project=sheet.project, place=f"file:{digest}", fingerprint=digest,
        defaults={"unit_id": sheet.unit_id, "question_id": question_id,
                  "kinds": sorted({one.kind.value for one in found}),
                  "text": "\n".join(excerpts(read.text)[:50])},
    )  # fmt: skip
    return hold


@transaction.atomic
def remove(attachment: Attachment, *, by: str) -> None:
    """Take a document away from a response; NotTakenError when the response has been sent."""
    state = Sheet.everything.select_for_update().get(pk=attachment.sheet_id).state
    if not may_change(SheetState(state)):
        raise NotTakenError(_("The response has been sent."))
    Attachment.objects.filter(pk=attachment.pk, removed=None).update(removed=timezone.now())
    record("document removed", project=attachment.sheet.project, actor_kind="official",
           kind="attachment", key=str(attachment.pk), by=by)  # fmt: skip


@transaction.atomic
def enter(sheet: Sheet) -> None:
    """Make the documents of a response that has been sent rows of the study, but those held back.

    One that was taken away since the last time leaves the study.
    """
    live = list(sheet.attachments.filter(removed=None, original=False).select_related("hold"))
    wanted = {_document_id(sheet, one): one for one in live if _digest_shown(one)}
    gone = {_document_id(sheet, one) for one in sheet.attachments.exclude(removed=None)}
    documents: Any = ROWS["documents"].objects.filter(project=sheet.project)
    for row in documents.filter(document_id__in=gone - set(wanted)):
        PackageFile.objects.filter(project=sheet.project, path=f"documents/{row.file}").delete()
        row.delete()
    for key, one in wanted.items():
        digest, file = _digest_shown(one), f"{sheet.unit_id}/{one.sha256[:10]}-{one.name}"
        PackageFile.objects.update_or_create(
            project=sheet.project, path=f"documents/{file}", defaults={"sha256": digest}
        )
        documents.update_or_create(
            project=sheet.project, document_id=key,
            defaults={
                "unit_id": sheet.unit_id, "title": one.title, "file": file, "sha256": digest,
                "pages": one.pages, "registry_number": sheet.registry_number or None,
                "retrieved_on": one.at.astimezone(UTC).date(), "note": _pointing(live, one),
            },
        )  # fmt: skip


def _document_id(sheet: Sheet, one: Attachment) -> str:
    return f"{sheet.unit_id}-{one.sha256[:10]}"


def _digest_shown(one: Attachment) -> str:
    """Give the checksum of what others may see of a document; empty while it is held back."""
    if one.hold is None or one.hold.state == HoldState.RELEASED:
        return one.sha256
    return one.hold.replacement if one.hold.state == HoldState.REDACTED else ""


def _pointing(live: list[Attachment], one: Attachment) -> str | None:
    """Say what the body points to in a document: item, page, passage, each on a line."""
    lines = []
    for same in live:
        if same.sha256 != one.sha256 or not (same.question_id or same.page or same.passage):
            continue
        place = f"s. {same.page}" if same.page else ""
        quote = f"”{same.passage}”" if same.passage else ""
        text = ", ".join(part for part in (same.question_id, place, quote) if part)
        lines.append(holds.passed(
            same.sheet.project, text, place=f"pointing:{same.pk}", unit_id=same.sheet.unit_id,
            question_id=same.question_id,
        ) or "")  # fmt: skip
    return "\n".join(lines) or None


@transaction.atomic
def release(hold: Hold, *, actor: User) -> None:
    """Let a file into the study as it is."""
    holds.release(hold, actor=actor)
    _enter_all(hold)


@transaction.atomic
def replace(hold: Hold, data: bytes, *, actor: User) -> None:
    """Let a redacted file into the study in place of the one held back; NotTakenError."""
    opened(data)
    holds.redact(hold, files.keep(data), actor=actor)
    _enter_all(hold)


def _enter_all(hold: Hold) -> None:
    for sheet in Sheet.objects.filter(attachments__hold=hold, sent__isnull=False).distinct():
        enter(sheet)


@transaction.atomic
def settle(hold: Hold, replacement: str | None, *, actor: User) -> None:
    """Release a text (None) or put another in its place, and mend what points with it."""
    if replacement is None:
        holds.release(hold, actor=actor)
    else:
        holds.redact(hold, replacement, actor=actor)
    if hold.place.startswith("pointing:"):
        enter(Attachment.objects.get(pk=int(hold.place.partition(":")[2])).sheet)
