"""Themes: every change of codes and marks as a step, and marks that are not of the study (yet).

Codes, and the marks that count, are rows of the study's tables `codes` and `segments`.
"""

from typing import Any

from django.db import models
from django.utils import timezone

from belagg.judging.text_coding import Doubled, TextState
from belagg.web.people.models import User
from belagg.web.store.models import Project


class HeldMark(models.Model):
    """A mark outside the study: in a text that two code blind, until both are done, or in the
    private notes of a meeting, for good. Its columns are those of `segments`."""  # fmt: skip

    project = models.ForeignKey(Project, models.CASCADE, related_name="held_marks")
    segment_id = models.CharField(max_length=300)
    code_id = models.CharField(max_length=300)
    source = models.CharField(max_length=310)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    coder = models.CharField(max_length=100)
    memo = models.TextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "segment_id"], name="one_held_mark_each")
        ]
        indexes = [models.Index(fields=["project", "source"], name="held_mark_source")]


class MarkedWords(models.Model):
    """What stood where a mark was made, as a checksum, so that a text that changed is noticed."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="marked_words")
    segment_id = models.CharField(max_length=300)
    words = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "segment_id"], name="one_words_of_a_mark")
        ]


class TreeStep(models.Model):
    """A change of codes or marks: what each was before and after, so that it can be undone.

    `name` is that of the command; `rows` are marks that were taken away, as they were. `source` is
    the text, where the step is of a mark.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="tree_steps")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=310, blank=True)
    codes: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    spans: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    rows: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    undone = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_step_number")
        ]
        indexes = [models.Index(fields=["project", "source", "by"], name="step_of_a_text")]


class TextCoding(models.Model):
    """A text drawn for two to mark blind, and the seed it was drawn with."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="text_codings")
    source = models.CharField(max_length=310)
    first = models.CharField(max_length=100)
    second = models.CharField(max_length=100)
    state = models.CharField(max_length=10, default=TextState.BLIND.value)
    done = models.CharField(max_length=100, blank=True)
    seed = models.BigIntegerField()

    class Meta:
        ordering = ["source"]
        constraints = [
            models.UniqueConstraint(fields=["project", "source"], name="one_coding_of_a_text")
        ]

    @property
    def held(self) -> Doubled:
        """Give it as the rules of judging have it."""
        return Doubled(TextState(self.state), (self.first, self.second), self.done)
