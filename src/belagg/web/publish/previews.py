"""Builds for those who review them: a link that opens one build, for two weeks."""

import hashlib
import mimetypes
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.web.people.access import acting, in_study, open_to_all
from belagg.web.people.audit import record
from belagg.web.people.permissions import Permission
from belagg.web.publish.kept import archive_of
from belagg.web.publish.models import Build, BuildState, Preview
from belagg.web.publish.sandbox import sandboxed
from belagg.web.store.models import Project

DAYS = 14
_FIRST = ("site/index.html", "report.html", "report.pdf", "report.docx")


@require_POST
@in_study(Permission.PUBLISH)
def give(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Make a link to a build and show it, this once."""
    found = get_object_or_404(project.builds, pk=pk, state=BuildState.DONE.value)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Preview.objects.create(
            build=found, secret_hash=_hashed(secret), made_by=acting(request),
            expires=timezone.now() + timedelta(days=DAYS),
        )  # fmt: skip
        record("preview given", project=project, actor=acting(request), kind="build",
               key=str(found.pk))  # fmt: skip
    address = settings.PUBLIC_URL + reverse("preview", args=[secret])
    return render(request, "publish/preview_link.html",
                  {"build": found, "address": address, "days": DAYS})  # fmt: skip


@require_POST
@in_study(Permission.PUBLISH)
def take_back(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Let no link to a build open it any more."""
    found = get_object_or_404(project.builds, pk=pk)
    with transaction.atomic():
        found.previews.filter(revoked=None).update(revoked=timezone.now())
        record("previews ended", project=project, actor=acting(request), kind="build",
               key=str(found.pk))  # fmt: skip
    messages.success(request, _("The links open nothing any more."))
    return redirect("build", project.slug, pk)


@open_to_all
def preview(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what there is to read, and that it is a draft."""
    found = _opened(secret)
    with archive_of(found.archive) as archive:
        there = set(archive.namelist())
    context = {"secret": secret, "files": [name for name in _FIRST if name in there]}
    return _discreet(render(request, "publish/preview.html", context))


@open_to_all
def preview_file(request: HttpRequest, secret: str, path: str) -> HttpResponse:
    """Give one file of the build."""
    return _discreet(file_of(_opened(secret), path))


def file_of(found: Build, path: str) -> HttpResponse:
    """Give one file of a build, apart from everything else here; Http404 where there is none."""
    if not found.archive:
        raise Http404
    wanted = f"{path}index.html" if path.endswith("/") else path
    with archive_of(found.archive) as archive:
        if wanted not in archive.namelist():
            raise Http404
        data = archive.read(wanted)
    kind = mimetypes.guess_type(wanted)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith(("json", "xml"))
    response = sandboxed(
        HttpResponse(data, content_type=f"{kind}; charset=utf-8" if text else kind)
    )
    if wanted.endswith(".woff2"):
        # A page in an origin of its own may use a typeface only where it is told so.
        response["Access-Control-Allow-Origin"] = "*"
    return response


def _opened(secret: str) -> Build:
    found = Preview.objects.select_related("build").filter(
        secret_hash=_hashed(secret), revoked=None, expires__gt=timezone.now()
    )
    preview = found.first()
    if preview is None or preview.build.state != BuildState.DONE:
        raise Http404
    return preview.build


def _discreet(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
