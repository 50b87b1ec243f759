"""What happened to codes, and why something is refused, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belagg.judging.code_tree import CodeTreeError, Fault

_REFUSED: Mapping[Fault, Promise] = {
    Fault.UNKNOWN_CODE: _("There is no such code any more."),
    Fault.UNKNOWN_SPAN: _("There is no such mark any more, or it has another code."),
    Fault.TAKEN: _("There is a code with that id."),
    Fault.NO_NAME: _("A code needs a name."),
    Fault.SAME_NAME: _("Another code in the same place has that name."),
    Fault.CYCLE: _("A code cannot stand below itself."),
    Fault.IN_USE: _("The code has marks, or codes below it. Merge it with another instead."),
    Fault.NOTHING: _("Choose another code."),
    Fault.CHANGED_SINCE: _("What was changed then has been changed again since. Undo that first."),
}

STEPS: Mapping[str, Promise] = {
    "Add": _("New code"),
    "Rename": _("New name or definition"),
    "Note": _("Memo"),
    "Move": _("Moved"),
    "Merge": _("Merged"),
    "Split": _("Split"),
    "Remove": _("Taken away"),
}
"""The steps of the history, by the name of the command."""


def refusal(error: CodeTreeError) -> str:
    """Say why a change was refused."""
    return str(_REFUSED[error.fault])
