"""The states of a mail and of a step, and what may follow: drawn in docs/states.md."""

from collections.abc import Mapping

from belagg.study.vocabulary import Vocabulary


class MailState(Vocabulary):
    """Where a mail is."""

    QUEUED = "queued", "väntar", "waiting"
    SENDING = "sending", "skickas", "being sent"
    SENT = "sent", "skickat", "sent"
    FAILED = "failed", "kunde inte skickas", "could not be sent"
    BOUNCED = "bounced", "kom inte fram", "did not arrive"
    CANCELLED = "cancelled", "struket", "cancelled"


NEXT: Mapping[MailState, frozenset[MailState]] = {
    MailState.QUEUED: frozenset({MailState.SENDING, MailState.CANCELLED}),
    # A worker that died leaves its mail being sent; when the lease runs out another takes it up.
    MailState.SENDING: frozenset(
        {MailState.SENT, MailState.QUEUED, MailState.FAILED, MailState.SENDING,
         MailState.CANCELLED}
    ),
    MailState.SENT: frozenset({MailState.BOUNCED}),
    MailState.FAILED: frozenset({MailState.QUEUED}),
    MailState.BOUNCED: frozenset({MailState.QUEUED}),
    MailState.CANCELLED: frozenset(),
}  # fmt: skip


class MailStateError(Exception):
    """A mail cannot go from one state to the other."""


def after(now: MailState, wanted: MailState) -> MailState:
    """Give the state wanted; MailStateError where it may not follow."""
    if wanted not in NEXT[now]:
        raise MailStateError(f"a mail that is {now.value} cannot become {wanted.value}")
    return wanted


class StepState(Vocabulary):
    """Where a step of the plan is."""

    PLANNED = "planned", "planerat", "planned"
    APPROVED = "approved", "godkänt, går av sig självt på sin dag", "approved, goes on its day"
    CARRIED_OUT = "carried_out", "utfört", "carried out"


NEXT_STEP: Mapping[StepState, frozenset[StepState]] = {
    StepState.PLANNED: frozenset({StepState.APPROVED, StepState.CARRIED_OUT}),
    StepState.APPROVED: frozenset({StepState.PLANNED, StepState.CARRIED_OUT}),
    # Again, for those who have come to the study since.
    StepState.CARRIED_OUT: frozenset({StepState.CARRIED_OUT}),
}
