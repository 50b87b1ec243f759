"""Personal links, and responses while they are filled in."""

from django.db import models
from django.utils import timezone

from belagg.study.vocabulary import Channel
from belagg.web.people.models import User
from belagg.web.respond.states import HoldState, SheetState
from belagg.web.store.models import Project


class Link(models.Model):
    """A personal link; only a hash of its secret is kept."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="links")
    recipient_id = models.CharField(max_length=300)
    secret_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project", "recipient_id"], name="link_of_recipient")]


class _Fielded(models.Manager["Sheet"]):
    """Responses of the field; those of the pilot are no part of the study."""

    def get_queryset(self) -> "models.QuerySet[Sheet]":
        return super().get_queryset().filter(pilot=False)


class Sheet(models.Model):
    """A response: of a body together, or of one recipient where each answers on her own.

    `recipient_id` is empty for a shared one. `objects` are the responses of the field, and
    `everything` those of the pilot, too. `channel` is how the answers come: by the web, or by
    post or phone and entered by a coordinator.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="sheets")
    unit_id = models.CharField(max_length=300)
    recipient_id = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, default=SheetState.DRAFT.value)
    begun = models.DateTimeField(default=timezone.now)
    sent = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=300, blank=True)
    registry_number = models.CharField(max_length=100, blank=True)
    checksum = models.CharField(max_length=64, blank=True)
    pilot = models.BooleanField(default=False)
    channel = models.CharField(max_length=20, default=Channel.WEB.value)

    objects = _Fielded()
    everything = models.Manager["Sheet"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "unit_id", "recipient_id", "pilot"], name="one_response_each"
            )
        ]


class Sending(models.Model):
    """One sending of a response; each is kept, so that what was corrected stays beside it.

    `versions` tells which version of each answer was sent, `pdf` the checksum of its copy.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="sendings")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=300)
    signed = models.CharField(max_length=300)
    registry_number = models.CharField(max_length=100, blank=True)
    checksum = models.CharField(max_length=64)
    versions = models.JSONField()
    language = models.CharField(max_length=8, default="sv")
    pdf = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_sending_number")
        ]


class Colleague(models.Model):
    """Somebody whom a recipient has asked to answer some sections of a response.

    `person_id` stands where a recipient's would: in links, in mail, in who answered what.
    `sections` are the keys of pages.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="colleagues")
    person_id = models.CharField(max_length=300)
    invited_by = models.CharField(max_length=300)
    email = models.EmailField()
    sections = models.JSONField()
    made = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "person_id"], name="one_colleague_each")
        ]

    @property
    def unit_id(self) -> str:
        """Give the body, as a recipient has it."""
        return self.sheet.unit_id

    @property
    def role(self) -> str:
        """Give no role: nothing but the address is known of a colleague."""
        return ""


class Suggestion(models.Model):
    """Whom a recipient named as the right one to ask; a coordinator decides."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="suggestions")
    recipient_id = models.CharField(max_length=300)
    role = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]


class Comment(models.Model):
    """What somebody says of an item in the pilot; it never enters the study."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="comments")
    question_id = models.CharField(max_length=300)
    by = models.CharField(max_length=300)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["question_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question_id", "by"], name="one_comment_each")
        ]


class AnswerVersion(models.Model):
    """One saved answer; rows are added and never changed, and the latest version counts.

    Saving bears the version it was based on: the one after it can be taken once, so that of two
    who change the same answer the later one sees the other's instead of overwriting it.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="versions")
    question_id = models.CharField(max_length=300)
    version = models.PositiveIntegerField()
    category = models.TextField(blank=True)
    missing = models.CharField(max_length=30, blank=True)
    value = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "question_id", "version"], name="one_answer_version_once"
            )
        ]


class Hold(models.Model):
    """A text or a file that may tell of a single person: kept back until a coordinator decides.

    `place` is the response_id of an answer, or `file:` and the checksum of a file, and
    `fingerprint` names the content, so that what was decided of it stands when it is sent again.
    `text` is what was written, of a file the places that were found. `replacement` is what may be
    shown instead: a text, or the checksum of a redacted file.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="holds")
    unit_id = models.CharField(max_length=300)
    question_id = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=600)
    fingerprint = models.CharField(max_length=64)
    kinds = models.JSONField(default=list)
    text = models.TextField()
    replacement = models.TextField(blank=True)
    state = models.CharField(max_length=20, default=HoldState.HELD.value)
    made = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "place", "fingerprint"], name="one_hold_of_a_text"
            )
        ]

    @property
    def is_file(self) -> bool:
        """Say whether it is a file rather than a text."""
        return self.place.startswith("file:")


class Attachment(models.Model):
    """A document that officials have put with their answers; its bytes lie among the files.

    `question_id`, `page` and `passage` say what it is pointed to for; `pages` how many it has. An
    `original` is the letter or note that answers were entered from; it never enters the study.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="attachments")
    question_id = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=150)
    media = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)
    page = models.CharField(max_length=50, blank=True)
    passage = models.TextField(blank=True)
    hold = models.ForeignKey(Hold, models.PROTECT, null=True, related_name="attachments")
    by = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    original = models.BooleanField(default=False)
    removed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
