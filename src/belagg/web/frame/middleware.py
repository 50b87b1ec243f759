"""What happens around every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from belagg.language import speaking


class Speaking:
    """Lets messages of the rooms below the web application come in the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        with speaking("en" if (get_language() or "sv").startswith("en") else "sv"):
            return self.get_response(request)
