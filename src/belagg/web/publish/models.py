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
    WITHDRAWN = "withdrawn", "borttaget: något togs tillbaka", "gone: something was withdrawn"


NEXT: Mapping[BuildState, frozenset[BuildState]] = {
    BuildState.QUEUED: frozenset({BuildState.BUILDING}),
    BuildState.BUILDING: frozenset({BuildState.DONE, BuildState.FAILED, BuildState.BUILDING}),
    BuildState.DONE: frozenset({BuildState.WITHDRAWN}),
    BuildState.FAILED: frozenset(),
    BuildState.WITHDRAWN: frozenset(),
}
"""Which state may follow which; a build whose worker died is begun again."""


class ReleaseState(Vocabulary):
    """How far a release has come."""

    WAITING = "waiting", "görs", "being made"
    FAILED = "failed", "gick inte", "failed"
    MADE = "made", "läggs ut", "being published"
    OUT = "out", "publicerad", "published"
    STALE = "stale", "görs om: något togs tillbaka", "being made again: something was withdrawn"
    HELD = "held", "nedtagen", "taken down"


NEXT_RELEASE: Mapping[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.WAITING: frozenset({ReleaseState.MADE, ReleaseState.FAILED}),
    ReleaseState.FAILED: frozenset(),
    ReleaseState.MADE: frozenset({ReleaseState.OUT, ReleaseState.STALE}),
    ReleaseState.OUT: frozenset({ReleaseState.STALE, ReleaseState.MADE}),
    ReleaseState.STALE: frozenset({ReleaseState.MADE, ReleaseState.HELD}),
    ReleaseState.HELD: frozenset(),
}
"""Which state of a release may follow which; one whose guide is taken back is published again."""


class ReleaseStateError(Exception):
    """A release cannot go from one state to the other."""


class BuildStateError(Exception):
    """A build cannot go from one state to the other."""


class Build(models.Model):
    """One build of a study.

    `archive` is the checksum of a zip of all its files, `package` of the public study it was made
    of, `quotes` the quotations that were not withdrawn then, and `held_back` how many grades were
    left out since the bodies had not had their say.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="builds")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=20, default=BuildState.QUEUED.value)
    step = models.CharField(max_length=200, blank=True)
    ended = models.DateTimeField(null=True)
    revision = models.CharField(max_length=64, blank=True)
    archive = models.CharField(max_length=64, blank=True)
    package = models.CharField(max_length=64, blank=True)
    quotes = models.JSONField(default=list)
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


class Preview(models.Model):
    """A link by which somebody without an account reads a build; only its checksum is kept."""

    build = models.ForeignKey(Build, models.CASCADE, related_name="previews")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


class Release(models.Model):
    """One release of a study.

    `package` is the public study it is made of, its own row among `releases` included, `archive`
    its files, `quotes` the quotations that stand in it. `earlier` are revisions it had before
    something was withdrawn, and `withdrawn` the days of that. `guide_until` is the last day on
    which its guide and cards hold, and `guide_down` that they have been taken down since;
    `guide_taken_back` that the guide alone is, since the group took its approval back.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="published_releases")
    number = models.CharField(max_length=20)
    day = models.DateField()
    note = models.TextField()
    state = models.CharField(max_length=20, default=ReleaseState.WAITING.value)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked = models.DateTimeField(default=timezone.now)
    package = models.CharField(max_length=64)
    archive = models.CharField(max_length=64, blank=True)
    revision = models.CharField(max_length=64, blank=True)
    quotes = models.JSONField(default=list)
    earlier = models.JSONField(default=list)
    withdrawn = models.JSONField(default=list)
    guide_until = models.DateField(null=True)
    guide_down = models.BooleanField(default=False)
    guide_taken_back = models.BooleanField(default=False)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_release_number")
        ]

    def go_to(self, state: ReleaseState) -> None:
        """Change the state; ReleaseStateError where it may not follow."""
        if state not in NEXT_RELEASE[ReleaseState(self.state)]:
            raise ReleaseStateError(f"a release that is {self.state} cannot become {state.value}")
        self.state = state.value
