"""A body called by other names than its own."""

import re
from collections.abc import Iterator

from belagg.checks.names import Form, Mention
from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Severity

_LISTED = re.compile(r"\s*(?:,|\b(?:och|samt|eller|and|or)\b)\s*")
_AT = re.compile(
    r"\b(?:i|på|till|från|vid|utanför|nära|runt|in|at|to|from|near|of) $", re.IGNORECASE
)
_LONGER_NAME = re.compile(
    r" (?:läns?|kommuns?|landstings?|stads?|universitets?|sjukhus\w*|tingsrätts?|stift"
    r"|county|municipality|university|hospital)\b",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Hit]:
    """Find bodies named otherwise than by their name or their first alias."""
    if not subject.names.has_variants:
        return
    for sentence in subject.sentences:
        text = sentence.text
        mentions = list(subject.names.find(text))
        for place, mention in enumerate(mentions):
            form = mention.form
            if form.rank < 2 or _LONGER_NAME.match(text, mention.end):
                continue
            if _is_part(form, subject) and not _stands_for_body(text, mentions, place):
                continue
            message = _("“{}” stands for {}: use its name throughout").format(
                form.text, subject.unit(form.unit_id)
            )
            yield Hit(sentence.place(mention.start), message, form.unit_id)


def _is_part(form: Form, subject: Subject) -> bool:
    """Say whether the name is part of the body's own, and so may be the name of a town."""
    return form.text in subject.unit(form.unit_id)


def _stands_for_body(text: str, mentions: list[Mention], place: int) -> bool:
    """Say whether a name that may be a town's stands in a list of bodies, and not of places."""
    first = last = place
    while first and _joined(text, mentions[first - 1], mentions[first]):
        first -= 1
    while last + 1 < len(mentions) and _joined(text, mentions[last], mentions[last + 1]):
        last += 1
    return first != last and not _AT.search(text, 0, mentions[first].start)


def _joined(text: str, before: Mention, after: Mention) -> bool:
    return _LISTED.fullmatch(text, before.end, after.start) is not None


RULE = Rule(
    "name-varies",
    Severity.WARNING,
    marked("A body has one name throughout"),
    marked(
        "A reader who meets two names looks for two bodies. The full name is the column name of "
        "units.csv, the short one its first alias; other names in use are there to be recognised."
    ),
    bad="Region Södermanland har en mottagning. … I Region Sörmland …",
    good="Region Sörmland har en mottagning. … I Region Sörmland …",
    find=find,
)
