"""Pages for sharing the work: colleagues asked for sections, and taken off again."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.web.respond import colleagues
from belagg.web.respond.answers import form_of, held_versions
from belagg.web.respond.models import Colleague
from belagg.web.respond.pages import Page, pages_of
from belagg.web.respond.session import Official, signing
from belagg.web.respond.shown import in_words
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS

MOST = 20
"""How many colleagues may be asked at one time."""


class InviteForm(forms.Form):
    """Who is asked for what."""

    email = forms.EmailField(
        label=gettext_lazy("Your colleague’s e-mail address"),
        help_text=gettext_lazy("Used for this alone, and never published."),
    )
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Which parts"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: object, sections: dict[str, str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what a request holds
        field = self.fields["sections"]
        field.choices = list(sections.items())  # type: ignore[attr-defined]  # a choice field


@signing
def colleagues_page(request: HttpRequest, who: Official) -> HttpResponse:
    """Show who has been asked for what, and ask somebody more."""
    sections = _sections(who)
    form = InviteForm(request.POST or None, sections)
    now = who.sheet.colleagues.filter(withdrawn=None)
    if request.method == "POST" and who.may_change and form.is_valid():
        if now.count() >= MOST:
            form.add_error(None, _("{} colleagues are asked already.").format(MOST))
        else:
            wanted = form.cleaned_data["sections"]
            note = _mail([sections[key] for key in wanted])
            colleagues.invite(who.sheet, form.cleaned_data["email"], wanted, by=who.recipient_id,
                              note=note)  # fmt: skip
            messages.success(request, _("A mail with a link is on its way."))
            return redirect("answer-colleagues", who.sheet.pk)
    counts = _answered_by(who)
    context = {
        "who": who, "form": form,
        "colleagues": [
            (one, [sections.get(key, key) for key in one.sections], counts.get(one.person_id, 0))
            for one in now
        ],
    }  # fmt: skip
    return render(request, "respond/colleagues.html", context)


def _sections(who: Official) -> dict[str, str]:
    language = get_language() or "sv"
    pages = pages_of(form_of(who.project), load_study(who.project).settings, language)
    names: dict[str, list[Page]] = {}
    for page in pages:
        names.setdefault(page.key, []).append(page)
    return {key: _named(found) for key, found in names.items()}


def _named(pages: list[Page]) -> str:
    items = [i.question_id for p in pages for i in p.items if i.type.value != "note"]
    title = pages[0].title or _("Page {}").format(pages[0].number)
    return _("{} (questions {})").format(title, ", ".join(items)) if items else title


def _mail(sections: list[str]) -> str:
    listed = "\n".join(f"- {name.replace('{', '(').replace('}', ')')}" for name in sections)
    text = _(
        "Hello,\n\n{unit} has been asked to answer a questionnaire, {study}, from {steward}. "
        "A colleague of yours asks you to answer these parts:\n\nSECTIONS\n\n"
        "Open the questionnaire here. The link is yours alone:\n\n{link}\n\n"
        "Answers are saved as you go. Your colleague reads through and sends the whole. Please "
        "write nothing about single persons.\n\n{steward}"
    )
    return text.replace("SECTIONS", listed)


def _answered_by(who: Official) -> dict[str, int]:
    counts: dict[str, set[str]] = {}
    for by, question in who.sheet.versions.values_list("by", "question_id"):
        counts.setdefault(by, set()).add(question)
    return {by: len(found) for by, found in counts.items()}


@require_POST
@signing
def withdraw(request: HttpRequest, who: Official, pk: int) -> HttpResponse:
    """Take the sections back from a colleague."""
    one = get_object_or_404(Colleague, sheet=who.sheet, pk=pk)
    colleagues.withdraw(one)
    messages.success(request, _("The link no longer opens anything. The answers given stay."))
    return redirect("answer-colleagues", who.sheet.pk)


@signing
def history(request: HttpRequest, who: Official) -> HttpResponse:
    """Show who answered what, and when: every version of every answer."""
    language = get_language() or "sv"
    form = form_of(who.project)
    recipients = ROWS["recipients"].objects.filter(project=who.project, unit_id=who.unit_id)
    names = {row.recipient_id: row.role or row.recipient_id for row in recipients}
    names |= {one.person_id: one.email for one in who.sheet.colleagues.all()}
    rows = [
        (question, names.get(one.by, one.by), one,
         in_words(form.by_id[question], one, language) or _("emptied"))
        for question, one in held_versions(who.sheet) if question in form.by_id
    ]  # fmt: skip
    return render(request, "respond/history.html", {"who": who, "rows": rows})
