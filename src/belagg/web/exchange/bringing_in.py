"""A file of another program comes in: read, shown with all it takes and leaves, then brought in."""

from collections.abc import Mapping as AbcMapping
from pathlib import Path

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from belagg.exchange.answers.guess import guess_map
from belagg.exchange.answers.mapping import AnswerMap, parse_map
from belagg.exchange.answers.source import Source, read_source
from belagg.exchange.formats import Format, format_named, importable
from belagg.language import _ as told
from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.web.design.permissions_of_tables import TITLES
from belagg.web.design.versions import compare, told_changes
from belagg.web.exchange.arrivals import Arrivals, GoneError
from belagg.web.exchange.mapping_form import MappingForm
from belagg.web.exchange.models import Mapping
from belagg.web.exchange.reading import Read, read
from belagg.web.people.access import acting
from belagg.web.store import questionnaires
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project
from belagg.web.store.taking_in import differences, take_in

MAX_BYTES = 200 * 2**20
"""The largest file that is taken."""

_SHOWN = 500
"""The most lines of one list on a page."""


_TITLES: AbcMapping[str, Promise] = {
    **TITLES,
    "responses": gettext_lazy("Answers"),
    "segments": gettext_lazy("Marked spans"),
}
"""What a table is called that a file may change."""


class ArrivalForm(forms.Form):
    """A file, and for answers the sheet to read and the mapping to begin with."""

    file = forms.FileField(label=gettext_lazy("File"))
    sheet = forms.CharField(
        label=gettext_lazy("Sheet"), required=False, max_length=100,
        help_text=gettext_lazy("In a workbook: the sheet with the answers. Blank: the first."),
    )  # fmt: skip
    mapping = forms.ModelChoiceField(
        Mapping.objects.none(), required=False, to_field_name="name",
        label=gettext_lazy("Read it as an earlier delivery"),
        empty_label=gettext_lazy("no: guess from headings and values"),
    )  # fmt: skip
    toml = forms.FileField(
        label=gettext_lazy("Or with a mapping from a file"), required=False,
        help_text=gettext_lazy("TOML, as “belagg import --save-mapping” writes it."),
    )  # fmt: skip

    def __init__(self, *args: object, project: Project, mapped: bool, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # what Django's forms take
        known = Mapping.objects.filter(project=project)
        self.fields["mapping"].queryset = known  # type: ignore[attr-defined]
        for name in () if mapped else ("sheet", "mapping", "toml"):
            del self.fields[name]
        if mapped and not known:
            del self.fields["mapping"]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 200 MB."))
        return file

    def first_mapping(self) -> str:
        """Give the TOML of the mapping to begin with, empty where one is to be guessed."""
        if file := self.cleaned_data.get("toml"):
            return str(file.read().decode("utf-8-sig", errors="replace"))
        known = self.cleaned_data.get("mapping")
        return known.text if known else ""


def bring_in(request: HttpRequest, project: Project, name: str) -> HttpResponse:
    """Take a file, show what it would bring and what it would leave, and bring it in when told."""
    wanted = format_named(name, importable())
    context: dict[str, object] = {"title": told(wanted.title), "about": told(wanted.about)}
    if request.method == "POST" and "token" in request.POST:
        return _next(request, project, wanted, context)
    form = ArrivalForm(
        request.POST or None, request.FILES or None, project=project, mapped=bool(wanted.mapped)
    )
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        token, path = Arrivals(project, acting(request)).receive(form.cleaned_data["file"])
        sheet = form.cleaned_data.get("sheet", "")
        context |= _shown(project, wanted, path, form.first_mapping(), sheet)
        context |= {"token": token, "sheet": sheet, "file": path.name}
    return render(request, "exchange/bring_in.html", context)


def _next(
    request: HttpRequest, project: Project, wanted: Format, context: dict[str, object]
) -> HttpResponse:
    token, sheet = request.POST["token"], request.POST.get("sheet", "")
    mapping = request.POST.get("mapping", "")
    arrivals = Arrivals(project, acting(request))
    fresh = ArrivalForm(project=project, mapped=bool(wanted.mapped))
    context |= {"form": fresh, "token": token, "sheet": sheet}
    try:
        path = arrivals.arrived(token)
    except GoneError:
        context |= {"token": "", "gone": True}
        return render(request, "exchange/bring_in.html", context)
    context["file"] = path.name
    if "away" in request.POST:
        arrivals.forget(token)
        context |= {"token": ""}
        return render(request, "exchange/bring_in.html", context)
    study = load_study(project)
    if "delivery" in request.POST:
        mapping = _filled(request, study, wanted, path, mapping, sheet) or mapping
    if "save" in request.POST:
        response = HttpResponse(mapping, content_type="application/toml")
        response["Content-Disposition"] = f'attachment; filename="{project.slug}-mapping.toml"'
        return response
    if "bring" in request.POST:
        try:
            context |= _brought_in(request, project, study, wanted, path, mapping, sheet)
        except StudyError as error:
            context["problems"] = error.problems
        else:
            arrivals.forget(token)
        return render(request, "exchange/bring_in.html", context)
    context |= _shown(project, wanted, path, mapping, sheet)
    return render(request, "exchange/bring_in.html", context)


def _shown(
    project: Project, wanted: Format, path: Path, mapping: str, sheet: str
) -> dict[str, object]:
    """Give what a page shows of a file: what it would bring, or what is wrong, and the mapping."""
    study = load_study(project)
    context: dict[str, object] = {}
    done: Read | None = None
    try:
        done = read(wanted, path, study, mapping, sheet)
        context |= _account(study, done)
    except StudyError as error:
        context["problems"] = error.problems
    context["mapping"] = done.mapping if done else mapping
    context["mapping_form"] = _mapping_form(None, study, wanted, path, mapping, sheet, done)
    return context


def _account(study: Study, done: Read) -> dict[str, object]:
    made = done.imported.study
    changes = compare(study.questionnaire, made.questionnaire, questionnaires.answered(study))
    tables = [
        (_TITLES.get(name, name), len(one.added), len(one.changed), len(one.removed))
        for name, one in differences(study, made).items()
    ]
    return {
        "read": True,
        "taken": done.imported.taken[:_SHOWN],
        "left": done.imported.left[:_SHOWN],
        "left_count": len(done.imported.left),
        "tables": tables,
        "items_changed": len(changes),
        "changes": told_changes(changes[:_SHOWN], get_language() or "sv"),
    }


def _mapping_form(
    data: object, study: Study, wanted: Format, path: Path, mapping: str, sheet: str,
    done: Read | None,
) -> MappingForm | None:  # fmt: skip
    """Give the form of the mapping step; None where the file has no answers to be mapped."""
    source: Source | None = None
    base = done.brought.answer_map if done and done.brought else None
    if wanted.name == "responses":
        try:
            source = read_source(path, sheet or None)
            base = base or _base(mapping, source, study)
        except StudyError:
            return None
    if base is None:
        return None
    return MappingForm(
        data,  # type: ignore[arg-type]  # a QueryDict or None, as Django has it
        base=base,
        study=study,
        language=_language(study),
        source=source,
        brought=done.brought if done else None,
    )


def _base(mapping: str, source: Source, study: Study) -> AnswerMap:
    """Give the mapping that could not be used yet, to be mended by hand."""
    return parse_map(mapping, study.questionnaire, "TOML") if mapping else guess_map(source, study)


def _filled(
    request: HttpRequest, study: Study, wanted: Format, path: Path, mapping: str, sheet: str
) -> str:
    """Give the mapping with what was filled in; the fields are those of the page that was sent."""
    try:
        done = read(wanted, path, study, mapping, sheet)
    except StudyError:
        done = None
    form = _mapping_form(request.POST, study, wanted, path, mapping, sheet, done)
    return form.mapping() if form is not None and form.is_valid() else ""


def _brought_in(
    request: HttpRequest, project: Project, study: Study, wanted: Format, path: Path,
    mapping: str, sheet: str,
) -> dict[str, object]:  # fmt: skip
    done = read(wanted, path, study, mapping, sheet)
    account = _account(study, done)
    with transaction.atomic():
        take_in(project, study, done.imported.study, actor=acting(request), source=wanted.name,
                file=path.name)  # fmt: skip
        if done.brought:
            Mapping.objects.update_or_create(
                project=project,
                name=done.brought.answer_map.name,
                defaults={"text": done.mapping, "used": timezone.now()},
            )
    return account | {"done": True, "token": ""}


def _language(study: Study) -> str:
    wanted = get_language() or "sv"
    return wanted if wanted in study.settings.languages else study.settings.language
