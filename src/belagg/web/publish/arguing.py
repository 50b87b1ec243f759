"""Pages of the argument: findings and recommendations, changed with their figures shown live."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.checks.run import Finding
from belagg.study.declare import Table
from belagg.study.problems import StudyError
from belagg.study.sheets import clean
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.web.design.tables import row_form
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.publish.argument import EDITED, Argument, next_key, with_row
from belagg.web.store import rows
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project

_STEM = {"findings": "f", "recommendations": "r"}


@in_study(Permission.WRITE)
def argument(request: HttpRequest, project: Project) -> HttpResponse:
    """Show every finding and recommendation, with what holds it up and what the checks say."""
    held = Argument.of(load_study(project), _language())
    findings = [
        (row["finding_id"], held.bound("findings", row["finding_id"]), held.grounds(row),
         _told(held.checks("findings", row["finding_id"])))
        for row in held.rows("findings")
    ]  # fmt: skip
    statements = {key: text for key, text, *_more in findings}
    recommendations = [
        (row, held.bound("recommendations", row["recommendation_id"]),
         _clauses(held, row["recommendation_id"], statements),
         _told(held.checks("recommendations", row["recommendation_id"])))
        for row in sorted(held.rows("recommendations"),
                          key=lambda row: (row["number"] or 10**6, row["recommendation_id"]))
    ]  # fmt: skip
    context = {"findings": findings, "recommendations": recommendations}
    return render(request, "publish/argument.html", context)


def _clauses(
    held: Argument, recommendation_id: str, statements: Mapping[str, str]
) -> list[tuple[str, str, list[tuple[str, str]], list[dict[str, str]]]]:
    return [
        (
            row["clause_id"], held.bound("clauses", row["clause_id"]),
            [(key, statements.get(key, "")) for key in held.supports.get(row["clause_id"], ())],
            _told(held.checks("clauses", row["clause_id"])),
        )
        for row in held.rows("clauses") if row["recommendation_id"] == recommendation_id
    ]  # fmt: skip


@in_study(Permission.WRITE)
def argued(request: HttpRequest, project: Project, table: str, key: str = "") -> HttpResponse:
    """Change one row, or add one; `show` only shows it as it would be, with the checks."""
    if table not in EDITED:
        raise Http404
    declared, study = TABLES[table], load_study(project)
    row = rows.find(project, declared, (key,)) if key else None
    if key and row is None:
        raise Http404
    initial = rows.texts_of(declared, row) if row is not None else _begun(request, study, table)
    form = _form(request, project, study, table, initial, key)
    keeps = request.method == "POST" and "show" not in request.POST and form.is_valid()
    if keeps and _kept(request, project, declared, form, key):
        messages.success(request, _("Saved."))
        return redirect("argument", project.slug)
    context = {
        "table": table, "key": key, "form": form, "live": _live(study, table, key, form),
        "version": request.POST.get("version")
        or (rows.version_of(declared, row) if row is not None else ""),
    }  # fmt: skip
    return render(request, "publish/argued.html", context)


def _begun(request: HttpRequest, study: Study, table: str) -> dict[str, str]:
    if table == "clauses":
        of = str(request.GET.get("of", ""))
        return {"clause_id": next_key(study, table, of or "led"), "recommendation_id": of}
    (column,) = TABLES[table].key
    return {column: next_key(study, table, _STEM[table])}


def _form(
    request: HttpRequest, project: Project, study: Study, table: str, initial: Mapping[str, str],
    key: str,
) -> forms.Form:  # fmt: skip
    kind = row_form(TABLES[table], project)
    data = request.POST if request.method == "POST" else None
    if table == "clauses":
        held = study.tables["supports"]
        mine = held.filter(held["clause_id"] == key)["finding_id"].to_list()
        whole = Argument.of(study, _language())
        choices = [
            (one, f"{one}: {whole.bound('findings', one)}")
            for one in study.tables["findings"]["finding_id"]
        ]
        form = kind(data, initial={**initial, "supported_by": mine})
        form.fields["supported_by"] = forms.MultipleChoiceField(
            label=_("Findings that support it"), choices=choices, required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        return form
    return kind(data, initial=dict(initial))


def _cells(declared: Table, form: forms.Form) -> dict[str, str]:
    """Give what stands in the form now as cells of the row."""
    given: Mapping[str, Any] = form.data if form.is_bound else form.initial
    return {column.name: clean(str(given.get(column.name) or "")) for column in declared.columns}


def _kept(
    request: HttpRequest, project: Project, declared: Table, form: forms.Form, key: str
) -> bool:
    cells = _cells(declared, form)
    version = str(request.POST.get("version", ""))
    try:
        with transaction.atomic():
            rows.put(project, declared, cells, actor=acting(request),
                     old_key=(key,) if key else None, version=version)  # fmt: skip
            if declared.name == "clauses":
                _support(request, project, cells["clause_id"], form.cleaned_data["supported_by"])
    except StudyError as error:
        for problem in error.problems:
            column = problem.where.column
            known = column if column in form.fields else None
            form.add_error(known, problem.message if known else str(problem))
    except rows.ChangedMeanwhileError:
        message = _(
            "Somebody else has changed this since you opened it. Open it again to see what they "
            "wrote; nothing of yours has been saved."
        )
        form.add_error(None, message)
    return not form.errors


def _support(request: HttpRequest, project: Project, clause: str, wanted: list[str]) -> None:
    """Let exactly the findings wanted support a clause."""
    table = TABLES["supports"]
    held = ROWS["supports"].objects.filter(project=project, clause_id=clause)
    now = set(held.values_list("finding_id", flat=True))
    for finding in sorted(now - set(wanted)):
        rows.remove(project, table, (clause, finding), actor=acting(request))
    for finding in sorted(set(wanted) - now):
        rows.put(project, table, {"clause_id": clause, "finding_id": finding},
                 actor=acting(request))  # fmt: skip


def _live(study: Study, table: str, key: str, form: forms.Form) -> dict[str, object]:
    """Give the row as it would stand: its text with figures, its grounds, what the checks say."""
    declared = TABLES[table]
    cells = _cells(declared, form)
    if not cells[EDITED[table]]:
        return {}
    frame, problems = rows.check_texts(
        study.with_table(table, study.tables[table].clear()), declared,
        rows.row_texts(declared, cells),
    )  # fmt: skip
    if problems:
        return {"problems": [problem.message for problem in problems]}
    held = Argument.of(with_row(study, table, frame, key or None), _language())
    (column,) = declared.key
    mine = cells[column]
    row = next(row for row in held.rows(table) if row[column] == mine)
    return {
        "text": held.bound(table, mine),
        "grounds": held.grounds(row) if table == "findings" else [],
        "checks": _told(held.checks(table, mine)),
    }


@require_POST
@in_study(Permission.WRITE)
def unargue(request: HttpRequest, project: Project, table: str, key: str) -> HttpResponse:
    """Remove a row that nothing else rests on; a clause goes with what supported it."""
    if table not in EDITED:
        raise Http404
    try:
        with transaction.atomic():
            if table == "clauses":
                _support(request, project, key, [])
            rows.remove(project, TABLES[table], (key,), actor=acting(request))
        messages.success(request, _("Removed."))
    except StudyError as error:
        messages.error(request, _("It cannot be removed: {}").format(error.problems[0]))
    return redirect("argument", project.slug)


def _told(findings: list[Finding]) -> list[dict[str, str]]:
    return [
        {"severity": one.severity.label(_language()), "kind": one.severity.value,
         "code": one.code, "message": one.message}
        for one in findings
    ]  # fmt: skip


def _language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"
