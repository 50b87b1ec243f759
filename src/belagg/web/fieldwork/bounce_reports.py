"""What a report of delivery (RFC 3464) says: which mail failed for good, and why.

Mail comes from strangers, so reports are read in a process of their own (`bounce_child`), which
imports no more than this.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import Message

LARGEST = 2**20
"""Bytes of a message that are read: reports are small, and what is larger is none."""

_STATUS = re.compile(r"\d\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Returned:
    """A mail that could not be delivered: its Message-ID, and the status by RFC 3463."""

    message_id: str
    status: str


def returned_in(data: bytes) -> Returned | None:
    """Give the mail that a report says has failed for good; None for any other message.

    Reports of a delay are no failure.
    """
    if len(data) > LARGEST:
        return None
    message = message_from_bytes(data, policy=policy.compat32)
    if message.get_content_type() != "multipart/report":
        return None
    status, message_id = "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            status = status or _failure(part)
        elif kind in ("message/rfc822", "text/rfc822-headers") and not message_id:
            message_id = _id_within(part)
    return Returned(message_id, status) if status and message_id else None


def _failure(part: Message) -> str:
    groups = part.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if str(group.get("Action", "")).strip().lower() == "failed":  # type: ignore[union-attr]  # a message
            found = _STATUS.search(str(group.get("Status", "")))  # type: ignore[union-attr]  # a message
            return found[0] if found else "5.0.0"
    return ""


def _id_within(part: Message) -> str:
    inner = part.get_payload()
    original = inner[0] if isinstance(inner, list) and inner else message_from_string(str(inner))
    return str(original.get("Message-ID", "")).strip()  # type: ignore[union-attr]  # a message
