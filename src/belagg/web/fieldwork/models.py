"""The contact plan of a study, what is in its outbox, and how recipients want to be reached."""

from django.db import models
from django.utils import timezone

from belagg.web.fieldwork.states import MailState, StepState
from belagg.web.store.models import Project


class Step(models.Model):
    """One step of the plan: when, by what channel, to whom, in what words.

    One that is approved goes by itself when its day has come.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=60)
    position = models.PositiveIntegerField(default=0)
    purpose = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    day = models.DateField()
    state = models.CharField(max_length=20, default=StepState.PLANNED.value)
    only_unanswered = models.BooleanField(default=True)
    subject_sv = models.CharField(max_length=300, blank=True)
    body_sv = models.TextField(blank=True)
    subject_en = models.CharField(max_length=300, blank=True)
    body_en = models.TextField(blank=True)

    class Meta:
        ordering = ["day", "position"]
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="one_step_per_key")]


class PostedLetter(models.Model):
    """A letter to one recipient for one step: made, and then posted once."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="letters")
    recipient_id = models.CharField(max_length=300)
    step = models.CharField(max_length=100)
    made = models.DateTimeField(default=timezone.now)
    posted = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "recipient_id", "step"], name="one_letter_per_step"
            )
        ]


class Reach(models.Model):
    """How a recipient wants to be reached, or that she does not.

    `bounced_to` names the address from which a mail came back, as a keyed hash: a new address is
    tried again. `call_again` is when she asked to be called.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="reaches")
    recipient_id = models.CharField(max_length=300)
    language = models.CharField(max_length=8, blank=True)
    opted_out = models.DateTimeField(null=True)
    bounced = models.DateTimeField(null=True)
    bounced_to = models.CharField(max_length=64, blank=True)
    call_again = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "recipient_id"], name="one_reach_each")
        ]


class OutboxMail(models.Model):
    """A mail to one recipient for one step: there is never a second one.

    Its text is rendered when it is sent, since each bears a personal link whose secret is kept
    nowhere. `lease` is until when the worker that took it has it to itself.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="outbox")
    recipient_id = models.CharField(max_length=300)
    step = models.CharField(max_length=100)
    purpose = models.CharField(max_length=20)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    attachments = models.JSONField(default=list)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=20, default=MailState.QUEUED.value)
    queued = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    lease = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    sent = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "recipient_id", "step"], name="one_mail_per_step"
            )
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="mail_due")]
