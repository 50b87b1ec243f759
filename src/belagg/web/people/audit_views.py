"""The audit log of a study, to read and to take out."""

import csv
from collections.abc import Iterable, Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from belagg.study.sheets import guarded
from belagg.web.people.access import in_study
from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Permission
from belagg.web.store.models import Project

_PAGE = 100
_COLUMNS = ("at", "actor", "verb", "kind", "key", "before", "after", "details")


@in_study(Permission.AUDIT)
def audit_log(request: HttpRequest, project: Project) -> HttpResponse:
    """List the events of a study, the latest first."""
    events = AuditEvent.objects.filter(project_slug=project.slug).select_related("actor")
    page = Paginator(events.order_by("-pk"), _PAGE).get_page(request.GET.get("page"))
    return render(request, "people/audit.html", {"page": page})


@in_study(Permission.AUDIT)
def audit_csv(request: HttpRequest, project: Project) -> StreamingHttpResponse:
    """Give all events of a study as CSV, the earliest first; people are named by account number."""
    events = AuditEvent.objects.filter(project_slug=project.slug).order_by("pk").iterator()
    response = StreamingHttpResponse(_lines(events), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{project.slug}-log.csv"'
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(events: Iterable[AuditEvent]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield str(writer.writerow(_COLUMNS))
    for event in events:
        actor = f"{event.actor_kind} {event.actor_id or ''}".strip()
        row = (
            event.at.isoformat(), actor, event.verb, event.kind, event.key, event.before,
            event.after, str(event.details or ""),
        )  # fmt: skip
        yield str(writer.writerow(guarded(cell) for cell in row))
