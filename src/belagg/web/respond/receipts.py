"""The copy that a body has of what it sent, as PDF and by mail; and the blank questionnaire."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from belagg.manuscript.tree import (
    Block,
    BlockQuote,
    Blocks,
    Cover,
    Document,
    Heading,
    Paragraph,
    QuestionBlock,
    Strong,
    Text,
)
from belagg.manuscript.typography import date_text
from belagg.report.assemble import fixed_words
from belagg.report.pdf import render_pdf
from belagg.study.questionnaire import Item, ItemType, worded
from belagg.study.vocabulary import Channel, Purpose
from belagg.web.fieldwork.outbox import enqueue
from belagg.web.frame.marks import mark
from belagg.web.respond.answers import Given, asked_items, form_of
from belagg.web.respond.models import Sending
from belagg.web.respond.pages import pages_of
from belagg.web.respond.shown import in_words
from belagg.web.store import files
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


def deliver(pk: int) -> None:
    """Make the PDF of a sending and mail it to who signed off; a repeat changes nothing."""
    sending = Sending.objects.select_related("sheet__project").get(pk=pk)
    sheet = sending.sheet
    digest = sending.pdf or files.keep(pdf_of(sending))
    with transaction.atomic(), translation.override(sending.language):
        Sending.objects.filter(pk=pk).update(pdf=digest)
        if sheet.channel != Channel.WEB:
            return
        enqueue(
            sheet.project, sending.by, step=f"receipt-{sheet.pk}-{sending.number}",
            purpose=Purpose.OTHER, subject=_("Your response has come in: {study}"),
            body=_(
                "Thank you. The response from {unit} has come in.\n\n"
                "Attached is a copy of all answers for your registry. Checksum: CHECKSUM\n\n"
                "If something is to be corrected, write to us, and we unlock the response. "
                "Here you see it:\n\n{link}\n\n{steward}"
            ).replace("CHECKSUM", sending.checksum),
            attachments=[(pdf_name(sending), digest)],
        )  # fmt: skip


def pdf_name(sending: Sending) -> str:
    """Give the name of the copy as a file."""
    return f"svar-{sending.sheet.unit_id}-{sending.number}.pdf"


def pdf_of(sending: Sending) -> bytes:
    """Set what was sent as PDF, the same bytes each time."""
    with translation.override(sending.language):
        return render_pdf(_receipt(sending), {})


def blank_pdf(project: Project, language: str) -> bytes:
    """Set the whole questionnaire as PDF, to read before one begins."""
    study, form = load_study(project), form_of(project)
    body: list[Block] = [Heading(1, "questions", (Text(_("The questions")),))]
    for page in pages_of(form, study.settings, language):
        body += _heading(page.title, page.number)
        body += [_question(item, language) for item in page.items]
    day = study.settings.date.isoformat()
    return render_pdf(_document(project, language, worded(study.settings.title, language),
                                _("The questionnaire"), day, body), {})  # fmt: skip


def _receipt(sending: Sending) -> Document:
    sheet, language = sending.sheet, sending.language
    study = load_study(sheet.project)
    given = answers_sent(sending)
    form = form_of(sheet.project)
    put = asked_items(form, given)
    body: list[Block] = [
        Heading(1, "response", (Text(_("The response")),)),
        *(Paragraph((Strong((Text(f"{name}: "),)), Text(value)))
          for name, value in _facts(sending) if value),
    ]  # fmt: skip
    for page in pages_of(form, study.settings, language):
        items = [i for i in page.items if i.question_id in put and i.type is not ItemType.NOTE]
        if items:
            body += _heading(page.title, page.number)
        for item in items:
            body += _answered(item, given.get(item.question_id, Given()), language)
    body += _documents(sending)
    day = timezone.localtime(sending.at).date().isoformat()
    unit = study.unit_names.get(sheet.unit_id, sheet.unit_id)
    title = _("Response from {}").format(unit)
    subtitle = worded(study.settings.title, language)
    return _document(sheet.project, language, title, subtitle, day, body)


def answers_sent(sending: Sending) -> dict[str, Given]:
    """Give the answers in the versions that were sent."""
    return {
        row.question_id: Given(row.category, row.missing, row.value, row.text)
        for row in sending.sheet.versions.filter(question_id__in=list(sending.versions))
        if row.version == sending.versions[row.question_id]
    }


def _facts(sending: Sending) -> list[tuple[str, str]]:
    return [
        (_("Sent"), timezone.localtime(sending.at).strftime("%Y-%m-%d %H:%M")),
        (_("Signed off by"), sending.signed),
        (_("Your registry number"), sending.registry_number),
        (_("Sending number"), str(sending.number)),
        (_("Checksum of the answers"), sending.checksum),
    ]


def _answered(item: Item, given: Given, language: str) -> Blocks:
    words = in_words(item, given, language) or _("not answered")
    lines = tuple(Paragraph((Text(line),)) for line in words.split("\n") if line.strip())
    label = f"{item.question_id}  {worded(item.label, language)}"
    return (Paragraph((Strong((Text(label),)),)), BlockQuote(lines))


def _documents(sending: Sending) -> list[Block]:
    attached = sending.sheet.attachments.filter(at__lte=sending.at, original=False).exclude(
        removed__lte=sending.at
    )
    if not attached:
        return []
    blocks: list[Block] = [Heading(2, "documents", (Text(_("Documents")),))]
    for one in attached:
        text = f"{one.title} ({one.name}), SHA-256 {one.sha256}"
        blocks.append(Paragraph((Text(text),)))
    return blocks


def _question(item: Item, language: str) -> Block:
    label, hint = worded(item.label, language), worded(item.hint, language)
    if item.type is ItemType.NOTE:
        return Paragraph((Text(label),))
    choices = tuple(worded(choice.label, language) for choice in item.choices)
    heading = _("Question {}").format(item.question_id)
    return QuestionBlock(item.question_id, heading, label, hint, choices)


def _heading(title: str, number: int) -> list[Block]:
    return [Heading(2, f"part-{number}", (Text(title),))] if title else []


def _document(
    project: Project, language: str, title: str, subtitle: str, day: str, body: list[Block]
) -> Document:
    settings = load_study(project).settings
    if settings.made_up:
        body = [*body[:1], Paragraph((Strong((Text(mark(language)),)),)), *body[1:]]
    cover = Cover(
        title=title, subtitle=subtitle, authors=(), date=day, date_text=date_text(day, language),
        publisher=settings.steward, description="", keywords=(), revision="", licence="",
    )  # fmt: skip
    return Document(language, cover, tuple(body), labels=fixed_words(language))
