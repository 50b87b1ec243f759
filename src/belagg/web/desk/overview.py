"""The desk: how far the fieldwork has come, and what to do today."""

import datetime as dt
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from belagg.study.geography import load_geography
from belagg.study.vocabulary import Channel, Purpose
from belagg.web.desk import queries
from belagg.web.desk.curve import curve_of
from belagg.web.desk.earlier import Earlier, earlier_of, first_day
from belagg.web.desk.map import map_of
from belagg.web.desk.progress import Body, BodyState, by_day, pushes
from belagg.web.factcheck.models import Point
from belagg.web.factcheck.states import PointState
from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.fieldwork.plan import name_of
from belagg.web.fieldwork.states import MailState, StepState
from belagg.web.frame.csv_list import csv_list
from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission, Role, allowed
from belagg.web.respond.models import Hold
from belagg.web.respond.states import HoldState
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project


@in_study(Permission.READ)
def desk(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the response over time, the states of the bodies, and what waits to be done."""
    language = get_language() or "sv"
    contacts = queries.contacts_of(project)
    bodies = queries.bodies(project, contacts)
    days = by_day(bodies)
    first = first_day(contacts)
    # Days are counted from the first invitation; without one there is nothing to hold beside.
    earlier = earlier_of(load_study(project)) if first else None
    counts = [
        (state, state.label(language), sum(body.state is state for body in bodies))
        for state in BodyState
    ]
    context = {
        "counts": [row for row in counts if row[2]],
        "all": len(bodies),
        "answered": sum(body.state is BodyState.ANSWERED for body in bodies),
        "days": days,
        "curve": curve_of(days, len(bodies)),
        "map": _map(project, bodies, language),
        "earlier": earlier,
        "earlier_today": _earlier_by(timezone.localdate(), earlier, first),
        "pushes": [
            (
                push,
                Purpose(push.purpose).label(language),
                Channel(push.channel).label(language),
                _earlier_by(dt.date.fromisoformat(push.day), earlier, first),
            )
            for push in pushes(contacts, bodies)
        ],
        "todo": _todo(project, getattr(request, "roles", frozenset())),
    }
    return render(request, "desk/desk.html", context)


def _map(project: Project, bodies: list[Body], language: str) -> SafeString | None:
    study = load_study(project)
    if not study.settings.geography:
        return None
    geography = load_geography(study.settings.geography, study.files)
    told = _("How far each body has come; the list of bodies says the same in words.")
    svg = map_of(bodies, geography, language, _("The bodies"), told)
    return SafeString(svg) if svg else None


def _earlier_by(day: dt.date, earlier: Earlier | None, first: dt.date | None) -> int | None:
    """Give how many had answered in the earlier wave as many days after its first invitation."""
    return earlier.answered_after((day - first).days) if earlier and first else None


def _todo(project: Project, roles: Iterable[Role]) -> dict[str, object]:
    """Give what waits for somebody with these roles; nothing that is another's to do."""
    found: dict[str, object] = {}
    if allowed(roles, Permission.ENTER):
        found["held"] = Hold.objects.filter(project=project, state=HoldState.HELD).count()
    if not allowed(roles, Permission.FIELD):
        return found
    today = timezone.localdate()
    follow_ups = ROWS["follow_ups"].objects.filter(project=project)
    return found | {
        "steps": [(step, name_of(step)) for step in project.steps.filter(
            day__lte=today, state=StepState.PLANNED, channel__in=[Channel.EMAIL, Channel.POST])],
        "failed": OutboxMail.objects.filter(
            project=project, state__in=[MailState.FAILED, MailState.BOUNCED]).count(),
        "calls": Reach.objects.filter(project=project, call_again__lte=timezone.now()).count(),
        "objections": Point.objects.filter(
            fact_check__project=project, state=PointState.OBJECTED).count(),
        "unsent": follow_ups.filter(asked=None).count(),
        "overdue": follow_ups.filter(answered=None, due__lt=today).exclude(asked=None).count(),
    }  # fmt: skip


@in_study(Permission.READ)
def bodies(request: HttpRequest, project: Project) -> HttpResponse:
    """List the bodies with their states; `?state=` keeps one kind, and the address can be kept."""
    language = get_language() or "sv"
    wanted = request.GET.get("state", "")
    found = _wanted(project, wanted)
    context = {
        "bodies": [(body, body.state.label(language)) for body in found],
        "states": [(state.value, state.label(language)) for state in BodyState],
        "state": wanted,
    }
    return render(request, "desk/bodies.html", context)


@in_study(Permission.EXPORT)
def bodies_csv(request: HttpRequest, project: Project) -> HttpResponse:
    """Give the list of bodies as CSV."""
    columns = ("unit_id", "name", "state", "answered_on", "contacts", "last_contact")
    rows = (
        (body.unit_id, body.name, body.state.value,
         body.answered_on.isoformat() if body.answered_on else "", str(body.contacts),
         body.last_contact)
        for body in _wanted(project, request.GET.get("state", ""))
    )  # fmt: skip
    return csv_list(f"{project.slug}-bodies", columns, rows)


def _wanted(project: Project, state: str) -> list[Body]:
    found = queries.bodies(project, queries.contacts_of(project))
    return [body for body in found if not state or body.state == state]
