"""The only way a coding changes: a state of `belagg.judging.coding`, kept, told and audited.

The study gets its rows of `assessments`, and the grades of claims that are dealt out, from here, of
finished passes only. The audit log says who
did what to which case, and never what was decided, since those who read it may yet be asked to
code the same case blind.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from belagg.judging.coding import states
from belagg.judging.coding.actions import Action, Fault, TransitionError
from belagg.judging.coding.rows import assessment_rows
from belagg.judging.coding.sight import Part, Viewer
from belagg.judging.coding.states import Case, Coders, Decision, State
from belagg.judging.coding.step import begin, perform
from belagg.study.vocabulary import Layer
from belagg.web.coding.claims.grading import put_grade
from belagg.web.coding.models import Coding
from belagg.web.people.access import acting
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.people.permissions import Permission, allowed
from belagg.web.store.models import ROWS, Project

Done: TypeAlias = Mapping[Case, Fault]
"""The cases on which an action was refused, with why."""

_STATES: Mapping[str, Any] = {
    kind.__name__: kind
    for kind in (
        states.Assigned, states.HalfCoded, states.Coded, states.Agreed, states.Differs,
        states.Adjudicated,
    )
}  # fmt: skip
OPEN = (states.Assigned.__name__, states.HalfCoded.__name__)
DIFFERS = states.Differs.__name__
SETTLED = (states.Coded.__name__, states.Agreed.__name__, states.Adjudicated.__name__)


def viewer_of(request: HttpRequest) -> Viewer:
    """Give what somebody is to the coding of the study she was let into."""
    roles = getattr(request, "roles", ())
    part = Part.OTHER
    if allowed(roles, Permission.ADJUDICATE):
        part = Part.LEAD
    elif allowed(roles, Permission.CODE):
        part = Part.CODER
    return Viewer(acting(request).signature, part)


def state_of(coding: Coding | None, case: Case) -> State:
    """Give the state of a case; the first one where nobody has had it."""
    if coding is None:
        return begin(case)
    state: State = msgspec.convert(coding.content, _STATES[coding.state])
    return state


def case_of(coding: Coding) -> Case:
    """Give the case that a row is of."""
    return Case(coding.unit_id, coding.question_id, Layer(coding.layer), coding.claim_id)


def name_of(case: Case) -> str:
    """Name a case in the audit log."""
    claim = (case.claim_id,) if case.claim_id else ()
    return "|".join((case.layer.value, case.question_id, case.unit_id, *claim))


def of_answers(project: Project) -> QuerySet[Coding]:
    """Give the codings of what bodies answered."""
    return Coding.objects.filter(project=project, claim_id="")


def of_grades(project: Project) -> QuerySet[Coding]:
    """Give the codings of the grades of claims."""
    return Coding.objects.filter(project=project).exclude(claim_id="")


def codings_of(
    project: Project, layer: Layer, question_id: str, units: Iterable[str]
) -> dict[str, Coding]:
    """Give the codings of the answers to an item by body, of those bodies."""
    rows = of_answers(project).filter(
        layer=layer.value, question_id=question_id, unit_id__in=list(units)
    )
    return {row.unit_id: row for row in rows}


def waiting_for(codings: QuerySet[Coding], coder: str) -> QuerySet[Coding]:
    """Give those of some codings that wait for a coder's decision."""
    held = codings.filter(state__in=OPEN).exclude(decided_by=coder)
    return held.filter(first=coder) | held.filter(second=coder)


def waits_for(state: object, coder: str) -> bool:
    """Say whether a case waits for the coder's decision."""
    if isinstance(state, states.HalfCoded):
        return coder in state.coders and state.held.coder != coder
    return isinstance(state, states.Assigned) and coder in state.coders


@transaction.atomic
def act(
    project: Project, actor: User, viewer: Viewer, actions: Sequence[tuple[Case, Action]]
) -> Done:
    """Do something to each of some cases of one item; what is refused is told, the rest is done."""
    held = _locked(project, [case for case, _action in actions])
    refused: dict[Case, Fault] = {}
    for case, action in actions:
        coding = held.get(case)
        try:
            after = perform(state_of(coding, case), viewer, action)
        except TransitionError as error:
            refused[case] = error.fault
            continue
        held[case] = keep(project, coding, after)
        record(
            f"coding: {type(action).__name__.lower()}", project=project, actor=actor, kind="coding",
            key=name_of(case),
            before=coding.state if coding else "", after=type(after).__name__,
        )  # fmt: skip
    return refused


def keep(project: Project, coding: Coding | None, state: State) -> Coding:
    """Keep a state, and give the study the rows that follow from it; within a transaction."""
    case = state.case
    row = coding or Coding(
        project=project, unit_id=case.unit_id, question_id=case.question_id,
        layer=case.layer.value, claim_id=case.claim_id,
    )  # fmt: skip
    fill(row, state)
    row.save()
    result = states.standing(state)
    if row.state in SETTLED and result is not None:
        if case.claim_id:
            put_grade(project, case.claim_id, result.final or result.first)
        else:
            _give_to_study(project, state)
    return row


def fill(row: Coding, state: State) -> None:
    """Write a state in a row that is to be saved."""
    coders = getattr(state, "coders", Coders(""))
    row.state = type(state).__name__
    row.content = msgspec.to_builtins(state)
    row.first, row.second = coders.first, coders.second or ""
    row.decided_by = state.held.coder if isinstance(state, states.HalfCoded) else ""


def _give_to_study(project: Project, state: State) -> None:
    case = state.case
    model = ROWS["assessments"]
    model.objects.filter(
        project=project, unit_id=case.unit_id, question_id=case.question_id, layer=case.layer.value
    ).delete()
    model.objects.bulk_create(model(project=project, **row) for row in assessment_rows([state]))


def _locked(project: Project, cases: Sequence[Case]) -> dict[Case, Coding | None]:
    wanted = set(cases)
    rows = Coding.objects.select_for_update().filter(
        project=project,
        unit_id__in={case.unit_id for case in wanted},
        question_id__in={case.question_id for case in wanted},
        claim_id__in={case.claim_id for case in wanted},
    )
    found: dict[Case, Coding | None] = {case_of(row): row for row in rows}
    return {case: row for case, row in found.items() if case in wanted}


def names_of(project: Project, signatures: Iterable[str]) -> dict[str, str]:
    """Give the names of accounts by their signature; a signature from elsewhere names itself."""
    wanted = set(signatures)
    members = User.objects.filter(memberships__project=project).distinct()
    named = {user.signature: str(user) for user in members if user.signature in wanted}
    return {signature: named.get(signature, signature) for signature in wanted}


def last_decision(state: State, coder: str) -> Decision | None:
    """Give the coder's own decision of the pass that is going on, or of the finished one."""
    own = [d for d in states.open_decisions(state) if d.coder == coder]
    if not own and isinstance(state, states.Coded | states.Agreed | states.Adjudicated):
        own = [d for d in state.result.decisions if d.coder == coder]
    return own[-1] if own else None
