"""Accounts, roles per study, invitations and the audit log."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from belagg.web.people.permissions import Role


class Users(BaseUserManager["User"]):
    """Makes accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "User":
        """Make an account; without a password it can only be entered by a recovery link.

        Its address counts as verified: accounts come by invitation to that address.
        """
        from allauth.account.models import EmailAddress

        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class User(AbstractBaseUser):
    """A person of the team. What she may do, her roles in each study say; `is_owner` may add
    studies and accounts on this installation."""  # fmt: skip

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    is_owner = models.BooleanField(default=False)
    joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def signature(self) -> str:
        """What she is called in the tables of a study, where no name of hers may stand."""
        return f"konto {self.pk}"


class Membership(models.Model):
    """That somebody has a role in a study; one may have several."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    project = models.ForeignKey("store.Project", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "project", "role"], name="one_role_once")
        ]


class AuditEvent(models.Model):
    """One change of state: who, when, what, from which version to which; never a text itself.

    `details` holds identifiers, numbers, words of closed vocabularies and keyed hashes of texts.
    Rows are added by `people.audit.record` alone, and never changed or removed.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    actor_kind = models.CharField(max_length=20)
    project_slug = models.CharField(max_length=100, blank=True, db_index=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=300, blank=True)
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)


class Invitation(models.Model):
    """An offer of an account, or of roles in a study; its secret is kept as a checksum only."""

    email = models.EmailField()
    project = models.ForeignKey(
        "store.Project", models.CASCADE, null=True, related_name="invitations"
    )
    roles = models.JSONField(default=list)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
