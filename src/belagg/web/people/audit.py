"""The audit log: every change of state is written here, in the same transaction as the change."""

import hashlib
import hmac
from typing import Any

from django.conf import settings

from belagg.web.people.models import AuditEvent, User
from belagg.web.store.models import Project, new_change


def record(
    verb: str,
    *,
    project: Project | None = None,
    actor: User | None = None,
    actor_kind: str = "",
    kind: str = "",
    key: str = "",
    before: str = "",
    after: str = "",
    **details: Any,
) -> AuditEvent:
    """Write one event, and move the study's change number.

    Call it within the transaction that makes the change. `actor` is the account; without one
    `actor_kind` says who acted (`official`, `system`). `before` and `after` are versions or states;
    texts are never given, only `text_hash` of them.
    """
    if project is not None:
        Project.objects.filter(pk=project.pk).update(change=new_change())
    return AuditEvent.objects.create(
        actor=actor,
        actor_kind=actor_kind or ("member" if actor else "system"),
        project_slug=project.slug if project else "",
        verb=verb,
        kind=kind,
        key=key,
        before=before,
        after=after,
        details=details,
    )


def text_hash(text: str) -> str:
    """Name a text without telling it: a keyed hash (HMAC-SHA-256), in hexadecimal."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
