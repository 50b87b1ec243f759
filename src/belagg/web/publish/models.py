"""Builds: what was asked for, how far it came, and where its files lie."""

from collections.abc import Mapping

from django.db import models
from django.utils import timezone

from belagg.study.vocabulary import Vocabulary
from belagg.web.people.models import User
from belagg.web.store.models import Project


class BuildState(Vocabulary):
    """How far a build has come."""

    QUEUED = "queued", "i kö", "queued"
    BUILDING = "building", "byggs", "building"
    DONE = "done", "klart", "done"
    FAILED = "failed", "gick inte", "failed"


NEXT: Mapping[BuildState, frozenset[BuildState]] = {
    BuildState.QUEUED: frozenset({BuildState.BUILDING}),
    BuildState.BUILDING: frozenset({BuildState.DONE, BuildState.FAILED, BuildState.BUILDING}),
    BuildState.DONE: frozenset(),
    BuildState.FAILED: frozenset(),
}
"""Which state may follow which; a build whose worker died is begun again."""


class BuildStateError(Exception):
    """A build cannot go from one state to the other."""


class Build(models.Model):
    """One build of a study; `archive` is the checksum of a zip of all its files.

    `held_back` is how many grades were left out since the bodies had not had their say.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="builds")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=20, default=BuildState.QUEUED.value)
    step = models.CharField(max_length=200, blank=True)
    ended = models.DateTimeField(null=True)
    revision = models.CharField(max_length=64, blank=True)
    archive = models.CharField(max_length=64, blank=True)
    findings = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    held_back = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def go_to(self, state: BuildState) -> None:
        """Change the state; BuildStateError where it may not follow."""
        if state not in NEXT[BuildState(self.state)]:
            raise BuildStateError(f"a build that is {self.state} cannot become {state.value}")
        self.state = state.value
