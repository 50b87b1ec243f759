"""The manuscript of a study in one language, read but not yet bound."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from belagg.manuscript.parse import parse
from belagg.manuscript.source import (
    AllowComment,
    Directive,
    Parsed,
    Passage,
    Slot,
    directives,
    passages,
)
from belagg.study.problems import Problem
from belagg.study.study import Study

FOLDER = "report"
"""The folder of a package that holds the manuscript."""


@dataclass(frozen=True)
class Manuscript:
    """The files of a manuscript in order, with what a reader of it asks for.

    `passages` is the prose of all files, footnotes after the text of their file; `slots` the
    placeholders in it; `directives` the blocks `:::`.
    """

    language: str
    files: tuple[Parsed, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Give the prose of all files in order."""
        return tuple(self._passages())

    def _passages(self) -> Iterator[Passage]:
        for parsed in self.files:
            yield from passages(parsed.blocks, self.language)
            for blocks in parsed.footnotes.values():
                yield from passages(blocks, self.language, kind="footnote")

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Give the placeholders in the prose, in order."""
        return tuple(slot for passage in self.passages for slot in passage.slots.values())

    @cached_property
    def directives(self) -> tuple[Directive, ...]:
        """Give the blocks `:::`, in order."""
        return tuple(block for parsed in self.files for block in directives(parsed.blocks))

    @cached_property
    def comments(self) -> tuple[AllowComment, ...]:
        """Give the comments that allow a finding."""
        return tuple(comment for parsed in self.files for comment in parsed.comments)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Give what is wrong with how it is written."""
        return tuple(problem for parsed in self.files for problem in parsed.problems)


def manuscript_files(study: Study, language: str) -> tuple[str, ...]:
    """Give the paths of the manuscript in order of name.

    The first language stands in `report/`, a further one in a folder of its own: `report/en/`.
    """
    first = language == study.settings.language
    folder = PurePosixPath(FOLDER) if first else PurePosixPath(FOLDER, language)
    return tuple(sorted(p for p in study.texts if PurePosixPath(p).parent == folder))


def read(study: Study, language: str) -> Manuscript:
    """Read the manuscript in one language; one without files has no content."""
    files = manuscript_files(study, language)
    return Manuscript(language, tuple(parse(study.texts[path], path) for path in files))
