"""A recipient who is the wrong person, or wants no more mail: she says so by the same link."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from belagg.study.sheets import clean
from belagg.web.frame.marks import tells_of
from belagg.web.people.access import open_to_all
from belagg.web.people.audit import record
from belagg.web.respond import links, session, signals
from belagg.web.respond.colleagues import colleague_of, withdraw
from belagg.web.respond.models import Link, Suggestion


class BetterForm(forms.Form):
    """Whom to ask instead."""

    role = forms.CharField(label=gettext_lazy("The right function"), max_length=200)
    name = forms.CharField(label=gettext_lazy("Name, if you know it"), max_length=200,
                           required=False)  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("E-mail address, if you know it"), required=False)


@open_to_all
def leave(request: HttpRequest, secret: str) -> HttpResponse:
    """Take that somebody else is the right one, or that no more mail is wanted.

    Reading the page changes nothing, since mail scanners follow links.
    """
    found = links.opened_by(secret) if session.TRIES.left(request) else None
    if found is None:
        return session.closed_door(request)
    tells_of(request, found.project)
    form = BetterForm(request.POST if "better" in request.POST else None)
    if "better" in request.POST and form.is_valid():
        name_better(found, {key: clean(text) for key, text in form.cleaned_data.items()})
        return render(request, "respond/left.html", {"better": True})
    if "stop" in request.POST:
        _opt_out(found)
        return render(request, "respond/left.html", {"better": False})
    return render(request, "respond/leave.html", {"form": form, "secret": secret})


@transaction.atomic
def name_better(link: Link, better: dict[str, str]) -> None:
    """Keep who is named as the right one (role, name, email), for a coordinator to decide on."""
    suggestion = Suggestion.objects.create(
        project=link.project, recipient_id=link.recipient_id, **better
    )
    record("better recipient named", project=link.project, actor_kind="official",
           kind="recipient", key=link.recipient_id)  # fmt: skip
    signals.wrong_person.send(Suggestion, project=link.project, recipient_id=link.recipient_id,
                              at=suggestion.at, **better)  # fmt: skip


@transaction.atomic
def _opt_out(link: Link) -> None:
    colleague = colleague_of(link.project, link.recipient_id)
    if colleague is not None:
        withdraw(colleague)
        return
    record("recipient opted out", project=link.project, actor_kind="official",
           kind="recipient", key=link.recipient_id)  # fmt: skip
    signals.opted_out.send(Link, project=link.project, recipient_id=link.recipient_id,
                           at=timezone.now())  # fmt: skip
