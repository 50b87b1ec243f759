"""Where a coding stands and why something is refused, in words of the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belagg.judging.coding.actions import Fault
from belagg.judging.coding.sight import Standing

_STANDING: Mapping[Standing, Promise] = {
    Standing.UNASSIGNED: _("nobody has it"),
    Standing.WAITING: _("waits for a decision"),
    Standing.OWN_DONE: _("you have decided"),
    Standing.DIFFERS: _("two decisions differ"),
    Standing.SETTLED: _("settled"),
}

_REFUSED: Mapping[Fault, Promise] = {
    Fault.STATED: _("what a body stated is never coded over"),
    Fault.NOT_NOW: _("that cannot be done as the case stands now"),
    Fault.SAME_CODER: _("the two coders of a case must be two"),
    Fault.NOT_YOURS: _("only those who have the case can code it"),
    Fault.DECIDED: _("a decision has been made already"),
    Fault.OWN_DECISION: _("who has coded a case cannot settle it"),
    Fault.NOTHING_SAID: _("a decision has a category, a value or a reason why there is none"),
    Fault.NOT_LEAD: _("only the lead can do that"),
    Fault.NO_REASON: _("a reason is needed"),
}


def standing_words(standing: Standing) -> str:
    """Say where a coding stands."""
    return str(_STANDING[standing])


def refusal(fault: Fault) -> str:
    """Say why something was refused."""
    return str(_REFUSED[fault])
