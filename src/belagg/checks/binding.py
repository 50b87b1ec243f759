"""What stops a build is a finding of the check too: the manuscript's problems, rule by rule."""

from collections.abc import Callable, Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _
from belagg.manuscript.compose import MAY_STAND
from belagg.study.vocabulary import Severity


def binding_rule(code: str, title: str, reason: str, bad: str, good: str) -> Rule:
    """Make the rule of one kind of problem that the manuscript's composition finds.

    Its code is the problem's. What makes the report less than whole cannot be allowed.
    """
    return Rule(
        code, Severity.ERROR, title, reason, bad, good, _problems_of(code),
        may_stand=code in MAY_STAND,
    )  # fmt: skip


def _problems_of(code: str) -> Callable[[Subject], Iterator[Hit]]:
    def find(subject: Subject) -> Iterator[Hit]:
        for composed in subject.manuscripts:
            # The check sets aside itself what the composition has allowed.
            for problem in (*composed.problems, *(a.problem for a in composed.allowed)):
                if problem.code != code:
                    continue
                message = problem.message
                if problem.nearest:
                    message += _(". Did you mean “{}”?").format(problem.nearest)
                yield Hit(problem.where, message)

    return find
