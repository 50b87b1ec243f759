"""Reading everything through, signing off, and what one has afterwards."""

from contextlib import suppress

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy

from belagg.web.respond.answers import asked_items, form_of, held_answers, lacking
from belagg.web.respond.pages import pages_of
from belagg.web.respond.sending import send
from belagg.web.respond.session import Official, official
from belagg.web.respond.shown import fields_of, in_words
from belagg.web.respond.states import SheetState, SheetStateError
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


@official
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
            send(who.sheet, by=who.recipient_id, **form.cleaned_data)
        return redirect("answer-receipt", who.sheet.pk)
    context = {"who": who, "form": form, "pages": _read_through(who), "lacking": left}
    return render(request, "respond/review.html", context)


@official
def receipt(request: HttpRequest, who: Official) -> HttpResponse:
    """Show that the response has come in, with all its answers and their checksum."""
    if who.sheet.state != SheetState.SENT:
        return redirect("answer", who.sheet.pk)
    context = {"who": who, "pages": _read_through(who)}
    return render(request, "respond/receipt.html", context)


def _read_through(who: Official) -> list[tuple[object, list[tuple[object, str]]]]:
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
