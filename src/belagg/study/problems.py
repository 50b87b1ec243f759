"""What is wrong with something a person gave us, said so that she can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from belagg.language import _


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: rows and lines count from 1, and row 1 of a table is its header."""

    file: str = ""
    row: int | None = None
    column: str | None = None
    line: int | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.sheet:
            parts.append(_("sheet {}").format(self.sheet))
        if self.line is not None:
            parts.append(_("line {}").format(self.line))
        if self.row is not None:
            parts.append(_("row {}").format(self.row))
        if self.column:
            parts.append(_("column {}").format(self.column))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what was found, what was expected, the nearest right thing.

    `code` is a stable kebab-case name of the kind of problem; `message` is one sentence in the
    reader's language that does not repeat the place.
    """

    code: str
    message: str
    where: Where = field(default_factory=Where)
    found: str | None = None
    nearest: str | None = None

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if str(self.where) else self.message
        if self.nearest:
            text = text.removesuffix(".") + _(". Did you mean “{}”?").format(self.nearest)
        return text


@dataclass(frozen=True, slots=True)
class Left:
    """A thing in a file that was read and kept out of the study, and why; never an error.

    `what` names it in the file's own words; `reason` is one sentence in the reader's language.
    """

    what: str
    reason: str
    where: Where = field(default_factory=Where)

    def __str__(self) -> str:
        text = self.reason if self.what == self.where.column else f"{self.what}: {self.reason}"
        return f"{self.where}: {text}" if str(self.where) else text


class StudyError(Exception):
    """Input that cannot be used, with every problem found and not the first only."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(found: str, allowed: Iterable[str]) -> str | None:
    """Give the allowed value most like `found`, or None when none is near.

    Likeness is rapidfuzz's normalised indel similarity, without regard to case; 60 of 100 is near,
    and so is one letter's difference in words of two letters or more.
    """
    candidates = list(allowed)
    folded = [candidate.casefold() for candidate in candidates]
    wanted = found.casefold()
    best = process.extractOne(wanted, folded, scorer=fuzz.ratio, score_cutoff=60)
    if best is not None:
        return candidates[best[2]]
    close = [i for i, word in enumerate(folded) if Levenshtein.distance(wanted, word) == 1]
    return candidates[close[0]] if close and len(wanted) > 1 else None
