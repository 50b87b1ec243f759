"""A document page by page: the picture with its passages marked, beside the text in lines."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from belagg.documents.media import PDF
from belagg.documents.page_pictures import drawn_page
from belagg.documents.text import ReadDocument
from belagg.study.problems import StudyError
from belagg.study.tables.evidence import EVIDENCE
from belagg.web.coding.documents import reading
from belagg.web.coding.documents.fetching import Failure
from belagg.web.coding.documents.glance import glances
from belagg.web.coding.documents.keeping import SUFFIXES, current_version
from belagg.web.coding.documents.sheet import Span, page_at, pages_of, sheet_of
from belagg.web.coding.models import Address, DocumentVersion, Outcome, Retrieval, Source
from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission
from belagg.web.respond.attaching import as_download
from belagg.web.store import files
from belagg.web.store.models import ROWS, Project

_RETRIEVALS = 12


@dataclass(frozen=True)
class Opened:
    """A document in view: its row, the version looked at, and its text where it has been read."""

    row: Any
    version: DocumentVersion | None
    current: bool
    text: ReadDocument | None


def opened(project: Project, document_id: str, sha256: str = "") -> Opened:
    """Give a document, in its latest version or another; Http404 where there is none."""
    row = ROWS["documents"].objects.filter(project=project, document_id=document_id).first()
    if row is None:
        raise Http404
    latest = current_version(project, row)
    version = latest
    if sha256 and (latest is None or sha256 != latest.sha256):
        version = _versions(project, document_id).filter(sha256=sha256).first()
        if version is None:
            raise Http404
    text = reading.text_of(version.sha256) if version else None
    if text is not None and text.error is not None:
        text = None
    return Opened(row, version, version == latest, text)


def _versions(project: Project, document_id: str) -> Any:
    return DocumentVersion.objects.filter(project=project, document_id=document_id)


@dataclass(frozen=True)
class Place:
    """A passage as something to go to: its page and line, and what it is about."""

    passage_id: str
    page: int
    line: int
    label: str
    text: str
    span: Span


def places(project: Project, held: Opened, wanted: str, language: str) -> list[Place]:
    """Give the passages of a document in order; `wanted` is the one in view."""
    if held.text is None or not held.current:
        return []
    try:
        labels = {c.concept_id: c.label(language) for c in reading.concepts_of(project)}
    except StudyError:
        labels = {}
    rows = ROWS["passages"].objects.filter(
        project=project, document_id=held.row.document_id, start__isnull=False, end__isnull=False
    ).exclude(concept=EVIDENCE).order_by("start", "passage_id")  # fmt: skip
    return [
        Place(row.passage_id, page_at(held.text, row.start), row.line or 0,
              labels.get(row.concept, row.concept), row.text or "",
              Span(row.passage_id, row.start, row.end, row.passage_id == wanted))
        for row in rows
    ]  # fmt: skip


@in_study(Permission.CODE)
def document(request: HttpRequest, project: Project, document_id: str) -> HttpResponse:
    """Show a page of a document; `?passage=` or `?page=` says which, `?version=` another file."""
    language = get_language() or "sv"
    held = opened(project, document_id, request.GET.get("version", ""))
    context = view_context(project, held, request, language) | {
        "glance": glances(project, [held.row], language)[0],
        "keys": request.session.get("keys", True),
        "claims": ROWS["claims"]
        .objects.filter(project=project, document_id=document_id)
        .order_by("unit_id", "claim_id"),
        "address": Address.objects.filter(project=project, document_id=document_id).first(),
        "retrievals": retrievals(project, document_id, language),
        "versions": [
            (one, Source(one.source).label(language))
            for one in _versions(project, document_id).order_by("-pk")
        ],
    }
    return render(request, "coding/documents/document.html", context)


def retrievals(
    project: Project, document_id: str, language: str
) -> list[tuple[Retrieval, str, str]]:
    """Give the latest readings of a document's address, each with what became of it in words."""
    rows = Retrieval.objects.filter(address__project=project, address__document_id=document_id)
    return [
        (one, Outcome(one.outcome).label(language),
         Failure(one.failure).label(language) if one.failure else "")
        for one in rows[:_RETRIEVALS]
    ]  # fmt: skip


def view_context(
    project: Project,
    held: Opened,
    request: HttpRequest,
    language: str,
    evidence: Span | None = None,
) -> dict[str, Any]:
    """Give what the page of a document is shown from: the sheet, its neighbours, the passages.

    `evidence` is what a grade rests on: it is marked, and shown first where nothing else is asked
    for.
    """
    wanted = request.GET.get("passage", "")
    found = places(project, held, wanted, language)
    page = _number(request.GET.get("page"))
    if found and not wanted and page is None and evidence is None:
        found[0] = replace(found[0], span=replace(found[0].span, current=True))
    at = next((n for n, one in enumerate(found) if one.span.current), None)
    if at is not None:
        page = found[at].page
    first = evidence if at is None else None
    if page is None and first is not None and held.text is not None:
        page = page_at(held.text, first.start)
    page = page or 1
    spans = [one.span for one in found]
    if evidence is not None:
        spans.append(replace(evidence, current=first is not None))
    context = {
        "document": held.row, "version": held.version, "current": held.current,
        "passages": found, "place": found[at] if at is not None else None,
        "in_evidence": evidence is not None,
        "previous": _before(found, at, page), "next": _after(found, at, page),
    }  # fmt: skip
    if held.text is not None and held.version is not None:
        sheet = sheet_of(held.text, page, spans)
        context |= {
            "sheet": sheet, "pages": pages_of(held.text),
            "picture": bool(sheet.width) and held.version.media == PDF,
        }  # fmt: skip
    return context


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 7 else None


def _before(found: list[Place], at: int | None, page: int) -> Place | None:
    if at is not None:
        return found[at - 1] if at else None
    return next((one for one in reversed(found) if one.page < page), None)


def _after(found: list[Place], at: int | None, page: int) -> Place | None:
    if at is not None:
        return found[at + 1] if at + 1 < len(found) else None
    return next((one for one in found if one.page >= page), None)


@in_study(Permission.CODE)
@cache_control(max_age=86400, private=True, immutable=True)
def picture(
    request: HttpRequest, project: Project, document_id: str, sha256: str, page: int
) -> HttpResponse:
    """Give the picture of a page, drawn once for each file in a limited process of its own."""
    held = opened(project, document_id, sha256)
    version = held.version
    if version is None or version.media != PDF or held.text is None \
            or not 1 <= page <= pages_of(held.text):  # fmt: skip
        raise Http404
    kept = Path(settings.FILES_ROOT) / "pages" / version.sha256 / f"{page}.webp"
    if not kept.exists():
        drawn = drawn_page(files.path_of(version.sha256), page)
        if drawn is None:
            raise Http404
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.write_bytes(drawn)
    return HttpResponse(kept.read_bytes(), content_type="image/webp")


@in_study(Permission.CODE)
def download(
    request: HttpRequest, project: Project, document_id: str, sha256: str
) -> HttpResponseBase:
    """Give a version of a document as a file that no browser opens in the page."""
    version = opened(project, document_id, sha256).version
    if version is None:
        raise Http404
    suffix = SUFFIXES.get(version.media, "bin")
    return as_download(version.sha256, f"{document_id}.{suffix}")
