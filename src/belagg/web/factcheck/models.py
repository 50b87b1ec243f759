"""Fact checks: what each body was told, as it stood then, what it said, and what was decided."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from belagg.study.vocabulary import Vocabulary
from belagg.web.factcheck.states import NEXT, CheckState, CheckStateError, PointState
from belagg.web.people.models import User
from belagg.web.respond.models import Attachment
from belagg.web.store.models import Project


class PointKind(Vocabulary):
    """What a body is told."""

    ANSWER = "answer", "ert svar", "your answer"
    RECODING = "recoding", "så har vi tolkat svaret", "how we read the answer"
    DOCUMENTED = "documented", "det dokumenten visar", "what the documents show"
    GRADE = "grade", "bedömning mot dokument", "graded against documents"


class FactCheck(models.Model):
    """One fact check of a study; there is never more than one that is open.

    `ends` is the last day to answer. `elsewhere` says how and when it was held, where that was
    not here; then it has points and no answers.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="fact_checks")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=CheckState.OPEN.value)
    opened = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ends = models.DateField()
    ended = models.DateTimeField(null=True)
    elsewhere = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_fact_check_number"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(state="open"), name="one_open_fact_check"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Say whether bodies may answer."""
        return self.state == CheckState.OPEN

    def go_to(self, state: CheckState) -> None:
        """Change the state; CheckStateError where it may not follow."""
        if state not in NEXT[CheckState(self.state)]:
            raise CheckStateError(f"a fact check that is {self.state} cannot be {state.value}")
        self.state = state.value


class Point(models.Model):
    """One thing that a body was told, in the words of that day.

    `key` is the item or the claim, `fingerprint` names what is said, so that a change of it is
    seen; `shown` holds the words: `label` and `value` in each language, `texts`, `reason`, `rule`,
    `evidence`, `grade`, `document`, `page`, `quote`.
    """

    fact_check = models.ForeignKey(FactCheck, models.CASCADE, related_name="points")
    position = models.PositiveIntegerField()
    unit_id = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=300)
    question_id = models.CharField(max_length=300, blank=True)
    shown: "models.JSONField[Any, Any]" = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=20, default=PointState.TOLD.value)
    answered_by = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["unit_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact_check", "unit_id", "kind", "key"], name="one_point_each"
            )
        ]

    @property
    def open(self) -> bool:
        """Say whether the body may say something of it still."""
        return self.state in (PointState.TOLD, PointState.AGREED, PointState.OBJECTED)


class Objection(models.Model):
    """What a body objects to a point, with what it points to; rows are added and stay.

    `outcome`, `reason` and `becomes` (a grade or a category) are the decision on it.
    """

    point = models.ForeignKey(Point, models.CASCADE, related_name="objections")
    text = models.TextField()
    evidence = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    becomes = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
