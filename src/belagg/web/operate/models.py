"""What whoever runs the server and whoever answers for a study's personal data must have kept."""

from django.db import models
from django.utils import timezone

from belagg.web.people.models import User
from belagg.web.store.models import Project


class RetentionRule(models.Model):
    """How many months after its date a study keeps personal data; without a rule until erased."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="retention")
    months = models.PositiveIntegerField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)


class Erasure(models.Model):
    """That personal data were erased: how many of each kind, when and by which rule; none of them.

    `revision` is the study's, the same before and after.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="erasures")
    at = models.DateTimeField(default=timezone.now)
    months = models.PositiveIntegerField()
    study_date = models.DateField()
    counts = models.JSONField()
    revision = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]


class Seal(models.Model):
    """A keyed checksum of the audit log up to an event, made on that of the seal before."""

    upto = models.BigIntegerField(unique=True)
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["upto"]
