"""What reading a form finds wrong, and what it leaves out, gathered until all is read."""

from collections.abc import Iterable, Mapping

from belagg.language import _
from belagg.study.problems import Left, Problem, Where, nearest

_MANY = 100


def mended() -> dict[str, str]:
    """Give the problems that somebody else's form may have, and what is done about each.

    The makers of a study mend its questionnaire; a form that comes from elsewhere cannot be mended
    by the person who imports it, and is taken as far as it goes.
    """
    return {
        "bad-condition": _("it is left out"),
        "bad-question-id": _("it has another question_id here"),
        "bad-required": _("an answer is not required"),
        "choice-is-missing-code": _("the choice is left out, so that such answers are missing"),
        "later-item": _("the condition is left out"),
        "missing-name": _("it has another name here"),
        "missing-translation": _("another language stands in its place"),
        "unknown-code": _("the condition is kept, and may never hold"),
        "unknown-column": _("the column is left out"),
        "unknown-item": _("it is left out"),
        "unquoted-text": _("the condition is left out"),
    }


class Findings:
    """The problems and the left things of one form, in the order they are found.

    A problem whose code is in `mended` is listed among the left, with what was done about it.
    """

    def __init__(self, mended: Mapping[str, str]) -> None:
        self.mended = mended
        self.problems: list[Problem] = []
        self.left: list[Left] = []

    def mends(self, code: str) -> bool:
        """Say whether the problem is one that somebody else's form may have."""
        return code in self.mended

    def problem(
        self,
        code: str,
        message: str,
        where: Where,
        *,
        found: str | None = None,
        nearest: str | None = None,
    ) -> None:
        """Note something wrong; `message` is in the reader's language."""
        if code in self.mended:
            self.leave(found or where.column or code, f"{message}; {self.mended[code]}", where)
            return
        self.problems.append(Problem(code, message, where, found, nearest))

    def nearest(self, found: str, allowed: Iterable[str]) -> str | None:
        """Give what is most like `found`, unless so much is wrong that nobody would read it."""
        return nearest(found, allowed) if len(self.problems) < _MANY else None

    def leave(self, what: str, reason: str, where: Where) -> None:
        """Note something that is kept out; `reason` is in the reader's language."""
        self.left.append(Left(what, reason, where))


def rows_named(rows: list[int]) -> str:
    """Name two rows or more: "rows 4, 5 and 9", at most six of them by number."""
    if len(rows) > 6:
        shown = ", ".join(map(str, rows[:6]))
        return _("rows {rows} and {count} more").format(rows=shown, count=len(rows) - 6)
    return _("rows {rows} and {last}").format(rows=", ".join(map(str, rows[:-1])), last=rows[-1])
