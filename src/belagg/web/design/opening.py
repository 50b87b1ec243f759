"""A study comes to be: from a package, from an XLSForm, from scratch, or as a copy of another."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.exchange.blank import blank_study
from belagg.exchange.xlsform import import_form
from belagg.study.files import memory_file
from belagg.study.problems import Left, StudyError
from belagg.study.study import Study
from belagg.web.people.access import acting, in_study, members_only
from belagg.web.people.audit import record
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Permission, Role
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import Project

MAX_BYTES = 200 * 2**20
"""The largest package or form that is taken."""

_SHORT_NAME = gettext_lazy(
    "A short name of a–z, 0–9 and hyphens. It stands in addresses and cannot be changed."
)


class NameForm(forms.Form):
    """What the study is called."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    slug = forms.SlugField(label=gettext_lazy("Short name"), help_text=_SHORT_NAME, max_length=100)

    def clean_slug(self) -> str:
        """Refuse a name that is taken."""
        slug = str(self.cleaned_data["slug"]).lower().replace("_", "-").strip("-")
        if Project.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is a study of that name already."))
        return slug


class PackageForm(forms.Form):
    """A zipped study package, or an XLSForm."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A zipped study package, or an XLSForm (.xlsx, .xls, .ods, .csv)."),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 200 MB."))
        return file


@members_only
def new_study(request: HttpRequest) -> HttpResponse:
    """Offer the ways to begin, and begin from scratch."""
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        today = dt.datetime.now(tz=dt.UTC).date()
        blank = blank_study(form.cleaned_data["slug"], today, "sv")
        titled = replace(blank.settings, title={"sv": form.cleaned_data["title"]})
        named = replace(blank.questionnaire, title=form.cleaned_data["title"])
        study = replace(blank, settings=titled, questionnaire=named)
        project = open_study(study, acting(request), how="scratch")
        return redirect("study", project.slug)
    return render(request, "design/new.html", {"form": form, "package": PackageForm()})


@members_only
def from_file(request: HttpRequest) -> HttpResponse:
    """Begin from a package or a form; what is wrong is listed and nothing is made."""
    form = PackageForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": NameForm(), "package": form}
    if request.method == "POST" and form.is_valid():
        try:
            study, left = _read(form.cleaned_data["file"])
            project = open_study(study, acting(request), how="file")
        except StudyError as error:
            context["problems"] = error.problems
        except IntegrityError:
            form.add_error("file", _("There is a study of that name already."))
        else:
            for one in left:
                messages.warning(request, _("Left out: {}").format(one))
            return redirect("study", project.slug)
    return render(request, "design/new.html", context)


@in_study(Permission.DESIGN)
def copy_study(request: HttpRequest, project: Project) -> HttpResponse:
    """Make a study of the same design: its items, bodies, words and rules, without answers."""
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        study = design_of(load_study(project), form.cleaned_data["slug"])
        language = study.settings.language
        title = {**study.settings.title, language: form.cleaned_data["title"]}
        study = replace(study, settings=replace(study.settings, title=title))
        made = open_study(study, acting(request), how="copy")
        return redirect("study", made.slug)
    return render(request, "design/copy.html", {"form": form})


_OF_THE_DESIGN = ("units", "glossary", "codebook", "codes", "sources")


def design_of(study: Study, study_id: str) -> Study:
    """Give what of a study its design is, under another id."""
    tables = {
        name: frame if name in _OF_THE_DESIGN else frame.clear()
        for name, frame in study.tables.items()
    }
    settings = replace(study.settings, study_id=study_id, allows=(), period=None)
    return replace(study, settings=settings, tables=tables, private={}, rows={}, texts={})


@transaction.atomic
def open_study(study: Study, lead: User, *, how: str) -> Project:
    """Put a study in the database and make somebody its lead."""
    project = save_study(study)
    Membership.objects.create(user=lead, project=project, role=Role.LEAD)
    record("study opened", project=project, actor=lead, kind="study", key=project.slug, how=how,
           revision=study.short_revision)  # fmt: skip
    return project


def _read(file: "UploadedFile[bytes]") -> tuple[Study, tuple[Left, ...]]:
    name = Path(file.name or "file").name
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as stream:
            for chunk in file.chunks():
                stream.write(chunk)
        if path.suffix.lower() == ".zip":
            study = Study.load(path)
            # The files of a zip are read when asked for, and the zip goes with this folder.
            held = {p: memory_file(p, f.read()) for p, f in study.files.items()}
            return replace(study, files=held), study.left
        today = dt.datetime.now(tz=dt.UTC).date()
        imported = import_form(path, blank_study(path.stem, today, "sv"))
        return imported.study, imported.left
