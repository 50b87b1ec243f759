"""What is to be graded, in order of body and item, and what was graded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from belagg.study.questionnaire import worded
from belagg.study.vocabulary import Grade
from belagg.web.coding.claims.sight import blind_of, is_hidden
from belagg.web.coding.models import Evidence
from belagg.web.coding.recoding import codings
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project

_PAGE = 50
TO_GRADE = Q(grade=None) | Q(grade=Grade.NOT_REVIEWED.value)
"""Claims that wait for a grade."""


@dataclass(frozen=True)
class Waiting:
    """A claim in the queue: how many documents its body has, and whether its grade is hidden."""

    claim: Any
    unit: str
    grade: str
    hidden: bool
    papers: int


def of_study(project: Project) -> Any:
    """Give the claims in the order they are graded in."""
    return ROWS["claims"].objects.filter(project=project).order_by(
        "unit_id", "question_id", "claim_id"
    )  # fmt: skip


def to_look_at_again(project: Project) -> Any:
    """Give the claims whose grade rests on a version that is no longer the document's latest."""
    latest = ROWS["documents"].objects.filter(
        project=project, document_id=OuterRef("document_id"), sha256=OuterRef("sha256")
    )
    older = Evidence.objects.filter(project=project).exclude(Exists(latest))
    return of_study(project).filter(claim_id__in=older.values("claim_id"))


def waiting_for(project: Project, me: str) -> Any:
    """Give the claims that one may grade now: those of nobody, and those that wait for her."""
    dealt = codings.of_grades(project)
    mine = codings.waiting_for(dealt, me).values("claim_id")
    free = TO_GRADE & ~Q(claim_id__in=dealt.values("claim_id"))
    return of_study(project).filter(free | Q(claim_id__in=mine))


def kept(project: Project, asked: Mapping[str, str], me: str) -> Any:
    """Give the claims that are asked for, by what is shown, body and item."""
    found = of_study(project)
    if asked.get("show") == "again":
        found = to_look_at_again(project)
    elif asked.get("show") in list(Grade):
        found = found.filter(grade=asked["show"])
    elif asked.get("show") != "all":
        found = waiting_for(project, me)
    if asked.get("unit"):
        found = found.filter(unit_id=asked["unit"])
    if asked.get("item"):
        found = found.filter(question_id=asked["item"])
    return found


def next_after(project: Project, claim: Any, me: str) -> Any | None:
    """Give the claim to grade after one: the next that waits, else the first that does."""
    waiting = waiting_for(project, me).exclude(claim_id=claim.claim_id)
    place = (claim.unit_id or "", claim.question_id or "", claim.claim_id)
    later = (
        Q(unit_id__gt=place[0])
        | Q(unit_id=place[0], question_id__gt=place[1])
        | Q(unit_id=place[0], question_id=place[1], claim_id__gt=place[2])
    )
    return waiting.filter(later).first() or waiting.first()


@in_study(Permission.CODE)
def claims(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the queue; `?show=`, `?unit=` and `?item=` keep some of it."""
    language = get_language() or "sv"
    asked = {name: request.GET.get(name, "").strip() for name in ("show", "unit", "item")}
    me = acting(request).signature
    page = Paginator(kept(project, asked, me), _PAGE).get_page(request.GET.get("page"))
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    papers = dict(
        ROWS["documents"].objects.filter(project=project).order_by()
        .values_list("unit_id").annotate(n=Count("pk"))
    )  # fmt: skip
    blind = blind_of(project)
    listed = [
        Waiting(claim, names.get(claim.unit_id, claim.unit_id or ""),
                Grade(claim.grade).label(language) if claim.grade else "",
                is_hidden(claim, blind, me), papers.get(claim.unit_id, 0))
        for claim in page
        if asked["show"] not in list(Grade) or not is_hidden(claim, blind, me)
    ]  # fmt: skip
    query = request.GET.copy()
    query.pop("page", None)
    everything = of_study(project)
    context = {
        "page": page, "claims": listed, "asked": asked, "kept": query.urlencode(),
        "total": everything.count(), "waiting": waiting_for(project, me).count(),
        "again": to_look_at_again(project).count(), "common": papers.get(None, 0),
        "units": sorted(names.items(), key=lambda pair: pair[1]),
        "items": items_of(project, language),
        "shows": [("", _("To be graded")), ("all", _("All")), ("again", _("To look at again")),
                  *((g.value, g.label(language).capitalize()) for g in Grade)],
    }  # fmt: skip
    return render(request, "coding/claims/queue.html", context)


def items_of(project: Project, language: str) -> list[tuple[str, str]]:
    """Give the items on which something can be claimed: id, and how it begins."""
    found = []
    for item in load_study(project).questionnaire.answerable:
        label = worded(item.label, language)
        short = label if len(label) < 60 else label[:58].rsplit(" ", 1)[0] + " …"
        found.append((item.question_id, f"{item.question_id} {short}"))
    return found
