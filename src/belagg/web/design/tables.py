"""The tables of a study as pages: read, changed row by row, brought in from a file."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.csv_file import write_csv
from belagg.study.declare import Column, Table, Type
from belagg.study.problems import StudyError
from belagg.study.sheets import clean
from belagg.study.tables import TABLES
from belagg.study.typing_cells import to_texts
from belagg.web.design.permissions_of_tables import CLOSED, EDITED_BY, SECTIONS, TITLES
from belagg.web.people.access import acting, in_study, require
from belagg.web.people.permissions import Permission, allowed
from belagg.web.store import rows
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project

_PAGE = 100
_SHOWN = 5
"""How many columns of a table are shown in its list."""
_SHORT = {Type.IDENTIFIER, Type.INTEGER, Type.NUMBER, Type.DATE, Type.MOMENT, Type.BOOLEAN}


@in_study(Permission.READ)
def tables(request: HttpRequest, project: Project) -> HttpResponse:
    """List the tables, with how many rows each has."""
    language = _language()
    sections = [
        (
            title,
            [
                (TABLES[name], TITLES[name], _meaning(TABLES[name], language),
                 ROWS[name].objects.filter(project=project).count())
                for name in names
            ],
        )
        for title, permission, names in SECTIONS
        if permission not in CLOSED or allowed(request.roles, permission)  # type: ignore[attr-defined]  # set by in_study
    ]  # fmt: skip
    return render(request, "design/tables.html", {"sections": sections})


@in_study(Permission.READ)
def table(request: HttpRequest, project: Project, name: str) -> HttpResponse:
    """Show the rows of one table, a page at a time."""
    declared = _declared(request, name)
    query = ROWS[name].objects.filter(project=project)
    page = Paginator(query, _PAGE).get_page(request.GET.get("page"))
    shown = declared.columns[:_SHOWN]
    listed = [
        (_query(declared, row), [_cell(getattr(row, column.name)) for column in shown])
        for row in page
    ]
    return render(
        request,
        "design/table.html",
        {
            "table": declared,
            "title": TITLES[name],
            "meaning": _meaning(declared, _language()),
            "headings": [_meaning(column, _language()) for column in shown],
            "rows": listed,
            "page": page,
            "may_change": allowed(request.roles, EDITED_BY[name]),  # type: ignore[attr-defined]
        },
    )


@in_study(Permission.READ)
def table_csv(request: HttpRequest, project: Project, name: str) -> HttpResponse:
    """Give the public columns of a table as CSV, as in a package."""
    require(request, Permission.EXPORT)
    declared = _declared(request, name)
    frame = to_texts(load_study(project).tables[declared.name])
    response = HttpResponse(write_csv(frame), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@in_study(Permission.READ)
def table_row(request: HttpRequest, project: Project, name: str) -> HttpResponse:
    """Add a row, or change the one that the query names by its key."""
    declared = _declared(request, name)
    require(request, EDITED_BY[name])
    key = _key(declared, request)
    row = rows.find(project, declared, key) if key is not None else None
    if key is not None and row is None:
        raise Http404
    if row is not None and name == "codebook" and _writes_rules(request):
        return redirect("rule", project.slug, row.rule_id)
    initial = rows.texts_of(declared, row) if row is not None else {}
    version = rows.version_of(declared, row) if row is not None else ""
    form = row_form(declared, project)(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        cells = {c.name: clean(form.cleaned_data[c.name] or "") for c in declared.columns}
        given = str(request.POST.get("version", ""))
        try:
            rows.put(project, declared, cells, actor=acting(request), old_key=key, version=given)
        except StudyError as error:
            for problem in error.problems:
                column = problem.where.column
                field = column if column in form.fields else None
                form.add_error(field, problem.message if field else str(problem))
        except rows.ChangedMeanwhileError:
            form.add_error(
                None,
                _("Somebody else has changed this since you opened it. What they wrote stands "
                  "in the list; nothing of yours has been saved over it."),
            )  # fmt: skip
        else:
            messages.success(request, _("Saved."))
            return redirect("table", project.slug, name)
    context = {
        "table": declared,
        "title": TITLES[name],
        "meaning": _meaning(declared, _language()),
        "form": form,
        "version": version,
        "row": row,
        "query": request.GET.urlencode(),
    }
    return render(request, "design/table_row.html", context)


@require_POST
@in_study(Permission.READ)
def table_remove(request: HttpRequest, project: Project, name: str) -> HttpResponse:
    """Remove the row that the query names, unless others refer to it."""
    declared = _declared(request, name)
    require(request, EDITED_BY[name])
    key = _key(declared, request)
    if key is None:
        raise Http404
    try:
        rows.remove(project, declared, key, actor=acting(request))
    except StudyError as error:
        messages.error(request, _("It cannot be removed: {}").format(error.problems[0]))
    else:
        messages.success(request, _("Removed."))
    return redirect("table", project.slug, name)


def _writes_rules(request: HttpRequest) -> bool:
    """Say whether somebody writes rules in the rule book, where each change is a version."""
    return allowed(request.roles, Permission.ADJUDICATE)  # type: ignore[attr-defined]  # in_study


def row_form(declared: Table, project: Project) -> type[forms.Form]:
    """Make the form of a row of a table from its declaration."""
    language = _language()
    fields = {c.name: _field(c, project, language) for c in declared.columns}
    return type("RowForm", (forms.Form,), fields)


def _field(column: Column, project: Project, language: str) -> forms.Field:
    label, needed = _meaning(column, language), column.required
    if column.allowed is not None:
        words = [("", "–"), *((w.value, w.label(language)) for w in column.allowed)]
        return forms.ChoiceField(label=label, choices=words, required=needed)
    if column.holds is Type.BOOLEAN:
        words = [("", "–"), ("true", _("yes")), ("false", _("no"))]
        return forms.ChoiceField(label=label, choices=words, required=needed)
    hint = {
        Type.LIST: _("Several with | between them"),
        Type.DATE: _("As 2021-05-19"),
        Type.MOMENT: _("As 2021-05-19 or 2021-05-19T08:30:00Z"),
    }.get(column.holds, "")
    widget = forms.TextInput() if column.holds in _SHORT else forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=needed, help_text=hint, widget=widget, max_length=100_000
    )


def _declared(request: HttpRequest, name: str) -> Table:
    if name not in EDITED_BY:
        raise Http404
    if EDITED_BY[name] in CLOSED:
        require(request, EDITED_BY[name])
    return TABLES[name]


def _key(declared: Table, request: HttpRequest) -> rows.Key | None:
    if not all(name in request.GET for name in declared.key):
        return None
    key = []
    for name in declared.key:
        text = str(request.GET[name])
        if declared.column(name).holds is Type.INTEGER:
            if not text.isdecimal():
                raise Http404
            key.append(int(text))
        else:
            key.append(text)  # type: ignore[arg-type]  # a key has texts and numbers
    return tuple(key)


def _query(declared: Table, row: object) -> str:
    return urlencode({name: str(getattr(row, name)) for name in declared.key})


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 120 else f"{text[:117]}…"


def _meaning(declared: Table | Column, language: str) -> str:
    return declared.sv if language == "sv" else declared.en


def _language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"
