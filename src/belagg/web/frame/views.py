"""The first page, and what is said when something is wrong."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from belagg.report.tokens import css_properties, picture_css
from belagg.web.people.access import members_only, open_to_all
from belagg.web.store.models import Project


@members_only
def home(request: HttpRequest) -> HttpResponse:
    """List the studies in which the reader has a role."""
    studies = Project.objects.filter(memberships__user=request.user.pk).distinct().order_by("slug")
    return render(request, "frame/home.html", {"studies": studies})


@open_to_all
@cache_control(max_age=3600, public=True)
def tokens(request: HttpRequest) -> HttpResponse:
    """Give the design tokens that report, site and application share, as CSS."""
    return HttpResponse(css_properties() + picture_css(), content_type="text/css")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be understood."""
    return render(request, "frame/error.html", {"code": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this needs another role."""
    return render(request, "frame/error.html", {"code": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    return render(request, "frame/error.html", {"code": 404}, status=404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old, or came from elsewhere."""
    return render(request, "frame/error.html", {"code": "form"}, status=403)


@open_to_all
def icon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for an icon on their own to the one there is."""
    return redirect(static("frame/icon.svg"), permanent=True)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong here; where nothing can be saved just now, what to do (503)."""
    if _cannot_save(sys.exc_info()[1]):
        # A page that asks nothing of the database, not even who is reading.
        page = render_to_string("frame/unavailable.html", {"language": get_language() or "sv"})
        return HttpResponse(page, status=503, headers={"Retry-After": "60"})
    return render(request, "frame/error.html", {"code": 500}, status=500)


def _cannot_save(error: BaseException | None) -> bool:
    """Say whether the database does not answer, or the disk is full."""
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return full or isinstance(error, OperationalError | InterfaceError)
