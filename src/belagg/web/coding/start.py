"""Where a coder begins: each part of the work, and what waits in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import Project


@in_study(Permission.CODE)
def start(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the parts of coding with what waits in each."""
    return render(request, "coding/start.html")
