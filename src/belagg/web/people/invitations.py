"""Invitations: made by a lead, accepted once by whoever holds the link."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import Invitation, Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.models import Project

DAYS = 14
"""How many days an invitation can be accepted."""


@transaction.atomic
def invite(email: str, project: Project, roles: Iterable[Role], by: User) -> str:
    """Invite somebody to roles in a study, and give the address that accepts it; mail is apart."""
    secret = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        email=email.lower(),
        project=project,
        roles=sorted(roles),
        secret_hash=_hashed(secret),
        invited_by=by,
        expires=timezone.now() + timedelta(days=DAYS),
    )
    record(
        "invited", project=project, actor=by, kind="invitation", key=str(made.pk),
        address=text_hash(email.lower()), roles=made.roles,
    )  # fmt: skip
    return settings.PUBLIC_URL + reverse("invitation", args=[secret])


def send(email: str, address: str, project: Project, by: User) -> None:
    """Mail the address that accepts an invitation."""
    body = _(
        "Hello,\n\n{who} invites you to take part in the study “{study}” in Belägg.\n\n"
        "Open this link to accept. It works once, and for {days} days:\n\n{link}\n\n"
        "If you do not know what this is about, you need do nothing."
    ).format(who=by, study=project.slug, days=DAYS, link=address)
    EmailMessage(_("Invitation to “{}”").format(project.slug), body, to=[email]).send()


def pending(secret: str) -> Invitation | None:
    """Give the invitation that the secret opens, if it can still be accepted."""
    return Invitation.objects.filter(
        secret_hash=_hashed(secret), accepted=None, expires__gt=timezone.now()
    ).first()


@transaction.atomic
def accept(invitation: Invitation, user: User) -> None:
    """Give the user the roles; a second call changes nothing."""
    taken = Invitation.objects.filter(pk=invitation.pk, accepted=None).update(
        accepted=timezone.now()
    )
    if not taken:
        return
    for role in invitation.roles:
        Membership.objects.get_or_create(user=user, project=invitation.project, role=role)
    record(
        "invitation accepted", project=invitation.project, actor=user, kind="invitation",
        key=str(invitation.pk), roles=invitation.roles,
    )  # fmt: skip


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
