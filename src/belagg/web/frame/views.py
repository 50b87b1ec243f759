"""The first page, and what is said when something is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
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
    """Say that something went wrong here, and that what was saved is safe."""
    return render(request, "frame/error.html", {"code": 500}, status=500)
