"""Reading everything through, signing off, and what one has afterwards."""

import io
from contextlib import suppress

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy

from belagg.web.respond import receipts
from belagg.web.respond.answers import asked_items, form_of, held_answers, lacking
from belagg.web.respond.models import Sending
from belagg.web.respond.pages import Page, pages_of
from belagg.web.respond.scan import findings_in
from belagg.web.respond.sending import send
from belagg.web.respond.session import Official, official, signing
from belagg.web.respond.shown import Field, fields_of, in_words
from belagg.web.respond.states import SheetState, SheetStateError
from belagg.web.store import files
from belagg.web.store.bridge import load_study


class SignForm(forms.Form):
    """Who signs off, and the body's own number for the matter."""

    signed = forms.CharField(
        label=gettext_lazy("Who signs off: role or name"), max_length=200,
        help_text=gettext_lazy("Kept with the response and never published."),
    )  # fmt: skip
    registry_number = forms.CharField(
        label=gettext_lazy("Your registry number"), max_length=100, required=False
    )


@signing
def review(request: HttpRequest, who: Official) -> HttpResponse:
    """Show all answers, and send them when signed off."""
    if not who.may_change:
        return redirect("answer-receipt", who.sheet.pk)
    form = SignForm(
        request.POST or None,
        initial={"signed": who.role, "registry_number": who.sheet.registry_number},
    )
    held = held_answers(who.sheet)
    left = lacking(form_of(who.project), held)
    if request.method == "POST" and form.is_valid() and not left:
        # Where a colleague pressed the button first, the receipt is the same.
        with suppress(SheetStateError):
            send(who.sheet, by=who.recipient_id, language=get_language() or "sv",
                 **form.cleaned_data)  # fmt: skip
        return redirect("answer-receipt", who.sheet.pk)
    pages = _read_through(who)
    context = {
        "who": who, "form": form, "pages": pages, "lacking": left,
        "personal": [
            field for _page, rows in pages for field, _words in rows
            if findings_in(field.answer.text)
        ],
        "attached": who.sheet.attachments.filter(removed=None, original=False),
        "colleagues": who.sheet.colleagues.filter(withdrawn=None).count(),
    }  # fmt: skip
    return render(request, "respond/review.html", context)


@signing
def receipt(request: HttpRequest, who: Official) -> HttpResponse:
    """Show that the response has come in, with all its answers and their checksum."""
    if who.sheet.state != SheetState.SENT:
        return redirect("answer", who.sheet.pk)
    context = {
        "who": who, "pages": _read_through(who),
        "sendings": who.sheet.sendings.order_by("-number"),
        "attached": who.sheet.attachments.filter(removed=None, original=False),
    }  # fmt: skip
    return render(request, "respond/receipt.html", context)


@signing
def copy(request: HttpRequest, who: Official, number: int) -> HttpResponseBase:
    """Give a copy of what was sent as PDF, of any sending."""
    sending = get_object_or_404(Sending, sheet=who.sheet, number=number)
    data = files.read(sending.pdf) if sending.pdf else receipts.pdf_of(sending)
    return _pdf(data, receipts.pdf_name(sending))


@official
def blank(request: HttpRequest, who: Official) -> HttpResponseBase:
    """Give the whole questionnaire as PDF."""
    data = receipts.blank_pdf(who.project, get_language() or "sv")
    return _pdf(data, f"{who.project.slug}.pdf")


def _pdf(data: bytes, name: str) -> HttpResponseBase:
    response = FileResponse(io.BytesIO(data), as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _read_through(who: Official) -> list[tuple[Page, list[tuple[Field, str]]]]:
    language = get_language() or "sv"
    form, held = form_of(who.project), held_answers(who.sheet)
    put = asked_items(form, held)
    return [
        (
            page,
            [
                (field, in_words(field.item, field.answer, language))
                for field in fields_of(page, held, put, language)
                if field.put and field.item.type.value != "note"
            ],
        )
        for page in pages_of(form, load_study(who.project).settings, language)
    ]
