"""Text without what no page can show."""

import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")


def printable(text: str) -> str:
    """Give `text` on one line: white space collapsed to single spaces, control characters gone.

    No-break and other typographic spaces stay as they are; so does everything with a meaning.
    """
    if "  " not in text and text.isprintable():
        return text  # Nearly every text of a page: nothing in it is for the patterns to find.
    return _UNPRINTABLE.sub("", _SPACES.sub(" ", text))
