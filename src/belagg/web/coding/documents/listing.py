"""The list of documents with what was measured in each, and putting a document there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.problems import StudyError
from belagg.study.sheets import clean
from belagg.study.vocabulary import DocumentKind
from belagg.web.coding.documents import reading
from belagg.web.coding.documents.glance import glances
from belagg.web.coding.documents.keeping import Content, add
from belagg.web.coding.documents.states import ReadingState
from belagg.web.coding.models import Source
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.respond.file_kinds import MAX_BYTES, SUFFIX, NotTakenError, opened
from belagg.web.store.models import ROWS, Project

_PAGE = 50


class RowForm(forms.Form):
    """What is known of a document besides its file."""

    unit_id = forms.ChoiceField(
        label=gettext_lazy("Body"), required=False,
        help_text=gettext_lazy("Leave empty for a national authority's, which every body may "
                               "refer to."),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    publisher = forms.CharField(label=gettext_lazy("Publisher"), max_length=300, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    decided_by = forms.CharField(
        label=gettext_lazy("Decided by"), max_length=300, required=False,
        help_text=gettext_lazy("A board or an office, not a person."),
    )  # fmt: skip
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), required=False,
                                 widget=forms.DateInput(attrs={"type": "date"}))  # fmt: skip
    registry_number = forms.CharField(label=gettext_lazy("Their registry number"),
                                      max_length=100, required=False)  # fmt: skip

    def __init__(self, project: Project, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed on to Django's form
        language = get_language() or "sv"
        units = ROWS["units"].objects.filter(project=project).order_by("name")
        lists = {
            "unit_id": [("", _("a national authority")), *units.values_list("unit_id", "name")],
            "kind": [("", _("not stated")), *((k.value, k.label(language)) for k in DocumentKind)],
        }
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # choice fields

    def cells(self) -> dict[str, str]:
        """Give what was filled in as cells of a row of `documents`."""
        data = self.cleaned_data
        texts = ("unit_id", "title", "publisher", "kind", "decided_by", "registry_number")
        cells = {name: clean(data[name]) for name in texts}
        cells["decided_on"] = data["decided_on"].isoformat() if data["decided_on"] else ""
        return cells


class UploadForm(RowForm):
    """A document with its file."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("PDF, Word (docx), OpenDocument (odt), JPEG or PNG, 25 MB at most."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{end}" for end in SUFFIX.values())}),
    )
    field_order = ("file",)


@in_study(Permission.CODE)
def documents(request: HttpRequest, project: Project) -> HttpResponse:
    """List the documents at a glance; `?unit=`, `?show=` and `?q=` keep some of them."""
    language = get_language() or "sv"
    rows = ROWS["documents"].objects.filter(project=project).order_by("unit_id", "document_id")
    units = ROWS["units"].objects.filter(project=project)
    with_one = set(rows.exclude(unit_id=None).values_list("unit_id", flat=True))
    asked = {name: request.GET.get(name, "").strip() for name in ("unit", "show", "q")}
    page = Paginator(_kept(project, rows, asked), _PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page": page,
        "documents": glances(project, page, language),
        "total": rows.count(),
        "with_one": len(with_one),
        "without": units.exclude(unit_id__in=with_one).count(),
        "units": units.order_by("name").values_list("unit_id", "name"),
        "asked": asked,
        "kept": kept.urlencode(),
        "shows": [("", _("All")), ("hit", _("With a hit")), ("none", _("Without a hit")),
                  ("open", _("Not read yet")), ("unreadable", _("Cannot be read"))],
        "concepts": bool(project.concepts.strip()),
    }  # fmt: skip
    return render(request, "coding/documents/list.html", context)


def _kept(project: Project, rows: Any, asked: dict[str, str]) -> Any:
    found = rows
    if asked["unit"]:
        unit = None if asked["unit"] == "-" else asked["unit"]
        found = found.filter(unit_id=unit)
    if asked["q"]:
        found = found.filter(Q(title__icontains=asked["q"]) | Q(publisher__icontains=asked["q"]))
    read = project.readings.filter(state=ReadingState.READ.value)
    keys = {
        "hit": read.filter(pages_with_hits__gt=0) | read.filter(lines__gt=0),
        "none": read.filter(pages_with_hits=0, lines=0),
        "unreadable": project.readings.filter(state=ReadingState.UNREADABLE.value),
    }
    if asked["show"] in keys:
        named = keys[asked["show"]].values("document_id")
        found = found.filter(document_id__in=named)
    if asked["show"] == "open":
        done = project.readings.filter(ended__isnull=False).values("document_id")
        found = found.exclude(document_id__in=done)
    return found


@in_study(Permission.CODE)
def upload(request: HttpRequest, project: Project) -> HttpResponse:
    """Put a document there; it is read soon after."""
    first = {"unit_id": request.GET.get("unit", "")}
    form = UploadForm(project, request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read(MAX_BYTES + 1)
        try:
            content = Content(data, opened(data).media, file.name)
            key = add(project, form.cells(), content, source=Source.UPLOADED, actor=acting(request))
        except NotTakenError as error:
            form.add_error("file", str(error))
        except StudyError as error:
            for problem in error.problems:
                column = problem.where.column
                form.add_error(column if column in form.fields else None, problem.message)
        else:
            reading.ask(project, actor=acting(request))
            messages.success(request, _("The document is here, and will be read in a moment."))
            return redirect("document", project.slug, key)
    return render(request, "coding/documents/upload.html", {"form": form})


@require_POST
@in_study(Permission.CODE)
def read_again(request: HttpRequest, project: Project) -> HttpResponse:
    """Have read what is not read with the concepts as they are."""
    count = reading.ask(project, actor=acting(request))
    if count:
        messages.success(request, _("Documents that will be read: {}.").format(count))
    else:
        messages.success(request, _("Every document has been read with the concepts as they are."))
    return redirect("documents", project.slug)
