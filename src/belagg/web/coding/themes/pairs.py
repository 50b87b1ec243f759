"""Texts that two mark blind: drawn by lot, until both say that they are done."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from belagg.judging.coding.assignment import drawn
from belagg.judging.coding.states import Case
from belagg.judging.text_coding import Doubled, NotNowError, TextState, finish, take_up
from belagg.study.vocabulary import Layer
from belagg.web.coding.models import TextCoding
from belagg.web.coding.themes import marks
from belagg.web.coding.themes.texts import ANSWER
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store.models import ROWS, Project

_BATCH = 500


def waiting_for(project: Project, user: User) -> QuerySet[TextCoding]:
    """Give the texts that somebody is to mark as one of two, and has not said she is done with."""
    name = user.signature
    open_ = TextCoding.objects.filter(project=project).exclude(state=TextState.OPEN.value)
    return open_.filter(Q(first=name) | Q(second=name)).exclude(done=name)


@transaction.atomic
def deal(
    project: Project, questions: Sequence[str], coders: Sequence[str], *, share: float, seed: int,
    actor: User,
) -> int:  # fmt: skip
    """Give a share of the bodies' answers in words to two coders each; give how many texts.

    Only texts that nobody has marked and nobody has are drawn among. ValueError for fewer than two
    coders.
    """
    rows = ROWS["responses"].objects.filter(project=project, question_id__in=list(questions))
    answers = rows.exclude(text=None).exclude(text="").order_by("response_id")
    taken = set(TextCoding.objects.filter(project=project).values_list("source", flat=True))
    marked = ROWS["segments"].objects.filter(project=project).order_by()
    taken |= set(marked.values_list("source", flat=True).distinct())
    by_case: dict[Case, list[str]] = {}
    for key, unit, question in answers.values_list("response_id", "unit_id", "question_id"):
        if f"{ANSWER}:{key}" not in taken:
            by_case.setdefault(Case(unit, question, Layer.STATED), []).append(f"{ANSWER}:{key}")
    chosen = drawn(list(by_case), coders, share=share, seed=seed).coders
    twice = [case for case, held in chosen.items() if held.second is not None]
    pairs = drawn(twice, coders, share=1, seed=seed).coders
    made = [
        TextCoding(project=project, source=source, first=held.first, second=held.second or "",
                   seed=seed)
        for case, held in pairs.items() for source in by_case[case]
    ]  # fmt: skip
    TextCoding.objects.bulk_create(made, batch_size=_BATCH)
    record("texts drawn", project=project, actor=actor, kind="texts", seed=seed, share=share,
           items=list(questions), coders=list(coders), texts=len(made))  # fmt: skip
    return len(made)


@transaction.atomic
def finished(project: Project, source: str, actor: User) -> bool:
    """Note that one of two is done; True where both are, and the marks have come into the study.

    NotNowError for one who is not to mark it.
    """
    row, held = _locked(project, source)
    after = finish(held, actor.signature)
    if after.state is TextState.OPEN:
        marks.open_up(project, source)
    _keep(row, held, after, actor)
    return after.state is TextState.OPEN


@transaction.atomic
def taken_up(project: Project, source: str, actor: User) -> None:
    """Let who was done first go on; NotNowError for anybody else, and when both are done."""
    row, held = _locked(project, source)
    _keep(row, held, take_up(held, actor.signature), actor)


def _locked(project: Project, source: str) -> tuple[TextCoding, Doubled]:
    row = TextCoding.objects.select_for_update().filter(project=project, source=source).first()
    if row is None:
        raise NotNowError
    return row, row.held


def _keep(row: TextCoding, before: Doubled, after: Doubled, actor: User) -> None:
    row.state, row.done = after.state.value, after.done
    row.save()
    record("text coding", project=row.project, actor=actor, kind="text", key=row.source[:300],
           before=before.state.value, after=after.state.value)  # fmt: skip
