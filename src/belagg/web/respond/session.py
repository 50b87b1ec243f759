"""Who an official is: what a personal link opened in this browser, checked at every request."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from belagg.web.people.access import open_to_all
from belagg.web.people.audit import text_hash
from belagg.web.respond import links
from belagg.web.respond.models import Link, Sheet
from belagg.web.respond.states import SheetState, may_change
from belagg.web.store.models import ROWS, Project, Stage

_KEY = "opened"
TRIES = 20
"""How many links that open nothing an address may try in ten minutes."""
_WINDOW = 600

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Official:
    """The recipient behind the link, and the response she fills in."""

    project: Project
    recipient_id: str
    role: str
    unit_id: str
    unit_name: str
    sheet: Sheet

    @property
    def may_change(self) -> bool:
        """Say whether the answers can be changed now."""
        fielded = self.project.stage in (Stage.FIELD, Stage.PILOT)
        return fielded and may_change(SheetState(self.sheet.state))


def begin(request: HttpRequest, link: Link) -> Sheet:
    """Let this browser into the response of the link's recipient."""
    recipient = ROWS["recipients"].objects.get(project=link.project, recipient_id=link.recipient_id)
    mine = "" if link.project.shared else link.recipient_id
    sheet, _made = Sheet.objects.get_or_create(
        project=link.project, unit_id=recipient.unit_id, recipient_id=mine
    )
    opened = dict(request.session.get(_KEY, {}))
    opened[str(sheet.pk)] = link.pk
    request.session[_KEY] = opened
    request.session.set_expiry(14 * 24 * 3600)
    return sheet


def official(view: View) -> View:
    """Let in only who has opened a link to this response, and only while the link is valid.

    The view is `view(request, official, …)` under an address with `<int:sheet>`.
    """

    @wraps(view)
    def guarded(request: HttpRequest, sheet: int, *args: Any, **more: Any) -> HttpResponseBase:
        pk = request.session.get(_KEY, {}).get(str(sheet))
        link = links.still_valid(pk) if pk is not None else None
        held = Sheet.objects.filter(pk=sheet).first() if link is not None else None
        if link is None or held is None or held.project_id != link.project_id:
            return closed_door(request)
        recipient = (
            ROWS["recipients"]
            .objects.filter(project=link.project, recipient_id=link.recipient_id)
            .first()
        )
        if recipient is None or recipient.unit_id != held.unit_id:
            return closed_door(request)
        if not is_open(link.project, recipient.unit_id):
            return render(request, "respond/not_open.html", status=403)
        held.project = link.project
        unit = ROWS["units"].objects.get(project=link.project, unit_id=held.unit_id)
        who = Official(link.project, link.recipient_id, recipient.role or "", held.unit_id,
                       unit.name, held)  # fmt: skip
        return view(request, who, *args, **more)

    return open_to_all(guarded)


def is_open(project: Project, unit_id: str) -> bool:
    """Say whether an official has anything to do here: the field is open, or a follow-up is."""
    if project.stage in (Stage.FIELD, Stage.PILOT):
        return True
    asked = ROWS["follow_ups"].objects.filter(project=project, unit_id=unit_id, answered=None)
    return project.stage == Stage.CLOSED and asked.exclude(asked=None).exists()


def closed_door(request: HttpRequest) -> HttpResponse:
    """Say kindly that a link opens nothing, and no more to whoever tries many."""
    if _too_many(request):
        return render(request, "respond/closed_door.html", {"wait": True}, status=429)
    return render(request, "respond/closed_door.html", status=404)


def may_try(request: HttpRequest) -> bool:
    """Say whether this address may still try links."""
    return int(cache.get(_counter(request), 0)) < TRIES


def _too_many(request: HttpRequest) -> bool:
    key = _counter(request)
    cache.add(key, 0, _WINDOW)
    try:
        return cache.incr(key) > TRIES
    except ValueError:
        return False


def _counter(request: HttpRequest) -> str:
    # The address is counted under a keyed hash, so that none is kept.
    return f"tries-{text_hash(request.META.get('REMOTE_ADDR', ''))[:24]}"
