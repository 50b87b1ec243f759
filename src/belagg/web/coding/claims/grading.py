"""A claim is graded on a span of a version of a document; what was done last can be undone."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from belagg.judging.coding.states import Decision, Ground
from belagg.study.tables import TABLES
from belagg.study.tables.evidence import EVIDENCE
from belagg.study.vocabulary import Grade
from belagg.web.coding.models import Coding, Evidence, Grading
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.store import guards
from belagg.web.store.guards import Change
from belagg.web.store.models import ROWS, Project
from belagg.web.store.rows import version_of

_GRADED = ("document_id", "page", "quote", "grade", "coder", "rationale")
_SPAN = ("document_id", "sha256", "start", "end")
_NEED_DOCUMENT = frozenset({Grade.CONFIRMED, Grade.PARTLY, Grade.CONTRADICTED})
_NEED_PASSAGE = frozenset({Grade.CONFIRMED, Grade.PARTLY})


class NotGradedError(Exception):
    """A claim that is not graded, or a grading that is not undone; the message says why."""


def version(claim: Any) -> str:
    """Name how a claim stands now, so that a change of it is seen."""
    return version_of(TABLES["claims"], claim)


@transaction.atomic
def grade(
    project: Project,
    claim_id: str,
    given: Grade,
    ground: Ground | None,
    rationale: str,
    *,
    seen: str,
    actor: User,
) -> None:
    """Grade a claim; NotGradedError where its ground is lacking, or another has changed it.

    `seen` is the version of the claim that was looked at.
    """
    claim = _locked(project, claim_id)
    if version(claim) != seen:
        raise NotGradedError(_("Somebody else has graded the claim since you opened it."))
    _refuse_dealt(project, claim_id)
    used = ground_for(given, ground)
    before = _standing(project, claim)
    after = _graded(project, claim_id, given, used, actor.signature, rationale)
    _put(project, claim, after)
    Grading.objects.create(project=project, claim_id=claim_id, by=actor, before=before, after=after)
    record("claim graded", project=project, actor=actor, kind="claim", key=claim_id,
           before=before["grade"] or "", after=given.value,
           reason=text_hash(rationale)[:16])  # fmt: skip


def ground_for(given: Grade, ground: Ground | None) -> Ground | None:
    """Give what a grade is to rest on; NotGradedError where that is lacking."""
    if given in _NEED_DOCUMENT and ground is None:
        raise NotGradedError(_("Choose the document that the grade rests on."))
    if given in _NEED_PASSAGE and (ground is None or not ground.quote):
        raise NotGradedError(_("Choose the passage that bears it out."))
    return ground if given is not Grade.NOT_REVIEWED else None


def put_grade(project: Project, claim_id: str, decision: Decision) -> None:
    """Give a claim the grade that its coders came to; nothing where the claim is no longer there.

    Within a transaction.
    """
    rows = ROWS["claims"].objects.select_for_update()
    claim = rows.filter(project=project, claim_id=claim_id).first()
    if claim is not None and decision.verdict.category is not None:
        given = Grade(decision.verdict.category)
        used = decision.ground
        _put(project, claim, _graded(
            project, claim_id, given, used, decision.coder, decision.rationale
        ))  # fmt: skip


def ground_of(claim: Any, evidence: Evidence | None) -> Ground | None:
    """Give what the grade of a claim rests on now."""
    if not claim.document_id:
        return None
    return Ground(
        claim.document_id, evidence.sha256 if evidence else "",
        evidence.start if evidence else None, evidence.end if evidence else None,
        claim.page, None, claim.quote or "",
    )  # fmt: skip


def held_by_coders(project: Project, changes: Sequence[Change]) -> dict[guards.Key, str]:
    """Say of which claims the grade may not change but by those who code it."""
    dealt = set(Coding.objects.filter(project=project).values_list("claim_id", flat=True))
    why = _("the claim is dealt out, so its grade is changed by its coders alone")
    return {
        (one.row.claim_id,): why
        for one in changes
        if one.row.claim_id in dealt and one.touches(_GRADED)
    }


def last_of(project: Project, actor: User) -> Grading | None:
    """Give the grading that somebody can undo: her last."""
    return (
        Grading.objects.filter(project=project, by=actor, undone=None).order_by("-pk").first()
    )  # fmt: skip


@transaction.atomic
def undo(project: Project, *, actor: User) -> str:
    """Take back one's last grading and give the claim's id; NotGradedError where there is none, or
    another has graded the claim since."""  # fmt: skip
    step = last_of(project, actor)
    if step is None:
        raise NotGradedError(_("There is nothing of yours to undo."))
    claim = _locked(project, step.claim_id)
    _refuse_dealt(project, step.claim_id)
    if _standing(project, claim) != step.after:
        raise NotGradedError(_("Somebody else has graded the claim since."))
    _put(project, claim, step.before)
    Grading.objects.filter(pk=step.pk).update(undone=timezone.now())
    record("grading undone", project=project, actor=actor, kind="claim", key=step.claim_id,
           before=step.after["grade"] or "", after=step.before["grade"] or "")  # fmt: skip
    return step.claim_id


def _graded(
    project: Project, claim_id: str, given: Grade, used: Ground | None, coder: str, rationale: str
) -> dict[str, Any]:  # fmt: skip
    return {
        "document_id": used.document_id if used else None,
        "page": used.page if used else None,
        "quote": (used.quote or None) if used else None,
        "grade": given.value,
        "coder": coder,
        "rationale": rationale or None,
        "evidence": {name: getattr(used, name) for name in _SPAN} if used and used.sha256 else None,
        "passage": _passage(project, claim_id, used),
    }


def _refuse_dealt(project: Project, claim_id: str) -> None:
    if Coding.objects.filter(project=project, claim_id=claim_id).exists():
        raise NotGradedError(_("The claim has been dealt out, and is graded by its coders."))


def _locked(project: Project, claim_id: str) -> Any:
    rows = ROWS["claims"].objects.select_for_update()
    claim = rows.filter(project=project, claim_id=claim_id).first()
    if claim is None:
        raise NotGradedError(_("The claim is no longer there."))
    return claim


def _standing(project: Project, claim: Any) -> dict[str, Any]:
    held = Evidence.objects.filter(project=project, claim_id=claim.claim_id).first()
    row = ROWS["passages"].objects.filter(project=project, passage_id=_name(claim.claim_id)).first()
    columns = [c.name for c in TABLES["passages"].columns]
    return {name: getattr(claim, name) for name in _GRADED} | {
        "evidence": {name: getattr(held, name) for name in _SPAN} if held else None,
        "passage": {name: getattr(row, name) for name in columns} if row else None,
    }


def _put(project: Project, claim: Any, standing: dict[str, Any]) -> None:
    for name in _GRADED:
        setattr(claim, name, standing[name])
    claim.save()
    Evidence.objects.filter(project=project, claim_id=claim.claim_id).delete()
    if standing["evidence"]:
        Evidence.objects.create(project=project, claim_id=claim.claim_id, **standing["evidence"])
    passages = ROWS["passages"].objects
    passages.filter(project=project, passage_id=_name(claim.claim_id)).delete()
    if standing["passage"]:
        passages.create(project=project, **standing["passage"])


def _name(claim_id: str) -> str:
    return f"{claim_id}-{EVIDENCE}"


def _passage(project: Project, claim_id: str, ground: Ground | None) -> dict[str, Any] | None:
    """Give the passage that has the quoted words in the study, where none of a concept has them.

    A package has passages and not whole texts: what is quoted must be among them.
    """
    if ground is None or ground.start is None:
        return None
    rows = ROWS["passages"].objects.filter(
        project=project, document_id=ground.document_id, start__lte=ground.start,
        end__gte=ground.end,
    )  # fmt: skip
    if rows.exclude(concept=EVIDENCE).exists():
        return None
    return {
        "passage_id": _name(claim_id), "document_id": ground.document_id, "concept": EVIDENCE,
        "page": ground.page, "line": ground.line, "start": ground.start, "end": ground.end,
        "text": ground.quote,
    }  # fmt: skip
