"""A table from a file: shown first, brought in when told to."""

from dataclasses import dataclass

import polars as pl
from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.study.csv_file import read_csv
from belagg.study.declare import Table
from belagg.study.geography import SHIPPED, official_register
from belagg.study.problems import Problem, StudyError
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.typing_cells import to_texts
from belagg.web.design.permissions_of_tables import EDITED_BY, TITLES
from belagg.web.people.access import acting, in_study, require
from belagg.web.people.permissions import Permission
from belagg.web.store import files, rows
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project

MAX_BYTES = 20 * 2**20
"""The largest file that is taken."""


class FileForm(forms.Form):
    """A CSV file."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("UTF-8 with commas, headings as in a study package."),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too large to be a table."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file


@dataclass(frozen=True)
class Preview:
    """What bringing in a file would do: keys of rows added, changed and removed."""

    frame: pl.DataFrame
    added: list[str]
    changed: list[str]
    removed: list[str]
    same: int


@in_study(Permission.READ)
def table_import(request: HttpRequest, project: Project, name: str) -> HttpResponse:
    """Show what a file would change in a table, and change it when told to."""
    if name not in EDITED_BY:
        raise Http404
    require(request, EDITED_BY[name])
    declared = TABLES[name]
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "kept" in request.POST:
        return _bring_in(request, project, declared)
    context: dict[str, object] = {"table": declared, "title": TITLES[name], "form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        context |= _previewed(load_study(project), declared, data, form.cleaned_data["file"].name)
    return render(request, "design/table_import.html", context)


@in_study(Permission.DESIGN)
def register(request: HttpRequest, project: Project, geography: str) -> HttpResponse:
    """Show what taking all regions or municipalities of Sweden would change."""
    if geography not in SHIPPED:
        raise Http404
    data = _register_csv(geography)
    context = _previewed(load_study(project), TABLES["units"], data, f"{geography}.csv")
    context |= {"table": TABLES["units"], "title": TITLES["units"], "form": FileForm()}
    return render(request, "design/table_import.html", context)


def preview(study: Study, table: Table, data: bytes, file: str) -> tuple[Preview, list[Problem]]:
    """Hold a file against a table; with problems the preview is of what could be read.

    StudyError where the file cannot be taken apart at all.
    """
    texts, problems = read_csv(data, file)
    if texts is None:
        raise StudyError(problems)
    frame, problems = rows.check_texts(study, table, texts, whole=True)
    key = list(table.key)
    before = _by_key(to_texts(_whole(study, table)), key)
    after = _by_key(to_texts(frame), key)
    return (
        Preview(
            frame,
            [k for k in after if k not in before],
            [k for k in after if k in before and after[k] != before[k]],
            [k for k in before if k not in after],
            sum(after[k] == before[k] for k in after if k in before),
        ),
        problems,
    )


def _whole(study: Study, table: Table) -> pl.DataFrame:
    """Give the rows of a table with their private part."""
    public, private = study.tables.get(table.name), study.private.get(table.name)
    if public is None or private is None:
        return public if public is not None else study.private[table.name]
    return public.join(private, on=list(table.key), how="left")


def _by_key(texts: pl.DataFrame, key: list[str]) -> dict[str, dict[str, str]]:
    return {
        " | ".join(str(row[name]) for name in key): {n: v for n, v in row.items() if v}
        for row in texts.iter_rows(named=True)
    }


def _previewed(study: Study, table: Table, data: bytes, file: str) -> dict[str, object]:
    try:
        shown, problems = preview(study, table, data, file)
    except StudyError as error:
        return {"problems": error.problems}
    if problems:
        return {"problems": problems}
    kept = dumps([table.name, files.keep(data), file], salt="table")
    return {"preview": shown, "kept": kept}


def _bring_in(request: HttpRequest, project: Project, table: Table) -> HttpResponse:
    try:
        name, digest, file = loads(request.POST["kept"], salt="table", max_age=3600)
        data = files.read(digest)
    except (BadSignature, FileNotFoundError):
        messages.error(request, _("The preview is too old. Choose the file again."))
        return redirect("table-import", project.slug, table.name)
    if name != table.name:
        raise Http404
    try:
        shown, problems = preview(load_study(project), table, data, file)
        if problems:
            raise StudyError(problems)
        rows.replace_all(project, table, shown.frame, actor=acting(request))
    except StudyError as error:
        return render(
            request,
            "design/table_import.html",
            {
                "table": table,
                "title": TITLES[table.name],
                "form": FileForm(),
                "problems": error.problems,
            },
        )
    messages.success(request, _("{} rows have been brought in.").format(len(shown.frame)))
    return redirect("table", project.slug, table.name)


def _register_csv(geography: str) -> bytes:
    kind = "region" if geography == "se-regions" else "kommun"
    frame = pl.DataFrame(
        [(row["code"], row["name"], kind) for row in official_register(geography)],
        schema=["unit_id", "name", "kind"],
        orient="row",
    )
    return frame.write_csv().encode()
