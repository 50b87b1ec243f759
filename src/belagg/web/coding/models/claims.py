"""Claims: what each was made from, what its grade rests on, and every grading, to be undone."""

from django.db import models
from django.utils import timezone

from belagg.web.people.models import User
from belagg.web.store.models import Project


class ClaimSource(models.Model):
    """The answer that a claim was made from, or the part of its text from `start` to `end`."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="claim_sources")
    claim_id = models.CharField(max_length=300)
    response_id = models.CharField(max_length=300)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "claim_id"], name="one_source_per_claim")
        ]


class Evidence(models.Model):
    """What a grade rests on: a span of the text of one version of a document."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="evidence")
    claim_id = models.CharField(max_length=300)
    document_id = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "claim_id"], name="one_evidence_per_claim")
        ]


class Grading(models.Model):
    """One grading of a claim: what stood before and after, so that it can be undone."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="gradings")
    claim_id = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField()
    after = models.JSONField()
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["project", "by", "undone"], name="grading_of_one")]
