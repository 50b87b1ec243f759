"""Personal links, and responses while they are filled in."""

from django.db import models
from django.utils import timezone

from belagg.web.people.models import User
from belagg.web.respond.states import HoldState, SheetState
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


class Hold(models.Model):
    """A text or a file that may tell of a single person: kept back until a coordinator decides.

    `place` is the response_id of an answer, or `file:` and the checksum of a file, and
    `fingerprint` names the content, so that what was decided of it stands when it is sent again.
    `text` is what was written, of a file the places that were found. `replacement` is what may be
    shown instead: a text, or the checksum of a redacted file.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="holds")
    unit_id = models.CharField(max_length=300)
    question_id = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=600)
    fingerprint = models.CharField(max_length=64)
    kinds = models.JSONField(default=list)
    text = models.TextField()
    replacement = models.TextField(blank=True)
    state = models.CharField(max_length=20, default=HoldState.HELD.value)
    made = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "place", "fingerprint"], name="one_hold_of_a_text"
            )
        ]

    @property
    def is_file(self) -> bool:
        """Say whether it is a file rather than a text."""
        return self.place.startswith("file:")


class Attachment(models.Model):
    """A document that officials have put with their answers; its bytes lie among the files.

    `question_id`, `page` and `passage` say what it is pointed to for; `pages` how many it has.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="attachments")
    question_id = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=150)
    media = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)
    page = models.CharField(max_length=50, blank=True)
    passage = models.TextField(blank=True)
    hold = models.ForeignKey(Hold, models.PROTECT, null=True, related_name="attachments")
    by = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    removed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
