"""Typed numbers in a manuscript and in the findings stop the build, with the figure they may be."""

from collections.abc import Iterator
from functools import cache, cached_property

from belagg.analysis.figure import FigureKind
from belagg.analysis.figures import Figures
from belagg.analysis.rounding import rounded
from belagg.language import _
from belagg.manuscript.context import Context
from belagg.manuscript.read import Manuscript
from belagg.manuscript.source import Passage, passage_of
from belagg.manuscript.typed_numbers import typed_numbers
from belagg.manuscript.typography import Gender, words
from belagg.study.problems import Problem


def typed_number_problems(manuscript: Manuscript, ctx: Context) -> Iterator[Problem]:
    """Give a problem `typed-number` for each number that should have been a figure.

    `nearest` names a figure of an item spoken of in the same file that has that very value.
    """
    ids = tuple(item.question_id for item in ctx.study.questionnaire.items)
    near = _Near(manuscript, ctx.figures)
    for passage in (*manuscript.passages, *_findings(ctx)):
        for found in typed_numbers(passage.text, passage.language, ids):
            message = _(
                "the number “{}” is typed: write the name of a figure, {{{{ 4A.no.count }}}}, or "
                '{{{{ "{}" }}}} if it is no figure of the study'
            ).format(found.text, found.text)
            where = passage.place(found.start)
            likely = near(found.text, passage.language, where.file)
            yield Problem("typed-number", message, where, found.text, likely)


def _findings(ctx: Context) -> Iterator[Passage]:
    for finding_id in ctx.rows("findings", "finding_id"):
        run = ctx.cell_run("findings", "finding_id", finding_id, "statement")
        yield passage_of(run, "paragraph", ctx.study.settings.language)


class _Near:
    """Finds a figure with a given value among those that a file speaks of."""

    def __init__(self, manuscript: Manuscript, figures: Figures) -> None:
        self._figures = figures
        self._stems: dict[str, list[str]] = {}
        for slot in manuscript.slots:
            self._note(slot.where.file, slot.name.partition(".")[0])
        for block in manuscript.directives:
            for arg in block.args:
                self._note(block.where.file, arg)

    def _note(self, file: str, stem: str) -> None:
        stems = self._stems.setdefault(file, [])
        if stem and stem not in stems:
            stems.append(stem)

    def __call__(self, text: str, language: str, file: str) -> str | None:
        digits = "".join(c for c in text if c.isdigit())
        value = (
            int(digits) if digits else _in_words(language).get(text.partition(" ")[0].casefold())
        )
        if value is None:
            return None
        share = "%" in text or "procent" in text or "cent" in text
        kind = FigureKind.PERCENT if share else FigureKind.COUNT
        for stem in self._stems.get(file, ()):
            if name := self._by_value.get((stem, kind, value)):
                return name
        return None

    @cached_property
    def _by_value(self) -> dict[tuple[str, FigureKind, int], str]:
        found: dict[tuple[str, FigureKind, int], str] = {}
        for name, figure in self._figures.items():
            bound = name.endswith((".low", ".high"))
            if isinstance(figure.value, int | float) and not bound:
                key = (name.partition(".")[0], figure.kind, int(rounded(figure.value)))
                found.setdefault(key, name)
        return found


@cache
def _in_words(language: str) -> dict[str, int]:
    """Give the numbers up to a thousand by their words."""
    genders: tuple[Gender, ...] = ("en", "ett") if language == "sv" else ("en",)
    return {words(n, language, gender): n for n in range(1001) for gender in genders}
