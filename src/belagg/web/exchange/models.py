"""What is kept of the exchange with other programs: mappings, and a facilitator's word."""

from django.db import models
from django.utils import timezone

from belagg.web.people.models import User
from belagg.web.store.models import Project


class Mapping(models.Model):
    """How the columns of a delivery of answers were read, for the next one of the same survey.

    `text` is the mapping's TOML; `name` is the delivery's, with which ids of its answers begin.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="mappings")
    name = models.CharField(max_length=100)
    text = models.TextField()
    used = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_mapping_per_delivery")
        ]


class VoicesWord(models.Model):
    """A facilitator's word that what the reference groups said may leave, as it stood that day.

    `fingerprint` is of the words themselves: it holds no longer when any of them has changed.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="voices_words")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given = models.DateTimeField(default=timezone.now)
    taken_back = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["-pk"]
