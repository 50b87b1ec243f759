"""Marked passages by code, body, attribute and item, with the words, on a page and as CSV."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import polars as pl
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belagg.analysis.themes import CodedSpan, code_paths, overlapping, retrieve, with_those_below
from belagg.study.questionnaire import worded
from belagg.study.study import Study
from belagg.web.coding.models import HeldMark
from belagg.web.coding.recoding.items import language
from belagg.web.coding.themes import texts
from belagg.web.frame.csv_list import csv_list
from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission, allowed
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project

_PAGE = 50
_NARROW = 40
"""Values of an attribute beyond which it is no group of bodies but tells each apart."""


@dataclass(frozen=True)
class Asked:
    """What is looked for; `attribute` is `name=value`, `overlaps` another code."""

    code: str = ""
    unit: str = ""
    item: str = ""
    attribute: str = ""
    overlaps: str = ""


@dataclass(frozen=True)
class Found:
    """A passage with where it stands, in words; `words` None where its text is not at hand."""

    span: CodedSpan
    path: str
    body: str
    about: str
    words: str | None
    address: str


def asked_of(request: HttpRequest) -> Asked:
    """Read what an address asks for."""
    get = request.GET
    return Asked(get.get("code", ""), get.get("unit", ""), get.get("item", ""),
                 get.get("attribute", ""), get.get("overlaps", ""))  # fmt: skip


@in_study(Permission.CODE, Permission.ANSWERS)
def spans(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the passages that are asked for, a page at a time."""
    study = load_study(project)
    asked = asked_of(request)
    held = _spans(study, asked)
    page = Paginator(held, _PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in vars(asked).items() if value}
    context = {
        "asked": asked, "page": page, "spans": told(project, study, page), "total": len(held),
        "codes": _codes(study), "units": list(study.unit_names.items()),
        "items": [(i.question_id, f"{i.question_id} {worded(i.label, language())}")
                  for i in study.items],
        "attributes": attributes(study), "kept": urlencode(kept),
        "notes": _of_notes(request, project, study, asked),
    }  # fmt: skip
    return render(request, "coding/themes/spans.html", context)


@in_study(Permission.CODE, Permission.ANSWERS)
def spans_csv(request: HttpRequest, project: Project) -> HttpResponse:
    """Give the passages that are asked for as CSV."""
    study = load_study(project)
    columns = ("segment_id", "code_id", "code", "unit_id", "body", "question_id", "source", "start",
               "end", "words", "memo")  # fmt: skip
    rows = (
        (one.span.segment_id, one.span.code_id, one.path, one.span.unit_id or "", one.body,
         one.span.question_id or "", one.span.source, str(one.span.start), str(one.span.end),
         one.words or "", one.span.memo or "")
        for one in told(project, study, _spans(study, asked_of(request)))
    )  # fmt: skip
    return csv_list(f"{project.slug}-passages", columns, rows)


def found(project: Project, asked: Asked) -> list[Found]:
    """Give every passage that is asked for, with its words."""
    study = load_study(project)
    return told(project, study, _spans(study, asked))


def attributes(study: Study) -> list[tuple[str, str]]:
    """Give the attributes of bodies with each value they have, as choices."""
    units = study.tables["units"]
    names = [n for n in units.columns if n == "kind" or n.startswith("attr_")]
    made: list[tuple[str, str]] = []
    for name in names:
        values = units[name].drop_nulls().unique().sort().to_list()
        if len(values) <= _NARROW:
            shown = name.removeprefix("attr_").replace("_", " ")
            made += [(f"{name}={value}", f"{shown}: {value}") for value in values]
    return made


def told(project: Project, study: Study, held: Iterable[CodedSpan]) -> list[Found]:
    """Give passages with their words and where they stand."""
    paths, names = code_paths(study), study.unit_names
    titles = dict(study.tables["documents"].select("document_id", "title").iter_rows())
    read: dict[str, str] = {}
    made = []
    for one in held:
        words, about = one.text, one.question_id or ""
        kind, _colon, key = one.source.partition(":")
        if kind == texts.DOCUMENT:
            about = titles.get(key, key)
            if key not in read:
                read[key] = texts.document(project, key).text if key in titles else ""
            words = read[key][one.start : one.end] or None
        body = names.get(one.unit_id, one.unit_id) if one.unit_id else ""
        address = f"{texts.address(project, one.source)}?mark={one.segment_id}#m-{one.segment_id}"
        made.append(Found(one, paths.get(one.code_id, one.code_id), body, about, words, address))
    return made


def _spans(study: Study, asked: Asked) -> list[CodedSpan]:
    codes = set(study.tables["codes"]["code_id"].to_list())
    wanted = [asked.code] if asked.code else sorted(codes)
    units: set[str] | None = None
    if asked.unit:
        units = {asked.unit}
    if asked.attribute:
        name, _equals, value = asked.attribute.partition("=")
        frame = study.tables["units"]
        fits = frame.filter(pl.col(name) == value) if name in frame.columns else frame.clear()
        chosen = set(fits["unit_id"].to_list())
        units = chosen if units is None else units & chosen
    found_ = retrieve(study, wanted, units, {asked.item} if asked.item else None)
    return overlapping(found_, retrieve(study, [asked.overlaps])) if asked.overlaps else found_


def _codes(study: Study) -> list[tuple[str, str]]:
    return sorted(code_paths(study).items(), key=lambda pair: pair[1].casefold())


def _of_notes(
    request: HttpRequest, project: Project, study: Study, asked: Asked
) -> list[tuple[str, str, str]]:  # fmt: skip
    """Give the passages of private notes with a code, to who may see them: words, code, address."""
    narrowed = asked.unit or asked.item or asked.attribute or asked.overlaps
    if narrowed or not allowed(getattr(request, "roles", ()), Permission.VOICES):
        return []
    paths = code_paths(study)
    held = HeldMark.objects.filter(project=project, source__startswith=f"{texts.MEETING}:")
    if asked.code:
        held = held.filter(code_id__in=with_those_below(study, [asked.code]))
    records = {
        f"{texts.MEETING}:{key}": text
        for key, text in ROWS["meetings"].objects.filter(project=project)
        .exclude(record=None).values_list("meeting_id", "record")
    }  # fmt: skip
    return [
        (records[one.source][one.start : one.end], paths.get(one.code_id, one.code_id),
         f"{texts.address(project, one.source)}?mark={one.segment_id}#m-{one.segment_id}")
        for one in held.order_by("source", "start", "end") if one.source in records
    ]  # fmt: skip
