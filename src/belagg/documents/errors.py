"""Why reading gives up."""

from belagg.documents.text import Reason, Unreadable


class UnreadableError(Exception):
    """A document cannot be read at all; `unreadable` says why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        self.unreadable = Unreadable(reason, detail)
        super().__init__(f"{reason.value}: {detail}")
