"""The review desk: what a body said, what it said elsewhere, its documents, the rules, a grade."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.judging.coding.states import Decision, Ground, Rule, Verdict
from belagg.study.questionnaire import worded
from belagg.study.sheets import clean
from belagg.study.vocabulary import Basis, Grade
from belagg.web.coding.claims import queue
from belagg.web.coding.claims.earlier import earlier
from belagg.web.coding.claims.grading import (
    NotGradedError,
    grade,
    ground_for,
    last_of,
    undo,
    version,
)
from belagg.web.coding.claims.sight import blind_of, coding_of, is_hidden
from belagg.web.coding.documents.glance import glances
from belagg.web.coding.documents.sheet import Span, sheet_of
from belagg.web.coding.documents.viewer import Opened, opened, view_context
from belagg.web.coding.models import ClaimSource, Coding, Evidence
from belagg.web.coding.recoding import codings, rule_book
from belagg.web.coding.recoding.answers import grade_words
from belagg.web.coding.recoding.case import DECIDING, DOING, coding_context, done
from belagg.web.coding.recoding.items import form_of
from belagg.web.desk.answers import answers_of
from belagg.web.desk.moments import now_text
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import ROWS, Project

_LONGEST = 4_000


class GradeForm(forms.Form):
    """A grade, and which passage of the document in view it rests on."""

    grade = forms.ChoiceField(choices=[(g.value, g.value) for g in Grade])
    ground = forms.ChoiceField(
        choices=[(name, name) for name in ("passage", "lines", "words", "kept", "none")]
    )
    seen = forms.CharField()
    document_id = forms.CharField(required=False)
    sha256 = forms.CharField(required=False)
    passage = forms.CharField(required=False)
    page = forms.IntegerField(required=False, min_value=1)
    first = forms.IntegerField(required=False, min_value=1, label=gettext_lazy("from"))
    last = forms.IntegerField(required=False, min_value=1, label=gettext_lazy("to"))
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    rationale = forms.CharField(required=False, max_length=5_000)
    rule = forms.CharField(required=False)


@dataclass(frozen=True)
class Source:
    """The answer a claim was made from: its text before, in and after the part."""

    before: str
    part: str
    after: str


def claim_or_404(project: Project, claim_id: str) -> Any:
    """Give a claim of the study."""
    found = ROWS["claims"].objects.filter(project=project, claim_id=claim_id).first()
    if found is None:
        raise Http404
    return found


@in_study(Permission.CODE)
def claim(request: HttpRequest, project: Project, claim_id: str) -> HttpResponse:
    """Show a claim with all that it is held against, and grade it."""
    language = get_language() or "sv"
    this = claim_or_404(project, claim_id)
    coding = coding_of(project, claim_id)
    hidden = is_hidden(this, blind_of(project), acting(request).signature)
    if request.method == "POST":
        return _post(request, project, this, coding, hidden)
    papers = _papers(project, this)
    evidence = Evidence.objects.filter(project=project, claim_id=claim_id).first()
    held = _in_view(request, project, this, papers)
    item = form_of(project).by_id.get(this.question_id)
    context = {
        "claim": this, "hidden": hidden, "seen": version(this),
        "unit": _name(project, this.unit_id),
        "label": worded(item.label, language) if item else "",
        "grade_word": Grade(this.grade).label(language) if this.grade else "",
        "grades": [(n, g.value, g.label(language)) for n, g in enumerate(Grade, 1)],
        "source": _source(project, claim_id),
        "said": [], "elsewhere": [],
        "rules": rule_book.in_force(project, this.question_id),
        "earlier": earlier(project, this, language),
        "papers": glances(project, papers, language),
        "older": not hidden and _has_changed(held, evidence),
        "evidence": evidence,
        "last": last_of(project, acting(request)),
        "following": queue.next_after(project, this, acting(request).signature),
        "keys": request.session.get("keys", True),
        **_coded(request, project, this, coding, hidden),
    }  # fmt: skip
    if this.unit_id:
        told = answers_of(project, this.unit_id, language)
        context["said"] = [one for one in told if one["question_id"] == this.question_id]
        context["elsewhere"] = [one for one in told if one["question_id"] != this.question_id]
    if held is not None:
        span = None if hidden else _rests_on(project, this, held)
        marked = Span("evidence", *span) if span else None
        context |= view_context(project, held, request, language, marked)
        context["glance"] = glances(project, [held.row], language)[0]
    return render(request, "coding/claims/claim.html", context)


def _coded(
    request: HttpRequest, project: Project, this: Any, coding: Coding | None, hidden: bool
) -> dict[str, object]:
    """Give what is seen of the coding of a claim that is dealt out, and whether one may grade."""
    if coding is None:
        return {"dealt": False, "may_grade": not hidden}
    state = codings.state_of(coding, codings.case_of(coding))
    lang = get_language() or "sv"
    seen = coding_context(request, project, state, lambda verdict: grade_words(verdict, lang))
    return seen | {"dealt": True, "may_grade": seen["may_decide"] or seen["may_settle"]}


def _post(
    request: HttpRequest, project: Project, this: Any, coding: Coding | None, hidden: bool
) -> HttpResponse:
    asked = str(request.POST.get("do", "decide"))
    if coding is not None and asked in DOING:
        action = DOING[asked](request, acting(request).signature)
        if done(request, project, codings.case_of(coding), action):
            messages.success(request, _("Saved."))
        return redirect(request.get_full_path())
    if coding is None and hidden:
        messages.error(request, _("The case is being coded blind. Wait until that has ended."))
        return redirect(request.get_full_path())
    given = _graded(request, project, this, coding)
    if given is None:
        return redirect(request.get_full_path())
    told = _("{}: {}.").format(this.claim_id, given.label(get_language() or "sv"))
    messages.success(request, told)
    if asked == "settle":
        if request.POST.get("then") == "rule":
            rule_id = str(request.POST.get("rule", ""))
            return redirect(*(("rule", project.slug, rule_id) if rule_id
                              else ("rule-new", project.slug)))  # fmt: skip
        return redirect("disagreements", project.slug)
    following = queue.next_after(project, this, acting(request).signature)
    if following is None:
        return redirect("claims", project.slug)
    return redirect("claim", project.slug, following.claim_id)


def _has_changed(held: Opened | None, evidence: Evidence | None) -> bool:
    """Say whether the document in view is no longer the file that the grade rests on."""
    if held is None or evidence is None or held.row.document_id != evidence.document_id:
        return False
    return bool(held.row.sha256 != evidence.sha256)


def _name(project: Project, unit_id: str | None) -> str:
    rows = ROWS["units"].objects.filter(project=project, unit_id=unit_id)
    return rows.values_list("name", flat=True).first() or ""


def _papers(project: Project, this: Any) -> list[Any]:
    """Give the documents that a claim may be held against: the body's, and authorities'."""
    rows = ROWS["documents"].objects.filter(project=project)
    own = Q(unit_id=None) | Q(document_id=this.document_id or "")
    if this.unit_id:
        own |= Q(unit_id=this.unit_id)
    found = list(rows.filter(own).order_by("document_id"))
    return sorted(found, key=lambda row: (row.unit_id is None, row.document_id))


def _in_view(request: HttpRequest, project: Project, this: Any, papers: list[Any]) -> Opened | None:
    ids = [row.document_id for row in papers]
    wanted = request.GET.get("document") or this.document_id or (ids[0] if ids else "")
    if wanted not in ids:
        return None
    return opened(project, wanted, request.GET.get("version", ""))


def _rests_on(project: Project, this: Any, held: Opened) -> tuple[int, int] | None:
    """Give the span of the version in view that the grade rests on.

    Of a claim that came with a package only the words are known: it is where they stand.
    """
    evidence = Evidence.objects.filter(project=project, claim_id=this.claim_id).first()
    if held.version is None or held.text is None:
        return None
    if evidence is not None:
        same = held.version.sha256 == evidence.sha256
        if same and evidence.start is not None and evidence.end is not None:
            return evidence.start, evidence.end
        return None
    if not this.quote or this.document_id != held.row.document_id:
        return None
    start = held.text.text.find(this.quote)
    return (start, start + len(this.quote)) if start >= 0 else None


def _source(project: Project, claim_id: str) -> Source | None:
    held = ClaimSource.objects.filter(project=project, claim_id=claim_id).first()
    if held is None or held.start is None or held.end is None:
        return None
    rows = ROWS["responses"].objects.filter(project=project, response_id=held.response_id)
    text = rows.values_list("text", flat=True).first() or ""
    return Source(text[: held.start], text[held.start : held.end], text[held.end :])


def _graded(
    request: HttpRequest, project: Project, this: Any, coding: Coding | None
) -> Grade | None:  # fmt: skip
    """Grade as the form says; None, with a message, where that cannot be done."""
    form = GradeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a grade and, with lines, from which to which."))
        return None
    data = form.cleaned_data
    given, why = Grade(data["grade"]), clean(data["rationale"])
    try:
        ground = _ground(project, this, data)
        if coding is None:
            grade(project, this.claim_id, given, ground, why, seen=data["seen"],
                  actor=acting(request))  # fmt: skip
            return given
        rules = {one.rule_id: one for one in rule_book.in_force(project, this.question_id)}
        rule = rules.get(data["rule"])
        if rule is None and not why:
            raise NotGradedError(_("Name the rule, or write why."))
        used = ground_for(given, ground)
    except NotGradedError as error:
        messages.error(request, str(error))
        return None
    decision = Decision(
        acting(request).signature, Verdict(given.value), why, basis=Basis.DOCUMENT,
        rule=Rule(rule.rule_id, rule.version) if rule else None, at=now_text(), ground=used,
    )  # fmt: skip
    action = DECIDING["settle" if request.POST.get("do") == "settle" else "decide"](decision)
    return given if done(request, project, codings.case_of(coding), action) else None


def _ground(project: Project, this: Any, data: dict[str, Any]) -> Ground | None:
    if not data["document_id"] or not data["sha256"]:
        return None
    held = opened(project, data["document_id"], data["sha256"])
    if held.row.unit_id not in (None, this.unit_id) and held.row.document_id != this.document_id:
        raise NotGradedError(_("The document is another body's."))
    span = _chosen(project, this, held, data)
    if span is None:
        return Ground(data["document_id"], data["sha256"])
    start, end = span
    text = held.text
    if text is None or not 0 <= start < end <= len(text.text) or end - start > _LONGEST:
        raise NotGradedError(_("The passage is not in the document, or it is too long."))
    lines = text.lines.touched(start, start + 1)
    return Ground(
        data["document_id"], data["sha256"], start, end,
        int(text.lines.page[lines[0]]) or None if lines else None,
        int(text.lines.number[lines[0]]) or None if lines else None,
        " ".join(text.text[start:end].split()),
    )  # fmt: skip


def _chosen(
    project: Project, this: Any, held: Opened, data: dict[str, Any]
) -> tuple[int, int] | None:
    match data["ground"]:
        case "passage":
            row = ROWS["passages"].objects.filter(
                project=project, document_id=held.row.document_id, passage_id=data["passage"]
            ).first()  # fmt: skip
            return (row.start, row.end) if row is not None and row.start is not None else None
        case "lines":
            return _of_lines(held, data)
        case "words" if data["start"] is not None and data["end"] is not None:
            return data["start"], data["end"]
        case "kept":
            return _rests_on(project, this, held)
    return None


def _of_lines(held: Opened, data: dict[str, Any]) -> tuple[int, int]:
    first, last = data["first"], data["last"] or data["first"]
    if held.text is None or data["page"] is None or first is None:
        raise NotGradedError(_("Say from which line to which."))
    chosen = [
        line for line in sheet_of(held.text, data["page"]).lines if first <= line.number <= last
    ]
    if not chosen:
        raise NotGradedError(_("There are no such lines on the page."))
    return min(line.start for line in chosen), max(line.end for line in chosen)


@require_POST
@in_study(Permission.CODE)
def undo_last(request: HttpRequest, project: Project) -> HttpResponse:
    """Take back what one graded last, and go to that claim."""
    try:
        key = undo(project, actor=acting(request))
    except NotGradedError as error:
        messages.error(request, str(error))
        return redirect("claims", project.slug)
    messages.success(request, _("Undone."))
    return redirect("claim", project.slug, key)


@require_POST
@in_study(Permission.CODE)
def switch_keys(request: HttpRequest, project: Project) -> HttpResponse:
    """Turn the keys of one letter on or off, for those whom they disturb."""
    request.session["keys"] = not request.session.get("keys", True)
    back = str(request.POST.get("next", ""))
    home = f"/studies/{project.slug}/coding/"
    return redirect(back if back.startswith(home) else home)
