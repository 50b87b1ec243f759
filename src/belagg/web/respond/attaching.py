"""Pages for documents: put with the answers, pointed to by page and passage, taken away."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.questionnaire import worded
from belagg.study.sheets import clean
from belagg.web.respond import attachments
from belagg.web.respond.answers import form_of
from belagg.web.respond.file_kinds import SUFFIX, NotTakenError
from belagg.web.respond.models import Attachment
from belagg.web.respond.pages import page_with, pages_of
from belagg.web.respond.session import Official, official
from belagg.web.store import files
from belagg.web.store.bridge import load_study


class AttachForm(forms.Form):
    """A file, and what it is pointed to for."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("PDF, Word (docx), OpenDocument (odt), JPEG or PNG, 25 MB at most."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{end}" for end in SUFFIX.values())}),
    )
    title = forms.CharField(label=gettext_lazy("Title of the document"), max_length=300,
                            required=False)  # fmt: skip
    question_id = forms.ChoiceField(label=gettext_lazy("To which question"), required=False)
    page = forms.CharField(label=gettext_lazy("Page"), max_length=50, required=False,
                           widget=forms.TextInput(attrs={"class": "short"}))  # fmt: skip
    passage = forms.CharField(
        label=gettext_lazy("Which passage"), max_length=2_000, required=False,
        help_text=gettext_lazy("A heading or a few words are enough to find it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: object, items: list[tuple[str, str]], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on to Django's form
        choices = [("", _("none in particular")), *items]
        self.fields["question_id"].choices = choices  # type: ignore[attr-defined]  # a choice field


@official
def documents(request: HttpRequest, who: Official) -> HttpResponse:
    """List the documents of the response, and take another."""
    items = _items(who)
    form = AttachForm(
        request.POST or None, request.FILES or None, items=items,
        initial={"question_id": request.GET.get("q", "")},
    )  # fmt: skip
    if request.method == "POST" and who.may_change and form.is_valid():
        data, upload = form.cleaned_data, form.cleaned_data["file"]
        try:
            kept = attachments.attach(
                who.sheet, upload.read(attachments.READ_AT_MOST), upload.name, by=who.recipient_id,
                title=clean(data["title"]), question_id=data["question_id"],
                page=clean(data["page"]), passage=clean(data["passage"]),
            )  # fmt: skip
        except NotTakenError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("“{}” has been attached.").format(kept.title))
            return redirect("answer-documents", who.sheet.pk)
    context = {
        "who": who, "form": form,
        "attached": who.sheet.attachments.filter(removed=None, original=False),
    }  # fmt: skip
    return render(request, "respond/documents.html", context)


def _items(who: Official) -> list[tuple[str, str]]:
    language = get_language() or "sv"
    form = form_of(who.project)
    pages = pages_of(form, load_study(who.project).settings, language)
    hers = []
    for item in form.answerable:
        page = page_with(pages, item.question_id)
        if who.signs or (page is not None and who.may_answer(page.key)):
            label = worded(item.label, language)
            short = label if len(label) < 70 else label[:68].rsplit(" ", 1)[0] + " …"
            hers.append((item.question_id, f"{item.question_id} {short}"))
    return hers


@require_POST
@official
def remove(request: HttpRequest, who: Official, pk: int) -> HttpResponse:
    """Take a document away; a colleague only one of her own."""
    one = _hers(who, pk)
    if not who.signs and one.by != who.recipient_id:
        raise Http404
    try:
        attachments.remove(one, by=who.recipient_id)
        messages.success(request, _("“{}” has been taken away.").format(one.title))
    except NotTakenError as error:
        messages.error(request, str(error))
    return redirect("answer-documents", who.sheet.pk)


@official
def document(request: HttpRequest, who: Official, pk: int) -> HttpResponseBase:
    """Give a document back to those who put it there."""
    return as_download(_hers(who, pk).sha256, _hers(who, pk).name)


def _hers(who: Official, pk: int) -> Attachment:
    return get_object_or_404(Attachment, sheet=who.sheet, pk=pk, removed=None)


def as_download(digest: str, name: str) -> HttpResponseBase:
    """Give a kept file as a download that no browser opens in the page."""
    try:
        stream = files.path_of(digest).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stream, as_attachment=True, filename=name,
                            content_type="application/octet-stream")  # fmt: skip
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
