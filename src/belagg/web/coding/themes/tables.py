"""Which codes stand where: by body, by item, and with which others."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import polars as pl
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format

from belagg.analysis.agreement.result import Coefficient, Known
from belagg.analysis.agreement.spans import span_agreement
from belagg.analysis.themes import code_by_body, code_by_item, code_paths, cooccurrence, spread
from belagg.judging.text_coding import TextState
from belagg.study.questionnaire import worded
from belagg.study.study import Study
from belagg.web.coding.models import TextCoding
from belagg.web.coding.recoding.items import language
from belagg.web.frame.csv_list import csv_list
from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project

_PAGE = 100
_COLUMNS = {"body": ("unit_id", "unit"), "item": ("question_id", "item")}
"""What a table is by: its column in the spans, and its name in the address of the passages."""


@dataclass(frozen=True)
class Column:
    """A code with the address of the table of those below it; empty where none is."""

    code_id: str
    name: str
    narrower: str
    total: int


@dataclass(frozen=True)
class Line:
    """A body or item, with how many passages each code has there and where they are read."""

    name: str
    cells: tuple[tuple[int, str], ...]


@in_study(Permission.CODE)
def table(request: HttpRequest, project: Project, by: str) -> HttpResponse:
    """Show how many passages each theme has by body or item; `?under=` goes down to its codes."""
    if by not in _COLUMNS:
        raise Http404
    study = load_study(project)
    under = request.GET.get("under", "") or None
    codes = study.tables["codes"]
    paths = code_paths(study)
    if under is not None and under not in paths:
        raise Http404
    column, name = _COLUMNS[by]
    counts = spread(study, column, under)
    columns = _columns(study, under, counts)
    names = _names(study, by)
    keys = [key for key in names if key in counts]
    page = Paginator(keys, _PAGE).get_page(request.GET.get("page"))
    there = reverse("themes-spans", args=(project.slug,))

    def cell(key: str, code: str) -> tuple[int, str]:
        return counts[key].get(code, 0), f"{there}?{urlencode({'code': code, name: key})}"

    lines = [Line(names[key], tuple(cell(key, one.code_id) for one in columns)) for key in page]
    above = dict(codes.select("code_id", "parent_id").iter_rows()).get(under) if under else None
    context = {
        "by": by, "columns": columns, "lines": lines, "page": page, "under": under,
        "path": paths.get(under, "") if under else "", "above": above,
        "without": len(names) - len(keys), "tree": bool(paths),
    }  # fmt: skip
    return render(request, "coding/themes/table.html", context)


@in_study(Permission.CODE)
def table_csv(request: HttpRequest, project: Project, by: str) -> HttpResponse:
    """Give the table of every code by body or item as CSV, a row to a code."""
    if by not in _COLUMNS:
        raise Http404
    study = load_study(project)
    frame = code_by_body(study) if by == "body" else code_by_item(study)
    rows = ([str(cell) for cell in row] for row in frame.iter_rows())
    return csv_list(f"{project.slug}-code-by-{by}", frame.columns, rows)


@in_study(Permission.CODE)
def together(request: HttpRequest, project: Project) -> HttpResponse:
    """Show which codes stand on overlapping passages, the commonest pairs first."""
    study = load_study(project)
    paths = code_paths(study)
    pairs = sorted(cooccurrence(study).items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [(first, paths.get(first, first), second, paths.get(second, second), count)
            for (first, second), count in pairs]  # fmt: skip
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    return render(request, "coding/themes/together.html", {"page": page})


@in_study(Permission.CODE)
def together_csv(request: HttpRequest, project: Project) -> HttpResponse:
    """Give the pairs of codes that overlap as CSV."""
    study = load_study(project)
    paths = code_paths(study)
    rows = ((first, paths.get(first, ""), second, paths.get(second, ""), str(count))
            for (first, second), count in cooccurrence(study).items())  # fmt: skip
    return csv_list(f"{project.slug}-codes-together",
                    ("code_id", "code", "other_id", "other", "places"), rows)  # fmt: skip


@in_study(Permission.CODE)
def agreement(request: HttpRequest, project: Project) -> HttpResponse:
    """Show how far those who marked the same texts agree, on all codes and on each."""
    study = load_study(project)
    measured = span_agreement(study)
    paths = code_paths(study)
    open_ = TextCoding.objects.filter(project=project)
    whole = measured.together
    context = {
        "n": measured.n, "waiting": open_.exclude(state=TextState.OPEN.value).count(),
        "spans": _words(whole.spans), "relevance": _words(whole.relevance),
        "coding": _words(whole.coding),
        "codes": sorted((paths.get(key, key), _words(one.spans))
                        for key, one in measured.by_code.items()),
    }  # fmt: skip
    return render(request, "coding/themes/agreement.html", context)


def _words(value: Coefficient) -> str:
    if not isinstance(value, Known):
        return value.reason.label(language())
    return number_format(value.value, 2)


def _columns(
    study: Study, under: str | None, counts: Mapping[str, Mapping[str, int]]
) -> list[Column]:
    codes = study.tables["codes"]
    above = codes["parent_id"].drop_nulls().unique().to_list()
    right = pl.col("parent_id").is_null() if under is None else pl.col("parent_id") == under
    held = codes.filter(right).select("code_id", "name").rows()
    made = [
        Column(key, name, f"?under={key}" if key in above else "",
               sum(row.get(key, 0) for row in counts.values()))
        for key, name in sorted(held, key=lambda pair: pair[1].casefold())
    ]  # fmt: skip
    own = sum(row.get(under, 0) for row in counts.values()) if under else 0
    return [Column(under, code_paths(study)[under], "", own), *made] if under and own else made


def _names(study: Study, by: str) -> dict[str, str]:
    if by == "body":
        return dict(study.unit_names)
    return {i.question_id: f"{i.question_id} {worded(i.label, language())}" for i in study.items}
