"""The mark of what is made up: on every page, mail, letter and copy of a study that says so."""

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from belagg.web.store.models import Project


def tells_of(request: HttpRequest, project: Project) -> None:
    """Let the page that answers this request be about a study, where no member asks for it."""
    request.tells_of = project  # type: ignore[attr-defined]  # read by `made_up`


def made_up(request: HttpRequest) -> dict[str, bool]:
    """Give templates `made_up`: whether the page is about a study that is made up."""
    project = getattr(request, "project", None) or getattr(request, "tells_of", None)
    return {"made_up": project is not None and project.made_up}


def mark(language: str) -> str:
    """Give the words of the mark."""
    with translation.override(language):
        return _("Made up: nothing here is about a real body or person.")


def marked(text: str, *, language: str, made_up: bool) -> str:
    """Give a text in Markdown with the mark above it, where what it tells of is made up."""
    return f"{mark(language)}\n\n{text}" if made_up else text
