"""Pages that a study made are shown in an origin of their own: they reach nothing here."""

from typing import TypeVar

from django.http import HttpResponse

Response = TypeVar("Response", bound=HttpResponse)

_POLICY = (
    "sandbox allow-scripts allow-popups allow-downloads; default-src 'none'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "script-src 'self'; connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'none'"
)


def sandboxed(response: Response) -> Response:
    """Give the response with a policy of its own instead of that of the application's pages."""
    response["Content-Security-Policy"] = _POLICY
    response._csp_exempt = True  # type: ignore[attr-defined]  # how django-csp is told
    return response
