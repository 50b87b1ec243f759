"""Documents of a study: the versions of their files, and how far each has been read."""

from django.db import models
from django.utils import timezone

from belagg.study.vocabulary import Vocabulary
from belagg.web.coding.documents.states import ReadingState
from belagg.web.people.models import User
from belagg.web.store.models import Project


class Source(Vocabulary):
    """How a version of a document came here."""

    UPLOADED = "uploaded", "inlagd av oss", "put here by us"
    FETCHED = "fetched", "hämtad från en adress", "fetched from an address"
    GIVEN = "given", "kom med studien eller ett svar", "came with the study or a response"


class DocumentVersion(models.Model):
    """A file that a document has or has had; its bytes are kept by checksum, and never go.

    What a claim rests on is a span of one of these. `headers` are those of the server that it was
    fetched from.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="document_versions")
    document_id = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    media = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    source = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    headers = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "document_id", "sha256"], name="one_version_per_content"
            )
        ]


class Reading(models.Model):
    """How far the latest version of a document has been read, and what was measured in it.

    `concepts` names the list of concepts it was read for. `reason` says why it could not be read.
    Pages and lines with a hit, and words in passages, are of all concepts together.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="readings")
    document_id = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    concepts = models.CharField(max_length=64)
    state = models.CharField(max_length=20, default=ReadingState.QUEUED.value)
    asked = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, blank=True)
    pages = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    doubtful = models.BooleanField(default=False)
    pages_with_hits = models.PositiveIntegerField(default=0)
    lines = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "document_id"], name="one_reading_per_document"
            )
        ]
