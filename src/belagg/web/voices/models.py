"""What is kept of reference groups beside the study's own tables; never a name of anybody.

Groups, meetings, participants and approved quotations are rows of the study's tables.
"""

from typing import Any

from django.db import models
from django.utils import timezone

from belagg.judging.voices.safeguards import Safeguards
from belagg.study.vocabulary import Vocabulary
from belagg.web.store.models import Project
from belagg.web.voices.states import QuoteState


class Gate(models.Model):
    """What is recorded of a group before it may meet; see `Safeguards`."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="gates")
    group_id = models.CharField(max_length=300)
    ethics_decision = models.TextField(blank=True)
    not_research = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    impact_assessment = models.TextField(blank=True)
    support_person = models.TextField(blank=True)
    erasure_on = models.DateField(null=True, blank=True)
    minors = models.BooleanField(default=False)
    minors_allowed = models.BooleanField(default=False)
    erased = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "group_id"], name="one_gate_per_group")
        ]

    @property
    def held(self) -> Safeguards:
        """Give what is recorded as the rules of judging have it."""
        return Safeguards(
            self.ethics_decision, self.not_research, self.legal_basis, self.impact_assessment,
            self.support_person, self.erasure_on, self.minors, self.minors_allowed,
        )  # fmt: skip


class Speaker(models.Model):
    """Somebody in a group, by pseudonym; only a fingerprint of her code is kept.

    `office` says that she speaks for an office, and may be quoted with it.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="speakers")
    speaker = models.CharField(max_length=300)
    group_id = models.CharField(max_length=300)
    code_hash = models.CharField(max_length=64, unique=True, null=True)
    office = models.BooleanField(default=False)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering = ["speaker"]
        constraints = [
            models.UniqueConstraint(fields=["project", "speaker"], name="one_speaker_each")
        ]


class Said(models.Model):
    """A quotation on its way: it becomes a row of the study when its speaker has approved it.

    `place` says where in the notes of the meeting it stands.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="said")
    quote_id = models.CharField(max_length=300)
    meeting_id = models.CharField(max_length=300)
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="said")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    place = models.CharField(max_length=300, blank=True)
    attribution = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, default=QuoteState.NOTED.value)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "quote_id"], name="one_quotation_each")
        ]


class Outcome(Vocabulary):
    """What a meeting came to on a recommendation."""

    PLANNED = "planned", "står på dagordningen", "on the agenda"
    AGREEMENT = "agreement", "enighet", "agreement"
    CHANGE = "change", "ändring föreslagen", "a change proposed"
    DISSENT = "dissent", "olika meningar", "dissent"


class AgendaPoint(models.Model):
    """A recommendation on the agenda of a meeting, and what came of it; dissent is kept apart."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="agenda")
    meeting_id = models.CharField(max_length=300)
    recommendation_id = models.CharField(max_length=300)
    outcome = models.CharField(max_length=20, default=Outcome.PLANNED.value)
    note = models.TextField(blank=True)
    dissent = models.TextField(blank=True)

    class Meta:
        ordering = ["recommendation_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "meeting_id", "recommendation_id"], name="one_agenda_point"
            )
        ]


class Stood(models.Model):
    """A build or a release that a quotation stood in when it was withdrawn, and on which pages.

    `what` is `build` or `release`, `key` its number. `files` is empty where it was in the study and
    on no page.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="stood")
    quote_id = models.CharField(max_length=300)
    what = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    made = models.DateField(null=True)
    files: "models.JSONField[Any, Any]" = models.JSONField(default=list)

    class Meta:
        ordering = ["quote_id", "what", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "quote_id", "what", "key"], name="one_place_of_a_quotation"
            )
        ]
