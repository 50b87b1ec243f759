"""Texts made to fit a format, and a list of what was shortened."""

from collections.abc import Callable

from belagg.language import _
from belagg.study.problems import Left

_DOTS = "…"


def in_bytes(text: str) -> int:
    """Measure a text in bytes of UTF-8."""
    return len(text.encode())


class Shortener:
    """Cuts texts to the room a format has, at a word where it can, and lists what it cut."""

    def __init__(self) -> None:
        self.left: list[Left] = []

    def cut(
        self, text: str, room: int, what: str, kind: str, measure: Callable[[str], int] = in_bytes
    ) -> str:
        """Give the text, or its beginning and `…` where it is longer than `room` as measured.

        `what` names the variable and `kind` says which of its texts it is, for the list.
        """
        if measure(text) <= room:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if measure(text[:middle].rstrip() + _DOTS) <= room:
                low = middle
            else:
                high = middle - 1
        kept = text[:low]
        word = kept.rpartition(" ")[0].rstrip(" ,;:–-")
        if len(word) * 2 > low:
            kept = word
        kept = kept.rstrip() + _DOTS
        reason = _("{kind} is shortened to “{text}”").format(kind=kind, text=kept)
        self.left.append(Left(what, reason))
        return kept
