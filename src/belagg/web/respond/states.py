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


class HoldState(Vocabulary):
    """What has become of a text or a file that may tell of a single person."""

    HELD = "held", "hålls tillbaka", "held back"
    RELEASED = "released", "släppt som det var", "released as it was"
    REDACTED = "redacted", "maskat", "redacted"


NEXT_HOLD: Mapping[HoldState, frozenset[HoldState]] = {
    HoldState.HELD: frozenset({HoldState.RELEASED, HoldState.REDACTED}),
    HoldState.RELEASED: frozenset({HoldState.REDACTED}),
    HoldState.REDACTED: frozenset(),
}


class HoldStateError(Exception):
    """What is held back cannot go from one state to the other."""


def decided(now: HoldState, wanted: HoldState) -> HoldState:
    """Give the state wanted; HoldStateError where it may not follow."""
    if wanted not in NEXT_HOLD[now]:
        raise HoldStateError(f"what is {now.value} cannot become {wanted.value}")
    return wanted
