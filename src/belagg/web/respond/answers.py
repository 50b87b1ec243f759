"""Answers as they are filled in: read, saved with the version they rest on, held against a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from django.db import connection
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from belagg.study.expression import Answer
from belagg.study.questionnaire import Item, ItemType, Questionnaire
from belagg.study.vocabulary import Missing
from belagg.web.respond.models import AnswerVersion, Sheet
from belagg.web.respond.states import SheetState, may_change
from belagg.web.store.bridge import questionnaire_of
from belagg.web.store.models import Project, QuestionnaireVersion


@dataclass(frozen=True)
class Given:
    """What somebody answered: a category, a reason for none, a value, a text; any may be empty."""

    category: str = ""
    missing: str = ""
    value: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing has been answered."""
        return not (self.category or self.missing or self.value or self.text)


@dataclass(frozen=True)
class Held(Given):
    """An answer as it is kept: with its version, who gave it and when."""

    version: int = 0
    by: str = ""
    at: str = ""

    @property
    def moment(self) -> datetime | None:
        """Give when it was saved."""
        return datetime.fromisoformat(self.at) if self.at else None

    @property
    def given(self) -> Given:
        """Give the answer alone."""
        return Given(self.category, self.missing, self.value, self.text)


class ConflictError(Exception):
    """Somebody else has saved the answer since: `theirs` is what stands now."""

    def __init__(self, theirs: Held) -> None:
        self.theirs = theirs
        super().__init__(theirs.version)


class LockedError(Exception):
    """The response has been sent; nothing in it can be changed."""


def form_of(project: Project) -> Questionnaire:
    """Give the questionnaire that is put to the bodies."""
    pk, frozen = _version(project.pk, project.change)
    return _frozen(pk) if frozen else questionnaire_of(QuestionnaireVersion.objects.get(pk=pk))


@lru_cache(maxsize=64)
def _version(project: int, _change: int) -> tuple[int, bool]:
    """Give the latest version and whether it is frozen; every change of it moves the number."""
    versions = QuestionnaireVersion.objects.filter(project=project).order_by("-number")
    pk, frozen_at = versions.values_list("pk", "frozen_at")[0]
    return pk, frozen_at is not None


@lru_cache(maxsize=16)
def _frozen(pk: int) -> Questionnaire:
    return questionnaire_of(QuestionnaireVersion.objects.get(pk=pk))


def held_answers(sheet: Sheet) -> dict[str, Held]:
    """Give the latest version of every answer of a response, by item."""
    newest_first = Window(RowNumber(), "question_id", F("version").desc())
    rows = sheet.versions.annotate(place=newest_first).filter(place=1)
    return {
        question: Held(category, missing, value, text, version, by, at.isoformat())
        for question, category, missing, value, text, version, by, at in rows.values_list(
            "question_id", "category", "missing", "value", "text", "version", "by", "at"
        )
    }


def put_now(form: Questionnaire, sheet: Sheet) -> frozenset[str]:
    """Give the items that are put as the response stands; reads the answers that decide, alone."""
    deciding = [item.question_id for item in form.items if item.name in form.deciding]
    if not deciding:
        return asked_items(form, {})
    with connection.cursor() as cursor:
        cursor.execute(_latest_of(len(deciding)), [sheet.pk, *deciding])
        answers = {question: Given(*words) for question, *words in cursor.fetchall()}
    return asked_items(form, answers)


@lru_cache(maxsize=64)
def _latest_of(items: int) -> str:
    return f"""
        SELECT question_id, category, missing, value, text FROM (
            SELECT question_id, category, missing, value, text,
                   ROW_NUMBER() OVER (PARTITION BY question_id ORDER BY version DESC) AS place
            FROM {AnswerVersion._meta.db_table}
            WHERE sheet_id = %s AND question_id IN ({", ".join(["%s"] * items)})
        ) AS answer WHERE place = 1
    """  # noqa: S608  (places for values, and a name of this module)


def held_versions(sheet: Sheet) -> list[tuple[str, Held]]:
    """Give every version of every answer that was saved, in order of time, with its item."""
    return [(row.question_id, _held(row)) for row in sheet.versions.order_by("at", "pk")]


