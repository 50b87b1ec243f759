"""Drawing who codes what, at random from a seed that is kept; what was decided before stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from belagg.judging.coding.actions import Assign
from belagg.judging.coding.assignment import Plan, drawn
from belagg.judging.coding.sight import Viewer
from belagg.judging.coding.states import Case, State
from belagg.judging.coding.step import perform
from belagg.judging.coding.taken_over import taken_over
from belagg.study.vocabulary import Layer
from belagg.web.coding.doubling import grades
from belagg.web.coding.models import Coding, CodingPlan
from belagg.web.coding.recoding import codings
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store.models import ROWS, Project

_BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """What is to be drawn: items in a layer, among whom, how many twice, from which seed.

    Without a layer it is the grades of the claims on those items. `written` keeps to the bodies
    that wrote something in words.
    """

    layer: Layer | None
    questions: tuple[str, ...]
    coders: tuple[str, ...]
    share: float
    seed: int
    written: bool


@dataclass(frozen=True)
class Drawn:
    """What came of it: cases given to coders, those of them given to two, decisions taken over,
    and decisions from elsewhere that fit no coding and were left as they are."""  # fmt: skip

    cases: int
    twice: int
    taken: int
    left: int


@transaction.atomic
def draw(project: Project, wanted: Wanted, *, actor: User, viewer: Viewer) -> Drawn:
    """Give every answer that nobody has to a coder, or two; ValueError where that cannot be."""
    there = {codings.case_of(row): row for row in _held(project, wanted).select_for_update()}
    found = _take_over(project, wanted, set(there))
    taken, left = _keep_taken(project, found)
    orphans = [case for case, row in there.items() if _nobodys(row, wanted.coders)]
    cases = grades.cases(project, wanted.questions) if wanted.layer is None else _cases(
        project, wanted.layer, wanted)  # fmt: skip
    free = [case for case in cases if case not in there]
    free = [case for case in free if case not in taken and case not in left]
    plan = drawn([*free, *orphans], wanted.coders, share=wanted.share, seed=wanted.seed)
    _keep(project, plan, there, viewer)
    twice = sum(coders.second is not None for coders in plan.coders.values())
    layer = wanted.layer.value if wanted.layer else grades.GRADES
    CodingPlan.objects.create(
        project=project, drawn_by=actor, seed=wanted.seed, share=wanted.share,
        layer=layer, questions=list(wanted.questions), coders=list(wanted.coders),
        cases=len(plan.coders), twice=twice,
    )  # fmt: skip
    record("coding drawn", project=project, actor=actor, kind="coding", key=layer,
           seed=wanted.seed, share=wanted.share, items=list(wanted.questions),
           coders=list(wanted.coders), cases=len(plan.coders), twice=twice, taken_over=len(taken),
           left=len(left))  # fmt: skip
    return Drawn(len(plan.coders), twice, len(taken), len(left))


def take_over(project: Project, layer: Layer, questions: Sequence[str], *, actor: User) -> int:
    """Take over the decisions that came with a package; give how many cases they are of."""
    wanted = Wanted(layer, tuple(questions), (), 0, 0, written=False)
    with transaction.atomic():
        there = {codings.case_of(row) for row in _held(project, wanted)}
        taken, left = _keep_taken(project, _take_over(project, wanted, there))
        record("codings taken over", project=project, actor=actor, kind="coding", key=layer.value,
               items=list(questions), taken_over=len(taken), left=len(left))  # fmt: skip
    return len(taken)


def _keep(project: Project, plan: Plan, there: dict[Case, Coding], viewer: Viewer) -> None:
    new: list[Coding] = []
    changed: list[Coding] = []
    for case, coders in plan.coders.items():
        row = there.get(case)
        state = perform(codings.state_of(row, case), viewer, Assign(coders))
        held = row or _row(project, case)
        codings.fill(held, state)
        (changed if row else new).append(held)
    Coding.objects.bulk_create(new, batch_size=_BATCH)
    fields = ["state", "content", "first", "second", "decided_by"]
    Coding.objects.bulk_update(changed, fields, batch_size=_BATCH)


def _held(project: Project, wanted: Wanted) -> QuerySet[Coding]:
    if wanted.layer is None:
        return codings.of_grades(project).filter(question_id__in=wanted.questions)
    of_layer = codings.of_answers(project).filter(layer=wanted.layer.value)
    return of_layer.filter(question_id__in=wanted.questions)


def _take_over(
    project: Project, wanted: Wanted, there: set[Case]
) -> Mapping[Case, State | None]:  # fmt: skip
    """Give the state of each case that was decided before; None where it fits no coding."""
    if wanted.layer is None:
        return grades.taken_over(project, wanted.questions, there)
    decided: dict[Case, list[dict[str, object]]] = {}
    rows = ROWS["assessments"].objects.filter(
        project=project, layer=wanted.layer.value, question_id__in=wanted.questions
    )
    for row in rows.values():
        case = Case(row["unit_id"], row["question_id"], wanted.layer)
        if case not in there:
            decided.setdefault(case, []).append(row)
    return {case: taken_over(case, held) for case, held in decided.items()}


def _keep_taken(
    project: Project, found: Mapping[Case, State | None]
) -> tuple[set[Case], set[Case]]:  # fmt: skip
    made, left = [], set()
    for case, state in found.items():
        if state is None:
            left.add(case)
            continue
        coding = _row(project, case)
        codings.fill(coding, state)
        made.append(coding)
    Coding.objects.bulk_create(made, batch_size=_BATCH)
    return {codings.case_of(row) for row in made}, left


def _cases(project: Project, layer: Layer, wanted: Wanted) -> list[Case]:
    rows = ROWS["responses"].objects.filter(project=project, question_id__in=wanted.questions)
    if wanted.written:
        rows = rows.exclude(text__isnull=True).exclude(text="")
    pairs = rows.order_by().values_list("unit_id", "question_id").distinct()
    return sorted(Case(unit, question, layer) for unit, question in pairs)


def _nobodys(row: Coding, coders: Sequence[str]) -> bool:
    """Say whether nobody who is drawn among has the case, and nobody has decided it."""
    return row.state == codings.OPEN[0] and not {row.first, row.second} & set(coders)


def _row(project: Project, case: Case) -> Coding:
    return Coding(
        project=project, unit_id=case.unit_id, question_id=case.question_id,
        layer=case.layer.value, claim_id=case.claim_id,
    )  # fmt: skip
