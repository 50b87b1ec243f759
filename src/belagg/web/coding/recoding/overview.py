"""The items that are coded: how many answers each has settled, and how many wait for the reader."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belagg.study.questionnaire import worded
from belagg.study.vocabulary import Layer
from belagg.web.coding.recoding import codings
from belagg.web.coding.recoding.answers import codable
from belagg.web.coding.recoding.items import LAYERS, form_of, language
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import ROWS, Project


@dataclass(frozen=True)
class ItemLine:
    """An item in a layer: its answers, and how far the coding of them has come."""

    layer: Layer
    layer_words: str
    question_id: str
    label: str
    answered: int
    cases: int
    settled: int
    differ: int
    yours: int


@in_study(Permission.CODE)
def overview(request: HttpRequest, project: Project) -> HttpResponse:
    """List the items in each layer."""
    lines = lines_of(project, acting(request).signature)
    context = {"lines": lines, "yours": sum(line.yours for line in lines)}
    return render(request, "coding/recoding/overview.html", context)


def lines_of(project: Project, coder: str) -> list[ItemLine]:
    """Give the items with how far they have come; of what is open only that it is open."""
    held: dict[tuple[str, str], Counter[str]] = {}
    rows = codings.of_answers(project).order_by()
    for layer, question, state, count in rows.values_list("layer", "question_id", "state").annotate(
        n=Count("pk")
    ):
        held.setdefault((layer, question), Counter())[state] += count
    waiting = codings.waiting_for(codings.of_answers(project), coder).order_by()
    yours = {
        (layer, question): count
        for layer, question, count in waiting.values_list("layer", "question_id").annotate(
            n=Count("pk")
        )
    }
    given = ROWS["responses"].objects.filter(project=project).order_by()
    answered = dict(given.values_list("question_id").annotate(n=Count("unit_id", distinct=True)))
    lines = []
    for layer in LAYERS:
        for item in form_of(project).answerable:
            counts = held.get((layer.value, item.question_id), Counter())
            if not codable(item) or (layer is not Layer.RECODED and not counts):
                continue
            lines.append(
                ItemLine(
                    layer, layer.label(language()), item.question_id,
                    worded(item.label, language()), answered.get(item.question_id, 0),
                    counts.total(), sum(counts[name] for name in codings.SETTLED),
                    counts[codings.DIFFERS], yours.get((layer.value, item.question_id), 0),
                )
            )  # fmt: skip
    return lines
