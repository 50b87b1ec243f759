"""The texts there are to mark: answers by item, documents, notes; and those that wait for one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belagg.judging.text_coding import TextState
from belagg.study.questionnaire import worded
from belagg.web.coding.models import HeldMark, TextCoding
from belagg.web.coding.recoding.items import form_of, language
from belagg.web.coding.themes import texts
from belagg.web.coding.themes.pairs import waiting_for
from belagg.web.people.access import acting, in_study
from belagg.web.people.models import User
from belagg.web.people.permissions import Permission, allowed
from belagg.web.store.models import ROWS, Project

_PAGE = 50


@dataclass(frozen=True)
class Listed:
    """A text in the list: whose, how it begins, how many marks the reader sees, where it is."""

    title: str
    begins: str
    count: int
    address: str
    standing: str


@in_study(Permission.CODE, Permission.ANSWERS)
def answers(request: HttpRequest, project: Project) -> HttpResponse:
    """List the answers in words to an item (`?item=`), or to all that have some."""
    counts = dict(
        ROWS["responses"].objects.filter(project=project).exclude(text=None).exclude(text="")
        .order_by().values_list("question_id").annotate(n=Count("pk"))
    )  # fmt: skip
    items = [(i.question_id, f"{i.question_id} {worded(i.label, language())}",
              counts[i.question_id]) for i in form_of(project).answerable
             if i.question_id in counts]  # fmt: skip
    wanted = request.GET.get("item") or (items[0][0] if items else "")
    rows = texts.answers_in_words(project, wanted)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    listed = [(f"{texts.ANSWER}:{row.response_id}", names.get(row.unit_id, row.unit_id), row.text)
              for row in page]  # fmt: skip
    context = {"items": items, "wanted": wanted,
               "label": next((label for key, label, _n in items if key == wanted), "")}  # fmt: skip
    return _list(request, project, "answers", listed, page, context)


@in_study(Permission.CODE)
def documents(request: HttpRequest, project: Project) -> HttpResponse:
    """List the documents."""
    rows = ROWS["documents"].objects.filter(project=project).order_by("unit_id", "document_id")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    listed = [(f"{texts.DOCUMENT}:{row.document_id}", row.title, row.publisher or "")
              for row in page]  # fmt: skip
    return _list(request, project, "documents", listed, page, {})


@in_study(Permission.CODE, Permission.VOICES)
def notes(request: HttpRequest, project: Project) -> HttpResponse:
    """List the meetings that have notes, for those who run reference groups and code."""
    page = Paginator(texts.noted_meetings(project), _PAGE).get_page(request.GET.get("page"))
    names = dict(ROWS["groups"].objects.filter(project=project).values_list("group_id", "name"))
    listed = [
        (f"{texts.MEETING}:{row.meeting_id}", names.get(row.group_id, row.group_id),
         f"{row.held_on or ''} {row.subject or ''}".strip())
        for row in page
    ]  # fmt: skip
    return _list(request, project, "notes", listed, page, {})


@in_study(Permission.CODE, Permission.ANSWERS)
def waiting(request: HttpRequest, project: Project) -> HttpResponse:
    """List the answers that the reader is to mark as one of two."""
    page = Paginator(waiting_for(project, acting(request)), _PAGE).get_page(request.GET.get("page"))
    keys = [row.source.partition(":")[2] for row in page]
    rows = ROWS["responses"].objects.filter(project=project, response_id__in=keys)
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    listed = [
        (f"{texts.ANSWER}:{row.response_id}", names.get(row.unit_id, row.unit_id),
         f"{row.question_id} {row.text or ''}")
        for row in rows.order_by("question_id", "unit_id", "response_id")
    ]  # fmt: skip
    return _list(request, project, "waiting", listed, page, {})


def _list(
    request: HttpRequest, project: Project, kind: str, listed: list[tuple[str, str, str]],
    page: Any, more: Mapping[str, object],
) -> HttpResponse:  # fmt: skip
    sources = [source for source, _title, _begins in listed]
    counts = _counts(project, sources, acting(request))
    held = {
        row.source: row.held.state
        for row in TextCoding.objects.filter(project=project, source__in=sources)
    }
    context = {
        "kind": kind, "page": page,
        "texts": [
            Listed(title, begins, counts.get(source, 0), texts.address(project, source),
                   held[source].label(language()) if source in held else "")
            for source, title, begins in listed
        ],
        "may_notes": allowed(getattr(request, "roles", ()), Permission.VOICES),
    }  # fmt: skip
    return render(request, "coding/themes/texts.html", {**context, **more})


def _counts(project: Project, sources: Iterable[str], reader: User) -> dict[str, int]:
    """Count the marks of each text that the reader sees: of one that two code blind, her own."""
    wanted = list(sources)
    shown = ROWS["segments"].objects.filter(project=project, source__in=wanted).order_by()
    found = dict(shown.values_list("source").annotate(n=Count("pk")))
    held = HeldMark.objects.filter(project=project, source__in=wanted).order_by()
    blind = TextCoding.objects.filter(project=project, source__in=wanted)
    blind = blind.exclude(state=TextState.OPEN.value)
    own = held.filter(coder=reader.signature)
    rest = held.exclude(source__in=blind.values("source"))
    for rows in (own.filter(source__in=blind.values("source")), rest):
        for source, count in rows.values_list("source").annotate(n=Count("pk")):
            found[source] = found.get(source, 0) + count
    return found
