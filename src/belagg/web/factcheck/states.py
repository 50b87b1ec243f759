"""The states of a fact check and of its points, and what may follow: drawn in docs/states.md."""

from collections.abc import Mapping

from belagg.study.vocabulary import Vocabulary


class CheckState(Vocabulary):
    """How far a fact check has come."""

    OPEN = "open", "pågår", "going on"
    ENDED = "ended", "avslutad", "ended"


NEXT: Mapping[CheckState, frozenset[CheckState]] = {
    CheckState.OPEN: frozenset({CheckState.ENDED}),
    CheckState.ENDED: frozenset(),
}
"""What was said in a check that has ended stands; what is new after it is told in another one."""


class CheckStateError(Exception):
    """A fact check cannot go from one state to the other."""


class PointState(Vocabulary):
    """What a body has said of one thing that is said of it, and what came of that."""

    TOLD = "told", "inte besvarad", "not answered"
    AGREED = "agreed", "stämmer", "agreed to"
    OBJECTED = "objected", "invändning", "objected to"
    UPHELD = "upheld", "står kvar efter invändning", "stands after an objection"
    CHANGED = "changed", "ändrad efter invändning", "changed after an objection"


NEXT_POINT: Mapping[PointState, frozenset[PointState]] = {
    PointState.TOLD: frozenset({PointState.AGREED, PointState.OBJECTED}),
    PointState.AGREED: frozenset({PointState.OBJECTED}),
    # From objected to objected: the body adds to what it has said.
    PointState.OBJECTED: frozenset(
        {PointState.OBJECTED, PointState.AGREED, PointState.UPHELD, PointState.CHANGED}
    ),
    PointState.UPHELD: frozenset(),
    PointState.CHANGED: frozenset(),
}


class PointStateError(Exception):
    """A point cannot go from one state to the other."""


def after(now: PointState, wanted: PointState) -> PointState:
    """Give the state wanted; PointStateError where it may not follow."""
    if wanted not in NEXT_POINT[now]:
        raise PointStateError(f"a point that is {now.value} cannot become {wanted.value}")
    return wanted
