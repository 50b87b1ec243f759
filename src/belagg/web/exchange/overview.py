"""Everything that can come in and go out, for those who may."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belagg.exchange.formats import exportable, importable
from belagg.language import _ as told
from belagg.web.exchange.needs import NEEDS
from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission, allowed
from belagg.web.store.models import Project


@in_study(Permission.READ)
def exchange(request: HttpRequest, project: Project) -> HttpResponse:
    """List the formats, with what each is for."""
    roles = getattr(request, "roles", ())
    ways_in = [
        (made.name, told(made.title), told(made.about))
        for made in importable()
        if all(allowed(roles, permission) for permission in NEEDS[made.name])
    ]
    ways_out = [
        (made.name, told(made.title), told(made.about))
        for made in exportable()
        if made.name != "package"
    ]
    return render(request, "exchange/exchange.html", {"ways_in": ways_in, "ways_out": ways_out})
