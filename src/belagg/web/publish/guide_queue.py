"""What the guide rests on, and what must be verified again: services, legal rules, the approval."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.publish.guide.services import Service, Showing, services_of
from belagg.publish.rules import RuleBook, Standing
from belagg.study.problems import StudyError
from belagg.study.settings import LONGEST_CONFIRMED
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.publish.approval import groups_with_experience
from belagg.web.store import rows
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project

SOON = 30
"""So many days ahead a service is asked again, and a rule reviewed."""


@dataclass(frozen=True)
class Asked:
    """A service of the queue: why it is there, and how many days it has left."""

    service: Service
    showing: Showing
    left: int | None

    @property
    def why(self) -> str:
        """Say why it must be verified."""
        if self.showing is Showing.NEVER_CONFIRMED:
            return _("has never confirmed its entry")
        if self.showing is Showing.EXPIRED:
            return _("confirmed too long ago, and is not shown")
        return _("is not shown in {} days unless it confirms again").format(self.left)


class ConfirmForm(forms.Form):
    """That the service itself has confirmed its entry."""

    on = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    by = forms.CharField(
        label=gettext_lazy("Who at the service confirmed it"), max_length=200,
        help_text=gettext_lazy("A function, not a name. It is published."),
    )  # fmt: skip
    right = forms.BooleanField(
        label=gettext_lazy("The service itself has read its entry and says that it is right")
    )


def waiting(study: Study, today: dt.date) -> list[Asked]:
    """Give the services to verify, the most urgent first: those not shown, then by days left."""
    found = []
    for service in services_of(study):
        showing = service.showing(today, LONGEST_CONFIRMED)
        left = None
        if service.confirmed_on is not None:
            left = LONGEST_CONFIRMED - (today - service.confirmed_on).days
        if not showing.is_shown or (left is not None and left <= SOON):
            found.append(Asked(service, showing, left))
    return sorted(found, key=lambda one: (one.left is None, one.left or 0))


@in_study(Permission.READ)
def guide(request: HttpRequest, project: Project) -> HttpResponse:
    """List what must be verified again, and what stands."""
    study, today = load_study(project), timezone.localdate()
    queue = waiting(study, today)
    ids = {one.service.service_id for one in queue}
    names = dict(groups_with_experience(project))
    release = project.published_releases.exclude(guide_until=None).last()
    context = {
        "approval": study.settings.guide,
        "group": names.get(study.settings.guide.approved_by) if study.settings.guide else "",
        "draftable": bool(len(study.tables["services"])),
        "as_of": study.settings.date,
        "queue": queue,
        "standing": [s for s in services_of(study) if s.service_id not in ids],
        "rules": _rules(study, today),
        "release": release,
        "form": ConfirmForm(initial={"on": today}),
        "longest": LONGEST_CONFIRMED,
    }
    return render(request, "publish/guide.html", context)


def _rules(study: Study, today: dt.date) -> list[tuple[str, str, dt.date | None]]:
    """Give the rules in force that are not reviewed, or soon to be reviewed again."""
    found = []
    for rule in RuleBook.of(study).rules:
        standing = rule.standing(today)
        soon = rule.review_by is not None and (rule.review_by - today).days <= SOON
        if standing in (Standing.UNREVIEWED, Standing.OVERDUE) or (
            standing is Standing.SHOWN and soon
        ):
            why = {
                Standing.UNREVIEWED: _("is reviewed by nobody, and is not shown"),
                Standing.OVERDUE: _("is past its review, and hides what rests on it"),
            }.get(standing, _("is soon to be reviewed again"))
            found.append((f"{rule.source} {rule.section}", why, rule.review_by))
    return found


@in_study(Permission.WRITE)
def confirm(request: HttpRequest, project: Project, service_id: str) -> HttpResponse:
    """Write down that a service has confirmed its entry."""
    table = TABLES["services"]
    row = rows.find(project, table, (service_id,))
    if row is None:
        raise Http404
    today = timezone.localdate()
    form = ConfirmForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["on"] > today:
            form.add_error("on", _("The day has not come yet."))
        else:
            cells = rows.texts_of(table, row)
            cells |= {"confirmed_on": data["on"].isoformat(), "confirmed_by": data["by"]}
            try:
                rows.put(project, table, cells, actor=acting(request), old_key=(service_id,),
                         version=rows.version_of(table, row))  # fmt: skip
            except (StudyError, rows.ChangedMeanwhileError) as error:
                form.add_error(None, str(error) or _("Somebody else has changed it meanwhile."))
            else:
                messages.success(request, _("Written down."))
                return redirect("guide", project.slug)
    return render(request, "publish/guide_confirm.html", {"row": row, "form": form})
