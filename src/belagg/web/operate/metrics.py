"""Numbers for whoever watches over the server (Prometheus), each read when it is asked for.

They come from the database, so that every process gives the same. Labels are words of closed
vocabularies, never the name of a study, a body or a person.
"""

import hmac
import os
import shutil
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Count, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_q.models import OrmQ, Task
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from belagg import __version__
from belagg.web.fieldwork.models import OutboxMail
from belagg.web.fieldwork.states import MailState
from belagg.web.operate.backup import backups_in
from belagg.web.operate.scheduled import wanted
from belagg.web.people.access import open_to_all
from belagg.web.publish.models import Build, BuildState
from belagg.web.respond.models import Sheet
from belagg.web.respond.states import SheetState
from belagg.web.store.models import Project, Stage

_HERE = ("127.0.0.1", "::1")
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_PROTO")


@open_to_all
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the numbers to who shows the token, or without one to this machine alone."""
    if not _may_ask(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Numbers())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_ask(request: HttpRequest) -> bool:
    if token := os.environ.get("BELAGG_METRICS_TOKEN"):
        shown = request.headers.get("Authorization", "")
        return hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
    through_proxy = any(name in request.META for name in _FORWARDED)
    return request.META.get("REMOTE_ADDR") in _HERE and not through_proxy


class Numbers(Collector):
    """How many there are of each, as the database has it now."""

    def collect(self) -> Iterator[Metric]:
        """Give every number."""
        yield InfoMetricFamily("belagg", "The version.", value={"version": __version__})
        yield _by("belagg_studies", "Studies.", "stage", Project.objects.all(), Stage)
        yield _by("belagg_responses", "Responses.", "state", Sheet.objects.all(), SheetState)
        yield _by("belagg_mails", "Mails.", "state", OutboxMail.objects.all(), MailState)
        yield _by("belagg_builds", "Builds.", "state", Build.objects.all(), BuildState)
        waiting = OrmQ.objects.count()
        yield GaugeMetricFamily("belagg_tasks_waiting", "Tasks not done.", value=waiting)
        failed = Task.objects.filter(success=False).count()
        yield GaugeMetricFamily("belagg_tasks_failed", "Tasks given up.", value=failed)
        yield from _ages()
        usage = shutil.disk_usage(settings.HOME)
        yield GaugeMetricFamily("belagg_disk_free_bytes", "Left on the disk.", value=usage.free)
        yield GaugeMetricFamily("belagg_disk_bytes", "Size of the disk.", value=usage.total)


def _by(
    name: str, told: str, label: str, rows: "QuerySet[Model]", words: Iterable[str]
) -> GaugeMetricFamily:
    counted = dict(rows.order_by().values_list(label).annotate(Count("pk")))
    family = GaugeMetricFamily(name, told, labels=[label])
    for word in words:
        family.add_metric([str(word)], counted.get(str(word), 0))
    return family


def _ages() -> Iterator[Metric]:
    now = timezone.now()
    last = Task.objects.order_by("-stopped").values_list("stopped", flat=True).first()
    if last is not None:
        age = (now - last).total_seconds()
        yield GaugeMetricFamily("belagg_worker_idle_seconds", "Since work was done.", value=age)
    asked = wanted()
    newest = max(backups_in(asked[0]), default=None) if asked else None
    if newest is not None:
        age = (now - newest).total_seconds()
        yield GaugeMetricFamily("belagg_backup_age_seconds", "Since a backup.", value=age)
