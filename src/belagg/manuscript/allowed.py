"""What a comment in the manuscript or a line of study.toml allows to stand, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from belagg.language import LANGUAGES, translate
from belagg.manuscript.source import AllowComment
from belagg.study.problems import Problem, Where
from belagg.study.settings import Allow


@dataclass(frozen=True, slots=True)
class Allowed:
    """A problem that stands, with the reason why."""

    problem: Problem
    reason: str


def reason_for(
    problem: Problem, comments: Iterable[AllowComment], allows: Iterable[Allow]
) -> str | None:
    """Give the reason why a problem may stand; None where nothing allows it.

    A line of study.toml names the place as a check prints it, in either language, or a file, or
    `*` for everywhere.
    """
    for comment in comments:
        if comment.covers(problem.code, problem.where):
            return comment.reason
    places = place_names(problem.where)
    for allow in allows:
        if allow.code == problem.code and allow.where in places:
            return allow.reason
    return None


def place_names(where: Where) -> frozenset[str]:
    """Give the ways in which study.toml may name a place."""
    names = {"*", where.file, str(where)}
    for language in LANGUAGES:
        parts = [where.file]
        if where.line is not None:
            parts.append(translate("line {}", language).format(where.line))
        if where.row is not None:
            parts.append(translate("row {}", language).format(where.row))
        names.add(", ".join(parts))
        if where.column:
            names.add(", ".join((*parts, translate("column {}", language).format(where.column))))
    return frozenset(names)
