"""How far a document has been read."""

from collections.abc import Mapping

from belagg.study.vocabulary import Vocabulary


class ReadingState(Vocabulary):
    """How far the reading of a document has come."""

    QUEUED = "queued", "väntar på att läsas", "waits to be read"
    READING = "reading", "läses", "is being read"
    READ = "read", "läst", "read"
    UNREADABLE = "unreadable", "går inte att läsa", "cannot be read"


NEXT: Mapping[ReadingState, frozenset[ReadingState]] = {
    ReadingState.QUEUED: frozenset({ReadingState.READING}),
    ReadingState.READING: frozenset({ReadingState.READ, ReadingState.UNREADABLE}),
    ReadingState.READ: frozenset({ReadingState.QUEUED}),
    ReadingState.UNREADABLE: frozenset({ReadingState.QUEUED}),
}
"""Which state may follow which; one whose worker died is gone on with, and ends the same."""
