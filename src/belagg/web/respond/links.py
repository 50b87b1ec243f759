"""Personal links: 256 random bits each, kept as a hash, many of them valid for one recipient."""

import hashlib
import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from belagg.web.respond.models import Link
from belagg.web.store.models import Project


def issue(project: Project, recipient_id: str, *, expires: datetime | None = None) -> str:
    """Make a new link for a recipient and give its address; the secret is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    Link.objects.create(
        project=project, recipient_id=recipient_id, secret_hash=_hashed(secret), expires=expires
    )
    return settings.PUBLIC_URL + reverse("official-link", args=[secret])


def revoke(project: Project, recipient_id: str) -> int:
    """Let no link of the recipient open anything any more; give how many there were."""
    now = timezone.now()
    return Link.objects.filter(project=project, recipient_id=recipient_id, revoked=None).update(
        revoked=now
    )


def opened_by(secret: str) -> Link | None:
    """Give the link with the secret if it is valid now."""
    return _valid().filter(secret_hash=_hashed(secret)).first()


def _valid() -> "models.QuerySet[Link]":
    now = timezone.now()
    return Link.objects.select_related("project").filter(
        Q(expires=None) | Q(expires__gt=now), revoked=None
    )


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
