"""The GUID of everything in a study, the same in every revision, and the way back."""

import re
import uuid
from collections.abc import Iterable

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:belagg:refi-qda")
_WORD = re.compile(r"\w[\w-]*")
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def guid_of(kind: str, name: str) -> str:
    """Give the GUID of a thing by its kind (`code`, `source`, …) and its id in the study.

    A code or segment that came from another program has that program's GUID as its id, and keeps
    it. All others are UUIDs of version 5, made from names.
    """
    if _GUID.fullmatch(name):
        return name
    return str(uuid.uuid5(_NAMESPACE, f"{kind}:{name}"))


def plain_guid(text: str) -> str:
    """Give a GUID as this program writes it: lower case, without braces.

    What programs write instead of one (`user-1`) is kept; a GUID is made of what is no word at all,
    since it becomes an id and part of the name of a file.
    """
    plain = text.strip().strip("{}").strip().lower()
    return plain if not plain or _WORD.fullmatch(plain) else guid_of("foreign", plain)


def by_guid(kind: str, names: Iterable[str]) -> dict[str, str]:
    """Give the ids by their GUIDs."""
    return {guid_of(kind, name): name for name in names}
