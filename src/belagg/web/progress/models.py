"""When bodies are asked how far they have come."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from belagg.web.people.models import User
from belagg.web.store.models import Project


class Round(models.Model):
    """One time that the bodies are asked; it is open until somebody closes it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="progress_rounds")
    number = models.PositiveIntegerField()
    due = models.DateField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened = models.DateTimeField(default=timezone.now)
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_round_number"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(closed=None), name="one_open_round"
            ),
        ]


def open_round(project: Project) -> Round | None:
    """Give the round in which bodies report now, or None."""
    return Round.objects.filter(project=project, closed=None).first()
