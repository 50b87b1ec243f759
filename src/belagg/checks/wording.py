"""How findings word what they have in common."""

from collections.abc import Sequence

from belagg.language import ngettext

_SHOWN = 8


def some(names: Sequence[str]) -> str:
    """List names, at most eight of them, and say how many more there are."""
    text = ", ".join(names[:_SHOWN])
    more = len(names) - _SHOWN
    if more > 0:
        text += ngettext(" and {} more", " and {} more", more).format(more)
    return text
