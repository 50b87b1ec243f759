"""Where documents come from: addresses that are read again, and requests that were made."""

from django.db import models
from django.utils import timezone

from belagg.study.vocabulary import Vocabulary
from belagg.web.people.models import User
from belagg.web.store.models import Project


class Outcome(Vocabulary):
    """What became of reading an address."""

    FIRST = "first", "hämtad", "fetched"
    SAME = "same", "oförändrad", "unchanged"
    CHANGED = "changed", "ändrad", "changed"
    GONE = "gone", "försvunnen", "gone"
    FAILED = "failed", "kunde inte hämtas", "could not be fetched"


class Address(models.Model):
    """The address of a document; a watched one is read again when it is due."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="addresses")
    document_id = models.CharField(max_length=300)
    url = models.TextField()
    watched = models.BooleanField(default=False)
    due = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "document_id"], name="one_address_per_document"
            )
        ]


class Retrieval(models.Model):
    """One reading of an address: when, what the server said, and which file it gave."""

    address = models.ForeignKey(Address, models.CASCADE, related_name="retrievals")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=20)
    failure = models.CharField(max_length=20, blank=True)
    status = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    headers = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]


class DocumentRequest(models.Model):
    """A request to a body for a public document, as a text to be sent by mail."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="document_requests")
    unit_id = models.CharField(max_length=300)
    what = models.CharField(max_length=300)
    registry_number = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    made = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent = models.DateField(null=True)
    came = models.DateField(null=True)

    class Meta:
        ordering = ["-pk"]
