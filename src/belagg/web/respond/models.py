"""Personal links, and responses while they are filled in."""

from django.db import models
from django.utils import timezone

from belagg.web.respond.states import SheetState
from belagg.web.store.models import Project


class Link(models.Model):
    """A personal link; only a hash of its secret is kept."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="links")
    recipient_id = models.CharField(max_length=300)
    secret_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project", "recipient_id"], name="link_of_recipient")]


class Sheet(models.Model):
    """A response: of a body together, or of one recipient where each answers on her own.

    `recipient_id` is empty for a shared one.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="sheets")
    unit_id = models.CharField(max_length=300)
    recipient_id = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, default=SheetState.DRAFT.value)
    begun = models.DateTimeField(default=timezone.now)
    sent = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=300, blank=True)
    registry_number = models.CharField(max_length=100, blank=True)
    checksum = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "unit_id", "recipient_id"], name="one_response_each"
            )
        ]


class AnswerVersion(models.Model):
    """One saved answer; rows are added and never changed, and the latest version counts.

    Saving bears the version it was based on: the one after it can be taken once, so that of two
    who change the same answer the later one sees the other's instead of overwriting it.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="versions")
    question_id = models.CharField(max_length=300)
    version = models.PositiveIntegerField()
    category = models.TextField(blank=True)
    missing = models.CharField(max_length=30, blank=True)
    value = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "question_id", "version"], name="one_answer_version_once"
            )
        ]