def save(sheet: Sheet, question_id: str, given: Given, *, based_on: int, by: str) -> Held:
    """Save an answer that rests on a version read before; give it as it is kept.

    Saving what stands already changes nothing, so that a save whose acknowledgement was lost can
    be repeated; nor does saving what stood in the version read, since that is no change.
    ConflictError where another version has come in between, LockedError where the response has
    been sent meanwhile.
    """
    at = timezone.now()
    if _added(sheet, question_id, given, based_on=based_on, by=by, at=at):
        return Held(given.category, given.missing, given.value, given.text, based_on + 1, by,
                    at.isoformat())  # fmt: skip
    now = _latest(sheet, question_id)
    if now.given == given or _at(sheet, question_id, based_on) == given:
        return now
    if now.version != based_on:
        raise ConflictError(now)
    raise LockedError


def _added(
    sheet: Sheet, question_id: str, given: Given, *, based_on: int, by: str, at: datetime
) -> bool:
    """Add the version after the one it rests on, in one statement; say whether that was done.

    It is not where the response has been sent, where that version is taken, or where the one it
    rests on is not there or says the same.
    """
    if not based_on and given.is_empty:
        return False
    words = [given.category, given.missing, given.value, given.text]
    before: list[str | int] = [based_on, sheet.pk, question_id, based_on, *words]
    moment = str(connection.ops.adapt_datetimefield_value(at))
    new: list[str | int] = [question_id, based_on + 1, *words, by, moment]
    with connection.cursor() as cursor:
        cursor.execute(_adding(), [*new, sheet.pk, *before])
        return cursor.fetchone() is not None


@cache
def _adding() -> str:
    kept = AnswerVersion._meta.db_table
    changeable = ", ".join(f"'{state.value}'" for state in SheetState if may_change(state))
    # The row of the response is held so that sending and saving come one after the other.
    held = "FOR SHARE" if connection.features.has_select_for_update else ""
    return f"""
        INSERT INTO {kept}
            (sheet_id, question_id, version, category, missing, value, text, "by", at)
        SELECT sheet.id, %s, %s, %s, %s, %s, %s, %s, {_MOMENT[connection.vendor]}
        FROM (SELECT id FROM {Sheet._meta.db_table}
              WHERE id = %s AND state IN ({changeable}) {held}) AS sheet
        WHERE %s = 0 OR EXISTS (
            SELECT 1 FROM {kept} WHERE sheet_id = %s AND question_id = %s AND version = %s
            AND NOT (category = %s AND missing = %s AND value = %s AND text = %s))
        ON CONFLICT DO NOTHING RETURNING id
    """  # noqa: S608  (names of models, and words of a closed vocabulary)


_MOMENT = {"sqlite": "%s", "postgresql": "%s::timestamptz"}
"""How a moment is handed over; of text PostgreSQL must be told."""


def _latest(sheet: Sheet, question_id: str) -> Held:
    row = sheet.versions.filter(question_id=question_id).order_by("-version").first()
    return _held(row) if row is not None else Held()


def _at(sheet: Sheet, question_id: str, version: int) -> Given:
    row = sheet.versions.filter(question_id=question_id, version=version).first()
    return _held(row).given if row is not None else Given()


def _held(row: AnswerVersion) -> Held:
    return Held(
        row.category, row.missing, row.value, row.text, row.version, row.by, row.at.isoformat()
    )


def asked_items(form: Questionnaire, answers: Mapping[str, Given]) -> frozenset[str]:
    """Give the items that are put to somebody who answers so."""
    return form.asked({item.question_id: as_answer(item, answers) for item in form.items})


def as_answer(item: Item, answers: Mapping[str, Given]) -> Answer:
    """Give an answer as conditions see it."""
    given = answers.get(item.question_id, Given())
    if item.type is ItemType.SELECT_MULTIPLE:
        return given.category.split()
    if item.type is ItemType.SELECT_ONE:
        return given.category or None
    return (given.text if item.type is ItemType.TEXT else given.value) or None


def lacking(form: Questionnaire, answers: Mapping[str, Given]) -> list[Item]:
    """Give the items that must be answered, are put, and have neither an answer nor a reason."""
    put = asked_items(form, answers)
    named = {item.name: as_answer(item, answers) for item in form.items}
    return [
        item for item in form.answerable
        if item.question_id in put
        and answers.get(item.question_id, Given()).is_empty
        and (item.required if isinstance(item.required, bool) else item.required.evaluate(named))
    ]  # fmt: skip


REASONS = (
    Missing.NOT_APPLICABLE,
    Missing.DONT_KNOW,
    Missing.REFUSED,
)
"""Why somebody may say that an item cannot be answered."""

OTHER_BODY = "other_body"
"""The reason that it is another body's task: kept as not applicable, with these words as text."""
