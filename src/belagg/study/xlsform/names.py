"""Names of items: what XML, and the programs that read answers, accept."""

import re

from belagg.language import _

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
_NCNAME = re.compile(rf"[{_START}][{_START}\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*")

_QUESTION_ID = re.compile(r"\w[\w\-]*")

RESERVED_IDS = frozenset(
    {
        "response", "claims", "cited", "documents", "units", "items", "recipients", "themes",
        "recommendations", "services", "follow_ups", "groups", "agreement", "segments", "change",
    }
)  # fmt: skip
"""First words of figure names that are not items."""


def name_fault(name: str) -> str | None:
    """Say what is wrong with the name of an item or group; None where it is good (an NCName)."""
    if name.lower() == "meta":
        return _("the name “meta” is taken: XLSForm keeps its own data there")
    if _NCNAME.fullmatch(name):
        return None
    return _(
        "the name “{}” cannot be used: a name begins with a letter or underscore, and has letters, "
        "digits, underscores, hyphens and full stops only"
    ).format(name)


def nearest_name(name: str) -> str | None:
    """Give a good name made from a bad one."""
    made = re.sub(rf"[^{_START}\-.0-9]+", "_", name).strip("_")
    if made and not _NCNAME.fullmatch(made):
        made = "q" + made
    return made if made != name and _NCNAME.fullmatch(made) else None


def id_fault(question_id: str, *, own: bool) -> str | None:
    """Say what is wrong with a question_id; `own` when it stands in `belagg_id`."""
    if question_id.lower() in RESERVED_IDS:
        return _("“{}” is the first word of other figures and cannot name an item").format(
            question_id
        )
    if own and not _QUESTION_ID.fullmatch(question_id):
        return _(
            "“{}” cannot be used: a question_id has letters, digits, hyphens and underscores only"
        ).format(question_id)
    return None


def nearest_id(name: str) -> str:
    """Give a good question_id for an item of a good name whose own question_id cannot be used."""
    if id_fault(name, own=True) is None:
        return name
    return "item-" + re.sub(r"[^\w-]", "-", name)
