"""What the text tells of each item in the part of a chapter that begins with the question."""

from collections.abc import Iterator

from belagg.checks.rule import Subject
from belagg.manuscript.source import Directive, HeadingSource, Passage, SourceBlock, passages


def told_in_text(subject: Subject) -> Iterator[str]:
    """Give the items of which the text after their `::: question` tells something that is known.

    The part of an item goes on to the next question or to a heading that is no heading within it.
    Something known is a figure of the study, a typed number, or what a named body does.
    """
    for composed in subject.manuscripts:
        typed = {
            (problem.where.file, problem.where.line)
            for problem in (*composed.problems, *(a.problem for a in composed.allowed))
            if problem.code == "typed-number"
        }
        for parsed in composed.manuscript.files:
            for question, block in _parts(parsed.blocks):
                if _tells(block, composed.language, subject, typed):
                    yield question


def _parts(blocks: tuple[SourceBlock, ...]) -> Iterator[tuple[str, SourceBlock]]:
    """Give each block with each item whose part of the chapter it stands in."""
    current: list[str] = []
    asking = False
    level = outer = 0
    for block in blocks:
        match block:
            case HeadingSource(level=level):
                if level <= outer:
                    current = []
                asking = False
            case Directive(kind="question", args=args):
                current = [*(current if asking else ()), *args]
                asking, outer = True, level or outer
            case _:
                asking = False
                for question in current:
                    yield question, block


def _tells(
    block: SourceBlock, language: str, subject: Subject, typed: set[tuple[str, int | None]]
) -> bool:
    return any(
        any(slot.name for slot in passage.slots.values())
        or any(subject.names.find(passage.text))
        or any(place in typed for place in _lines(passage))
        for passage in passages((block,), language)
    )


def _lines(passage: Passage) -> Iterator[tuple[str, int | None]]:
    for line in range(passage.text.count("\n") + 1):
        first = passage.where.line
        yield passage.where.file, None if first is None else first + line
