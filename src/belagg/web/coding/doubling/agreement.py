"""How far the coders agree, by item and by two coders, with what they differed on beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from string import ascii_uppercase

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from belagg.analysis.agreement.coders import (
    Agreement,
    GradeAgreement,
    ItemAgreement,
    agreements,
)
from belagg.analysis.agreement.krippendorff import Scale
from belagg.analysis.agreement.result import Coefficient, Known
from belagg.analysis.cells import resolve
from belagg.judging.coding.sight import Part
from belagg.judging.coding.states import Verdict, standing
from belagg.manuscript.typography import number
from belagg.study.questionnaire import Questionnaire, worded
from belagg.study.vocabulary import Missing
from belagg.web.coding.models import Coding
from belagg.web.coding.recoding import codings
from belagg.web.coding.recoding.answers import grade_words, verdict_words
from belagg.web.coding.recoding.items import form_of, language
from belagg.web.people.access import in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project


@dataclass(frozen=True)
class Measure:
    """A measure in words: its name, its value or why it has none, and its interval."""

    name: str
    value: str
    interval: str = ""
    why: str = ""


@dataclass(frozen=True)
class Differed:
    """What one said and another said of the same, and of whom."""

    one: str
    other: str
    n: int
    bodies: str


@dataclass(frozen=True)
class Pair:
    """Two coders: how much both have judged, how far they agree, and what they differed on."""

    name: str
    coders: str
    n: int
    measures: list[Measure]
    differed: list[Differed]


@dataclass(frozen=True)
class Section:
    """An item in a layer, or the grades of the claims on it."""

    name: str
    question_id: str
    label: str
    what: str
    n: int
    ordered: str
    measures: list[Measure]
    differed: list[Differed]
    pairs: list[Pair]


@in_study(Permission.CODE)
def agreement(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the measures of each item of which finished codings have two decisions."""
    change = Project.objects.values_list("change", flat=True).get(pk=project.pk)
    waiting = Coding.objects.filter(project=project, state=codings.DIFFERS).count()
    measured = [*_measured(project.pk, change), *_of_grades(project)]
    words = _Words(project, measured, told=codings.viewer_of(request).part is Part.LEAD)
    context = {"sections": [words.section(one) for one in measured], "waiting": waiting}
    return render(request, "coding/doubling/agreement.html", context)


@lru_cache(maxsize=8)
def _measured(pk: int, _change: int) -> tuple[ItemAgreement, ...]:
    study = load_study(Project.objects.get(pk=pk))
    return tuple(agreements(study, resolve(study)))


def _of_grades(project: Project) -> Iterator[GradeAgreement]:
    """Give how far the graders agree, item by item, of the claims that two have graded."""
    rows = codings.of_grades(project).filter(state__in=codings.SETTLED).exclude(second="")
    given: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows.order_by("question_id", "claim_id"):
        done = standing(codings.state_of(row, codings.case_of(row)))
        if done is None or done.second is None:
            continue
        for decision in (done.first, done.second):
            said = (row.claim_id, decision.coder, decision.verdict.category or "")
            given.setdefault(row.question_id, []).append(said)
    for question_id, judgements in given.items():
        yield GradeAgreement.of(question_id, judgements)


class _Words:
    """Agreement in words of the reader's language; who the coders are is told the lead alone."""

    def __init__(self, project: Project, measured: list[Agreement], *, told: bool) -> None:
        self.language = language()
        self.form: Questionnaire = form_of(project)
        names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
        claims = ROWS["claims"].objects.filter(project=project).values_list("claim_id", "unit_id")
        self.bodies = {claim: names.get(unit or "", claim) for claim, unit in claims}
        self.bodies |= names
        coders = sorted({name for one in measured for name in one.ratings.coders})
        self.coders = codings.names_of(project, coders) if told else _lettered(coders)

    def section(self, one: Agreement) -> Section:
        lang = self.language
        if isinstance(one, ItemAgreement):
            question_id, what = one.item.question_id, one.layer.label(lang)
        else:
            question_id, what = getattr(one, "question_id", ""), _("grades of claims")
        item = self.form.by_id.get(question_id)
        name = f"{question_id}, {what}"
        return Section(
            name, question_id, worded(item.label, lang) if item else "", what, len(one.doubled),
            " < ".join(self._said(one, code) for code in one.ordered),
            self._measures(one), self._differed(one),
            [self._pair(name, two) for two in one.pairs()],
        )  # fmt: skip

    def _pair(self, name: str, two: Agreement) -> Pair:
        first, second = (self.coders[name] for name in two.ratings.coders)
        who = _("%(one)s and %(other)s") % {"one": first, "other": second}
        return Pair(
            f"{name}, {who}", who, len(two.doubled), self._measures(two), self._differed(two)
        )

    def _measures(self, one: Agreement) -> list[Measure]:
        scale = _("interval") if one.scale is Scale.INTERVAL else _("nominal")
        found = [
            self._measure(_("Alike, per cent"), one.percent, 100, 0),
            self._measure(_("Krippendorff's alpha, %(scale)s") % {"scale": scale}, one.alpha),
        ]
        if (ordinal := one.ordinal_alpha) is not None:
            found.append(self._measure(_("Krippendorff's alpha, ordinal"), ordinal))
        return [
            *found,
            self._measure(_("Cohen's kappa"), one.cohen),
            self._measure(_("Fleiss' kappa"), one.fleiss),
            self._measure(_("Gwet's AC1"), one.ac1),
        ]

    def _measure(
        self, name: str, found: Coefficient, times: int = 1, decimals: int = 2
    ) -> Measure:  # fmt: skip
        if not isinstance(found, Known):
            return Measure(name, "", why=found.reason.label(self.language))
        told = number(found.value * times, self.language, decimals)
        if found.interval is None:
            return Measure(name, told)
        ends = [number(end, self.language, decimals)
                for end in (found.interval.low, found.interval.high)]  # fmt: skip
        return Measure(name, told, _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]})

    def _differed(self, one: Agreement) -> list[Differed]:
        return [
            Differed(
                self._said(one, found.said[0]), self._said(one, found.said[1]), len(found.units),
                ", ".join(sorted(self.bodies.get(unit, unit) for unit in found.units)),
            )
            for found in one.disagreements()
        ]  # fmt: skip

    def _said(self, one: Agreement, code: str) -> str:
        missing = Missing(code[1:]) if code.startswith("!") else None
        verdict = Verdict(None if missing else code, missing)
        if isinstance(one, ItemAgreement):
            return verdict_words(one.item, verdict, self.language)
        return grade_words(verdict, self.language)


def _lettered(coders: list[str]) -> Mapping[str, str]:
    """Call each coder by a letter, so that a number tells nothing of a colleague."""
    letters = (*ascii_uppercase, *(str(n) for n, _one in zip(count(27), coders, strict=False)))
    return {
        name: _("coder %(letter)s") % {"letter": letter}
        for letter, name in zip(letters, coders, strict=False)
    }
