"""The states of a response, and what may follow: drawn in docs/response-states.md."""

from collections.abc import Mapping

from belagg.study.vocabulary import Vocabulary


class SheetState(Vocabulary):
    """Where a response is."""

    DRAFT = "draft", "utkast", "draft"
    SENT = "sent", "inskickat", "sent"
    UNLOCKED = "unlocked", "upplåst för rättelse", "unlocked for correction"


NEXT: Mapping[SheetState, frozenset[SheetState]] = {
    SheetState.DRAFT: frozenset({SheetState.SENT}),
    SheetState.SENT: frozenset({SheetState.UNLOCKED}),
    SheetState.UNLOCKED: frozenset({SheetState.SENT}),
}


class SheetStateError(Exception):
    """A response cannot go from one state to the other."""


def after(now: SheetState, wanted: SheetState) -> SheetState:
    """Give the state wanted; SheetStateError where it may not follow."""
    if wanted not in NEXT[now]:
        raise SheetStateError(f"a response that is {now.value} cannot become {wanted.value}")
    return wanted


def may_change(state: SheetState) -> bool:
    """Say whether answers can be changed."""
    return state is not SheetState.SENT
