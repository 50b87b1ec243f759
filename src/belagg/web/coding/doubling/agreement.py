"""How far the coders agree, item by item, with what they differed on beside the numbers."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format

from belagg.analysis.agreement.coders import ItemAgreement, agreements
from belagg.analysis.agreement.result import Coefficient, Known
from belagg.analysis.cells import resolve
from belagg.judging.coding.states import Verdict
from belagg.study.questionnaire import worded
from belagg.study.vocabulary import Missing
from belagg.web.coding.models import Coding
from belagg.web.coding.recoding import codings
from belagg.web.coding.recoding.answers import verdict_words
from belagg.web.coding.recoding.items import language
from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


@in_study(Permission.CODE)
def agreement(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the measures of each item of which finished codings have two decisions."""
    lang = language()
    change = Project.objects.values_list("change", flat=True).get(pk=project.pk)
    waiting = Coding.objects.filter(project=project, state=codings.DIFFERS).count()
    items = [_shown(one, lang) for one in _measured(project.pk, change)]
    return render(request, "coding/doubling/agreement.html", {"items": items, "waiting": waiting})


@lru_cache(maxsize=8)
def _measured(pk: int, _change: int) -> tuple[ItemAgreement, ...]:
    study = load_study(Project.objects.get(pk=pk))
    return tuple(agreements(study, resolve(study)))


def _shown(one: ItemAgreement, lang: str) -> dict[str, object]:
    measures = [("Alpha", one.alpha), ("Kappa", one.kappa), ("AC1", one.ac1)]
    return {
        "question_id": one.item.question_id,
        "label": worded(one.item.label, lang),
        "layer": one.layer.label(lang),
        "n": len(one.doubled),
        "percent": _words(one.percent, lang, 100),
        "measures": [(name, _words(value, lang)) for name, value in measures],
        "differed": [
            (_said(one, found.said[0], lang), _said(one, found.said[1], lang), len(found.units))
            for found in one.disagreements()
        ],
    }


def _words(value: Coefficient, lang: str, times: int = 1) -> str:
    if not isinstance(value, Known):
        return value.reason.label(lang)
    places = 0 if times == 100 else 2
    told = number_format(value.value * times, places)
    if value.interval is None:
        return told
    low, high = (number_format(end, places) for end in (value.interval.low, value.interval.high))
    return f"{told} ({low}–{high})"


def _said(one: ItemAgreement, code: str, lang: str) -> str:
    missing = Missing(code[1:]) if code.startswith("!") else None
    return verdict_words(one.item, Verdict(None if missing else code, missing), lang)
