"""Where a coder begins: each part of the work, and what waits in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belagg.web.coding.claims import queue
from belagg.web.coding.documents.states import ReadingState
from belagg.web.coding.themes.pairs import waiting_for
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import Project


@in_study(Permission.CODE)
def start(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the parts of coding with what waits in each."""
    readings = project.readings
    context = {
        "unread": readings.filter(ended=None).count(),
        "unreadable": readings.filter(state=ReadingState.UNREADABLE.value).count(),
        "to_grade": queue.waiting_for(project, acting(request).signature).count(),
        "again": queue.to_look_at_again(project).count(),
        "to_mark": waiting_for(project, acting(request)).count(),
    }
    return render(request, "coding/start.html", context)
