"""The one place where a view says who may see it, and where that is checked.

Every view bears one of these decorators; a test walks all addresses and holds that true.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Permission, Role, allowed
from belagg.web.store.models import Project

View = Callable[..., HttpResponseBase]


def in_study(*permissions: Permission) -> Callable[[View], View]:
    """Let only members of the study who have every permission in; the view gets the Project.

    The view is `view(request, project, …)` under an address with `<slug:slug>`. Whoever is not
    logged in is asked to; to one who is no member the study does not exist (404); a member
    without a permission is told so (403). `request.project` and `request.roles` are set.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **more: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            project, roles = _membership(request.user, slug)
            if not all(allowed(roles, permission) for permission in permissions):
                raise PermissionDenied
            request.project, request.roles = project, roles  # type: ignore[attr-defined]
            return view(request, project, *args, **more)

        guarded.permissions = frozenset(permissions)  # type: ignore[attr-defined]  # read by tests and docs
        return guarded

    return decorate


def _membership(user: User, slug: str) -> tuple[Project, frozenset[Role]]:
    rows = Membership.objects.filter(user=user, project__slug=slug).select_related("project")
    found = list(rows)
    if not found:
        raise Http404
    return found[0].project, frozenset(Role(row.role) for row in found)


def require(request: HttpRequest, permission: Permission) -> None:
    """Hold out (403) whoever was let in by `in_study` but lacks this permission too."""
    if not allowed(getattr(request, "roles", ()), permission):
        raise PermissionDenied


def acting(request: HttpRequest) -> User:
    """Give the account that acts, in a view that only accounts reach."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def members_only(view: View) -> View:
    """Let everybody with an account in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **more)

    guarded.audience = "members"  # type: ignore[attr-defined]  # read by tests and docs
    return guarded


def owners_only(view: View) -> View:
    """Let in those who run the installation."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_owner:
            raise PermissionDenied
        return view(request, *args, **more)

    guarded.audience = "owners"  # type: ignore[attr-defined]  # read by tests and docs
    return guarded


def open_to_all(view: View) -> View:
    """Let everybody in; for pages with nothing about a study, and those a personal link guards."""
    view.audience = "all"  # type: ignore[attr-defined]  # read by tests and docs
    return view


def permissions(request: HttpRequest) -> dict[str, Any]:
    """Give templates `may`, a set of the names of what the reader may do in this study."""
    roles: frozenset[Role] = getattr(request, "roles", frozenset())
    return {
        "project": getattr(request, "project", None),
        "may": {p.value for p in Permission if allowed(roles, p)},
    }
