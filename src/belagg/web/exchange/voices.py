"""The facilitator says whether what the reference groups said may leave the study."""

import hashlib

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from belagg.exchange.formats import exportable, format_named
from belagg.exchange.prepared import prepared
from belagg.study.study import Study
from belagg.study.tables import VOICES
from belagg.web.exchange.models import VoicesWord
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


def word_for(project: Project, study: Study) -> VoicesWord | None:
    """Give the facilitator's word that holds for the words as they stand in the study now."""
    return VoicesWord.objects.filter(
        project=project, taken_back=None, fingerprint=fingerprint(study)
    ).first()


def fingerprint(study: Study) -> str:
    """Name what the groups said, so that a change of it is seen."""
    rows = [study.tables[name].rows() for name in VOICES]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@in_study(Permission.VOICES)
def voices(request: HttpRequest, project: Project) -> HttpResponse:
    """Show what would leave, and take the word or take it back."""
    study = load_study(project)
    word = word_for(project, study)
    if request.method == "POST":
        _say(request, project, study, yes=request.POST.get("word") == "yes")
        return redirect("exchange-voices", project.slug)
    kept, held = prepared(study, format_named("xlsx", exportable()), private=True, voices=True)
    context = {
        "word": word,
        "sizes": {name: len(kept.tables[name]) for name in VOICES},
        "quotes": kept.tables["quotes"]["quote_id"].to_list(),
        "held": [one for one in held if one.where.file == "quotes.csv"],
    }
    return render(request, "exchange/voices.html", context)


@transaction.atomic
def _say(request: HttpRequest, project: Project, study: Study, *, yes: bool) -> None:
    actor = acting(request)
    given = VoicesWord.objects.select_for_update().filter(project=project, taken_back=None)
    given.update(taken_back=timezone.now())
    if yes:
        VoicesWord.objects.create(project=project, given_by=actor, fingerprint=fingerprint(study))
    record("voices may leave" if yes else "voices stay", project=project, actor=actor,
           kind="voices", key=project.slug)  # fmt: skip
