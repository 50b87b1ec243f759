"""What recoding keeps: the state of every case, who drew whom for it, what was looked at again."""

from django.db import models
from django.utils import timezone

from belagg.web.people.models import User
from belagg.web.store.models import Project


class Coding(models.Model):
    """A case of which somebody has the coding, in the state it is in.

    With `claim_id` it is the grade of a claim that is decided. `content` is the state of
    `belagg.judging.coding.states` that `state` names. The columns beside it repeat what is asked
    for in queries: who has the case, and who of two has decided.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="codings")
    unit_id = models.CharField(max_length=300)
    question_id = models.CharField(max_length=300)
    layer = models.CharField(max_length=20)
    claim_id = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=20)
    content = models.JSONField()
    first = models.CharField(max_length=100)
    second = models.CharField(max_length=100, blank=True)
    decided_by = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["layer", "question_id", "unit_id", "claim_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "layer", "question_id", "unit_id", "claim_id"],
                name="one_coding_of_a_case",
            )
        ]
        indexes = [
            models.Index(fields=["project", "first", "state"], name="coding_first"),
            models.Index(fields=["project", "second", "state"], name="coding_second"),
            models.Index(fields=["project", "state"], name="coding_state"),
        ]


class CodingPlan(models.Model):
    """A draw of who codes what, with the seed it was drawn from, so that it can be done again."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="coding_plans")
    drawn_at = models.DateTimeField(default=timezone.now)
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    seed = models.BigIntegerField()
    share = models.FloatField()
    layer = models.CharField(max_length=20)
    questions = models.JSONField()
    coders = models.JSONField()
    cases = models.PositiveIntegerField()
    twice = models.PositiveIntegerField()

    class Meta:
        ordering = ["drawn_at", "pk"]


class LookedAt(models.Model):
    """That a settled case was looked at because of a version of a rule, and stands as it was."""

    coding = models.ForeignKey(Coding, models.CASCADE, related_name="looked_at")
    rule_id = models.CharField(max_length=300)
    version = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["coding", "rule_id", "version"], name="looked_at_once_for_a_version"
            )
        ]
