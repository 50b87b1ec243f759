"""Marking a text blind by two: the states it goes through, and who sees and changes what.

A text that was not drawn for two is nobody's: every coder marks it and sees all marks. While two
mark it blind each sees her own alone, and nobody else sees any; when both are done all see all, and
only the lead changes anything, so that what is measured is what the two did.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from belagg.study.vocabulary import Vocabulary


class TextState(Vocabulary):
    """How far two have come with a text."""

    BLIND = "blind", "kodas av två, var för sig", "is being coded by two, each alone"
    HALF = "half", "den ena är klar", "one of two is done"
    OPEN = "open", "båda är klara", "both are done"


NEXT: Mapping[TextState, frozenset[TextState]] = {
    TextState.BLIND: frozenset({TextState.HALF}),
    TextState.HALF: frozenset({TextState.BLIND, TextState.OPEN}),
    TextState.OPEN: frozenset(),
}
"""Which state may follow which; one who is done first can take the text up again."""


class Sight(Enum):
    """Whose marks somebody sees."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


class NotNowError(Exception):
    """Something that cannot be done as the text stands, or not by her."""


@dataclass(frozen=True, slots=True)
class Doubled:
    """A text drawn for two: where it stands, the two, and who of them is done."""

    state: TextState
    coders: tuple[str, str]
    done: str = ""


def sight(text: Doubled | None, name: str) -> Sight:
    """Say whose marks somebody sees in a text; None is one that was not drawn for two."""
    if text is None or text.state is TextState.OPEN:
        return Sight.ALL
    return Sight.OWN if name in text.coders else Sight.NONE


def may_mark(text: Doubled | None, name: str, *, lead: bool) -> bool:
    """Say whether somebody may mark, and change her marks, in a text."""
    if text is None:
        return True
    if text.state is TextState.OPEN:
        return lead
    return name in text.coders and name != text.done


def finish(text: Doubled, name: str) -> Doubled:
    """Give the text when one of the two says that she is done; NotNowError for anybody else."""
    if not may_mark(text, name, lead=False):
        raise NotNowError
    if text.state is TextState.BLIND:
        return replace(text, state=TextState.HALF, done=name)
    return replace(text, state=TextState.OPEN, done="")


def take_up(text: Doubled, name: str) -> Doubled:
    """Give the text when who was done first goes on; NotNowError for anybody else, and later."""
    if text.state is not TextState.HALF or text.done != name:
        raise NotNowError
    return replace(text, state=TextState.BLIND, done="")
