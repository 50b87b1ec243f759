"""Whether a quotation stands in what it is taken from, with what was left out marked."""

import re

_OMITTED = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\))\s*")
"""How an omission is marked: `[…]` or `(…)`."""


def stands_in(quoted: str, text: str) -> bool:
    """Say whether the words stand in the text, those on each side of an omission in that order."""
    place = 0
    for part in _OMITTED.split(quoted):
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True
