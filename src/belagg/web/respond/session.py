"""Who an official is: what a personal link opened in this browser, checked at every request."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from belagg.web.factcheck.saying import latest_for
from belagg.web.frame.marks import tells_of
from belagg.web.people.access import open_to_all
from belagg.web.people.models import Membership
from belagg.web.people.permissions import Permission, Role, allowed
from belagg.web.people.tries import Tries
from belagg.web.progress.models import open_round
from belagg.web.respond.colleagues import Person, person_of
from belagg.web.respond.door import AtTheDoor, at_the_door, entering_for
from belagg.web.respond.models import Link, Sheet
from belagg.web.respond.states import SheetState, may_change
from belagg.web.store.models import ROWS, Project, Stage

_KEY = "opened"
_ENTERING = "entering"
TRIES = Tries("tries", 20, 600)
"""How many links that open nothing an address may try in ten minutes."""

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Official:
    """The recipient behind the link, and the response she fills in."""

    project: Project
    recipient_id: str
    role: str
    unit_id: str
    sheet: Sheet
    sections: frozenset[str] | None = None
    entering: bool = False

    @cached_property
    def unit_name(self) -> str:
        """Give the name of the body; asked for where a page shows it."""
        units = ROWS["units"].objects.filter(project=self.project, unit_id=self.unit_id)
        return str(units.values_list("name", flat=True)[0])

    @property
    def signs(self) -> bool:
        """Say whether she answers for the whole: sees to it, invites colleagues, sends it."""
        return self.sections is None

    def may_answer(self, section: str) -> bool:
        """Say whether the section, by the key of its page, is hers to answer now."""
        return self.may_change and (self.sections is None or section in self.sections)

    @property
    def may_change(self) -> bool:
        """Say whether the answers can be changed now."""
        fielded = self.project.stage in (Stage.FIELD, Stage.PILOT)
        late = self.entering and self.project.stage == Stage.CLOSED
        return (fielded or late) and may_change(SheetState(self.sheet.state))


def begin(request: HttpRequest, link: Link) -> Sheet:
    """Let this browser into the response of the link's recipient, or of her colleague."""
    person = person_of(link.project, link.recipient_id)
    if person is None:
        raise Http404
    sheet = sheet_of(link.project, person)
    _remember(request, _KEY, sheet, link.pk)
    return sheet


def begin_entering(request: HttpRequest, sheet: Sheet, recipient_id: str) -> None:
    """Let this coordinator's browser into a response, to enter what came by post or phone."""
    _remember(request, _ENTERING, sheet, recipient_id)


def sheet_of(project: Project, person: Person) -> Sheet:
    """Give the response that somebody fills in, made where there is none yet."""
    mine = "" if project.shared else person.answers_for
    sheet, _made = Sheet.everything.get_or_create(
        project=project, unit_id=person.unit_id, recipient_id=mine,
        pilot=project.stage == Stage.PILOT,
    )  # fmt: skip
    return sheet


def _remember(request: HttpRequest, key: str, sheet: Sheet, what: object) -> None:
    opened = dict(request.session.get(key, {}))
    opened[str(sheet.pk)] = what
    request.session[key] = opened
    if key == _KEY:
        request.session.set_expiry(14 * 24 * 3600)


def official(view: View) -> View:
    """Let in only who has opened a link to this response, and only while the link is valid.

    Besides, a coordinator who enters answers for the body. The view is `view(request, official,
    …)` under an address with `<int:sheet>`.
    """

    @wraps(view)
    def guarded(request: HttpRequest, sheet: int, *args: Any, **more: Any) -> HttpResponseBase:
        entering = str(sheet) in request.session.get(_ENTERING, {})
        link = None if entering else request.session.get(_KEY, {}).get(str(sheet))
        found = at_the_door(sheet, link)
        person = _person_at(request, found) if found is not None else None
        if found is None or person is None:
            return closed_door(request)
        held = found.sheet
        tells_of(request, held.project)
        if not entering and not is_open(held.project, held.unit_id):
            return render(request, "respond/not_open.html", status=403)
        if held.pilot != (held.project.stage == Stage.PILOT):
            return closed_door(request)
        who = Official(held.project, person.person_id, person.role, held.unit_id, held,
                       person.sections, entering)  # fmt: skip
        return view(request, who, *args, **more)

    return open_to_all(guarded)


def signing(view: View) -> View:
    """Let in only who answers for the whole response, not a colleague asked for sections."""

    @official
    @wraps(view)
    def guarded(request: HttpRequest, who: Official, *args: Any, **more: Any) -> HttpResponseBase:
        if not who.signs:
            return redirect("answer", who.sheet.pk)
        return view(request, who, *args, **more)

    return guarded


def _person_at(request: HttpRequest, found: AtTheDoor) -> Person | None:
    """Give who is at this browser, where she may see the response."""
    entering_as = request.session.get(_ENTERING, {}).get(str(found.sheet.pk))
    if entering_as is None:
        return found.person
    if not _may_enter(request, found.project):
        return None
    return entering_for(found.sheet, entering_as)


def _may_enter(request: HttpRequest, project: Project) -> bool:
    if not request.user.is_authenticated:
        return False
    roles = Membership.objects.filter(user=request.user.pk, project=project)
    return allowed((Role(role) for role in roles.values_list("role", flat=True)), Permission.ENTER)


def is_open(project: Project, unit_id: str) -> bool:
    """Say whether an official has anything to do here: the field is open, or something is asked.

    What a body was told in a fact check it may read, with the decisions, after that has ended too.
    """
    if project.stage in (Stage.FIELD, Stage.PILOT):
        return True
    if project.stage != Stage.CLOSED:
        return False
    if open_round(project) is not None:
        return True
    asked = ROWS["follow_ups"].objects.filter(project=project, unit_id=unit_id, answered=None)
    return asked.exclude(asked=None).exists() or latest_for(project, unit_id) is not None


def closed_door(request: HttpRequest) -> HttpResponse:
    """Say kindly that a link opens nothing, and no more to whoever tries many."""
    if TRIES.failed(request):
        return render(request, "respond/closed_door.html", {"wait": True}, status=429)
    return render(request, "respond/closed_door.html", status=404)
