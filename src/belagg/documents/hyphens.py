"""How a hyphen at the end of a line is read.

Typesetters break only words of two parts with two letters or more each, and never capitals or
figures; what a hyphen belongs to is otherwise not to be seen, so that the other reading is kept.
"""

JOINED, KEPT, SUSPENDED = 0, 1, 2
"""Indices into `belagg.documents.text.JOINT_READINGS`."""

MARK = "\ufffe"
"""What PDFium writes for a hyphen."""

SOFT = "\xad"
"""A hyphen that is seen only where a line ends with it."""

HYPHENS = "-\ufffe\u2010\u2011\xad"
"""Characters that may be a hyphen at the end of a line; U+FFFE is PDFium's own mark."""

_CONJUNCTIONS = frozenset({"och", "eller", "respektive", "alternativt", "and", "or"})
"""What can follow a suspended hyphen, and is no second half of a Swedish or English word."""
_LIKELY_ENDINGS = frozenset({"samt", "till", "men", "som", "kontra"})
"""What can follow a suspended hyphen, and is more often the second half (*gemen-samt*)."""
_PREFIXES = frozenset({"icke"})
"""First parts that keep their hyphen, and begin no longer word that may be broken after them."""


def readings(before: str, after: str) -> tuple[int, int] | None:
    """Give the likelier and the other reading of a hyphen between two pieces of text.

    `before` ends just before the hyphen, `after` starts the next line. None where the hyphen does
    not stand at a word (a dash, a list): it is kept, and the line break is a space.
    """
    last, first = before[-1:], after[:1]
    if not last.isalnum() or not first.isalnum():
        return None
    head = before[before.rfind(" ") + 1 :].lstrip("(\"'”“’»«[/")
    word = after.split(" ", 1)[0].rstrip(".,;:!?)”’\"'")
    if word in _CONJUNCTIONS:
        return SUSPENDED, JOINED
    if word in _LIKELY_ENDINGS:
        return JOINED, SUSPENDED
    if _keeps(head, word):
        return KEPT, JOINED
    return JOINED, KEPT


def _keeps(head: str, word: str) -> bool:
    if not head[-1].isalpha() or not word[0].isalpha():
        return True
    if head.isupper() and len(head) > 1:
        return not word.isupper()
    part = head.rsplit("-", 1)[-1]
    return word[0].isupper() or len(part) < 2 or part.casefold() in _PREFIXES
