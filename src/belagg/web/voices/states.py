"""The states of a quotation, and what may follow: drawn in docs/states.md."""

from collections.abc import Mapping

from belagg.study.vocabulary import Vocabulary


class QuoteState(Vocabulary):
    """How far a quotation has come."""

    NOTED = "noted", "noterat", "noted"
    APPROVED = "approved", "godkänt av den som talar", "approved by the speaker"
    DROPPED = "dropped", "struket", "dropped"
    WITHDRAWN = "withdrawn", "återtaget", "withdrawn"


NEXT: Mapping[QuoteState, frozenset[QuoteState]] = {
    QuoteState.NOTED: frozenset({QuoteState.APPROVED, QuoteState.DROPPED, QuoteState.WITHDRAWN}),
    QuoteState.APPROVED: frozenset({QuoteState.WITHDRAWN}),
    QuoteState.DROPPED: frozenset(),
    QuoteState.WITHDRAWN: frozenset(),
}
"""Only what is approved is in the study."""


class QuoteStateError(Exception):
    """A quotation cannot go from one state to the other."""


def after(now: QuoteState, wanted: QuoteState) -> QuoteState:
    """Give the state wanted; QuoteStateError where it may not follow."""
    if wanted not in NEXT[now]:
        raise QuoteStateError(f"a quotation that is {now.value} cannot become {wanted.value}")
    return wanted
