"""Requests for public documents: a text with a registry number, to be sent by mail."""

from importlib.resources import files

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from belagg.study.sheets import clean
from belagg.web.coding.models import DocumentRequest
from belagg.web.frame.marks import marked
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record, text_hash
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project


class RequestForm(forms.Form):
    """What is asked for, of whom."""

    unit_id = forms.ChoiceField(label=gettext_lazy("Body"))
    what = forms.CharField(
        label=gettext_lazy("The document"), max_length=300,
        help_text=gettext_lazy("As exactly as it is known, such as: the action plan against "
                               "violence that is in force."),
    )  # fmt: skip
    registry_number = forms.CharField(
        label=gettext_lazy("Our reference"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Leave empty for one that is made."),
    )

    def __init__(self, project: Project, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on to Django's form
        units = ROWS["units"].objects.filter(project=project).order_by("name")
        choices = list(units.values_list("unit_id", "name"))
        self.fields["unit_id"].choices = choices  # type: ignore[attr-defined]  # a choice field


def text_of(language: str) -> str:
    """Give the text of a request as it is shipped, with its fields in braces."""
    path = files("belagg.web.coding") / "texts" / language / "document-request.md"
    return path.read_text(encoding="utf-8")


@in_study(Permission.CODE)
def requests(request: HttpRequest, project: Project) -> HttpResponse:
    """List the requests that were made, and the bodies without a document; make another."""
    form = RequestForm(
        project, request.POST or None, initial={"unit_id": request.GET.get("unit", "")}
    )
    if request.method == "POST" and form.is_valid():
        made = _made(request, project, form.cleaned_data)
        return redirect("document-request", project.slug, made.pk)
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    documents = ROWS["documents"].objects.filter(project=project).exclude(unit_id=None)
    with_one = set(documents.values_list("unit_id", flat=True))
    listed = [(one, names.get(one.unit_id, one.unit_id)) for one in project.document_requests.all()]
    asked = {one.unit_id for one, _unit in listed}
    context = {
        "form": form,
        "requests": listed,
        "without": [
            (key, name) for key, name in sorted(names.items(), key=lambda pair: pair[1])
            if key not in with_one | asked
        ],
    }  # fmt: skip
    return render(request, "coding/documents/requests.html", context)


@transaction.atomic
def _made(request: HttpRequest, project: Project, data: dict[str, str]) -> DocumentRequest:
    study = load_study(project)
    language = study.settings.languages[0] if study.settings.languages[0] in ("sv", "en") else "sv"
    count = DocumentRequest.objects.select_for_update().filter(project=project).count() + 1
    number = clean(data["registry_number"]) or f"{project.slug}-{count:03}"
    fields = {
        "what": clean(data["what"]), "unit": study.unit_names.get(data["unit_id"], ""),
        "study": study.settings.title.get(language, study.settings.study_id), "number": number,
        "steward": study.settings.steward or "",
    }  # fmt: skip
    text = text_of(language)
    for name, value in fields.items():
        text = text.replace(f"{{{name}}}", value)
    made = DocumentRequest.objects.create(
        project=project, unit_id=data["unit_id"], what=fields["what"], registry_number=number,
        text=text, by=acting(request),
    )  # fmt: skip
    record("document asked for", project=project, actor=acting(request), kind="document_request",
           key=str(made.pk), after=text_hash(text)[:16])  # fmt: skip
    return made


@in_study(Permission.CODE)
def document_request(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Show a request as the mail it is; its text can be changed, and what became of it noted."""
    made = get_object_or_404(project.document_requests, pk=pk)
    if request.method == "POST":
        _change(request, project, made)
        return redirect("document-request", project.slug, pk)
    unit = ROWS["units"].objects.filter(project=project, unit_id=made.unit_id).first()
    subject, body = _parts(made)
    context = {"request_": made, "unit": unit.name if unit else made.unit_id, "subject": subject,
               "body": body}  # fmt: skip
    return render(request, "coding/documents/request.html", context)


def _parts(made: DocumentRequest) -> tuple[str, str]:
    subject, _blank, body = made.text.partition("\n\n")
    return subject.removeprefix("# "), body


@transaction.atomic
def _change(request: HttpRequest, project: Project, made: DocumentRequest) -> None:
    today = timezone.localdate()
    match request.POST.get("do"):
        case "sent":
            made.sent = made.sent or today
        case "came":
            made.came = made.came or today
        case _other:
            made.text = clean(str(request.POST.get("text", ""))) or made.text
    made.save()
    record("document request changed", project=project, actor=acting(request),
           kind="document_request", key=str(made.pk), after=text_hash(made.text)[:16],
           sent=bool(made.sent), came=bool(made.came))  # fmt: skip
    messages.success(request, _("Saved."))


@in_study(Permission.CODE)
def as_text(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Give a request as a plain text, to be put into any mail program."""
    subject, body = _parts(get_object_or_404(project.document_requests, pk=pk))
    body = marked(body, language=get_language() or "sv", made_up=project.made_up)
    name = "begaran" if get_language() != "en" else "request"
    response = HttpResponse(f"{subject}\n\n{body}", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{pk}.txt"'
    return response
