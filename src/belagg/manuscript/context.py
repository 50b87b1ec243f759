"""What the parts of a composition share: the study, the numbering, the anchors, the problems."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TypeVar, cast

from belagg.analysis.figures import Figures
from belagg.language import _, translate
from belagg.manuscript.bind import Binder, BindingError
from belagg.manuscript.parse import parse_inline
from belagg.manuscript.source import Prose as ProsePiece
from belagg.manuscript.source import Run, Slot, leaves
from belagg.manuscript.tree import Bound, Text
from belagg.manuscript.typography import NBSP, typeset
from belagg.manuscript.uses import UseKind, Uses
from belagg.study.problems import Problem, Where, nearest
from belagg.study.questionnaire import Item
from belagg.study.study import Study

Made = TypeVar("Made")


class BlockError(Exception):
    """A block that cannot be made; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@dataclass
class Anchors:
    """The ids of a document, each given once."""

    taken: Counter[str] = field(default_factory=Counter)

    def give(self, wanted: str) -> str:
        """Give an id like `wanted` that nothing else has: the second `svar` is `svar-2`."""
        base = slug(wanted) or "x"
        anchor = base
        while self.taken[anchor]:
            self.taken[base] += 1
            anchor = f"{base}-{self.taken[base]}"
        self.taken[anchor] += 1
        return anchor


@lru_cache(10_000)
def slug(text: str) -> str:
    """Give a text as a readable id: letters a to z, digits, hyphens; å and ä are a, ö is o.

    Capital letters stay in a text of one word, since item ids tell `4A` and `4a` apart.
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if " " in plain.strip():
        plain = plain.casefold()
    return re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-")


class Numbering:
    """Numbers what a reader refers to: charts, maps, tables and pictures, each from 1."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._used: Counter[str] = Counter()

    def next(self, kind: str) -> str:
        """Give the next label of a kind (`chart`, `map`, `table`, `picture`): `Diagram 2`."""
        self._used[kind] += 1
        pattern = {
            "chart": translate("Chart {}", self._language),
            "map": translate("Map {}", self._language),
            "table": translate("Table {}", self._language),
            "picture": translate("Picture {}", self._language),
        }[kind]
        return pattern.format(self._used[kind]).replace(" ", NBSP)


@dataclass
class Context:
    """One composition in one language."""

    study: Study
    figures: Figures
    language: str
    problems: list[Problem]
    uses: Uses
    anchors: Anchors
    numbering: Numbering
    labels: dict[str, str]
    shown_findings: frozenset[str] = frozenset()
    memo: dict[object, object] = field(default_factory=dict)

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """Give what `make` gives, made once in a composition; `key` says what it is."""
        if key not in self.memo:
            self.memo[key] = make()
        return cast(Made, self.memo[key])

    @cached_property
    def binder(self) -> Binder:
        """Binds in the language of the context."""
        return Binder(self.study, self.figures, self.language)

    def within(self, language: str) -> "Context":
        """Give the same composition in another language."""
        return self if language == self.language else replace(self, language=language)

    # --- binding

    def bound(self, name: str, where: Where, *filters: str) -> Bound:
        """Give a figure that must exist; notes its use. BindingError where it does not."""
        self.uses.add(UseKind.FIGURE, name, where)
        return self.binder.bound(name, filters, where)

    def slot(self, slot: Slot) -> Bound | Text:
        """Give what stands in a placeholder's stead; what is wrong becomes a problem."""
        if slot.name:
            self.uses.add(UseKind.FIGURE, slot.name, slot.where)
        try:
            return self.binder.inline(slot)
        except BindingError as error:
            self.problems.append(error.problem)
            return Text("")

    def plain(self, run: Run) -> str:
        """Give a run as plain text, bound and set: for titles and text alternatives."""
        parts: list[str] = []
        for piece in leaves(run.pieces):
            before = parts[-1][-1:] if parts else ""
            match piece:
                case ProsePiece(text):
                    parts.append(typeset(text, self.language, before))
                case Slot():
                    parts.append(self.slot(piece).text)
                case _:
                    parts.append(" ")
            parts = [part for part in parts if part]
        return "".join(parts)

    # --- tables

    def rows(self, table: str, key: str) -> Mapping[str, Mapping[str, object]]:
        """Give the rows of a table by its key."""

        def made() -> dict[str, dict[str, object]]:
            return {str(row[key]): row for row in self.study.tables[table].iter_rows(named=True)}

        return self.once(("rows", table), made)

    def row(self, table: str, key: str, wanted: str, where: Where) -> Mapping[str, object]:
        """Give one row by its key; BlockError with the nearest where there is none."""
        rows = self.rows(table, key)
        if wanted not in rows:
            message = _("the table {} has no row “{}”").format(table, wanted)
            raise BlockError(Problem("block", message, where, wanted, nearest(wanted, rows)))
        return rows[wanted]

    def cell_run(self, table: str, key: str, wanted: str, column: str) -> Run:
        """Read a text of a table as one paragraph of a manuscript; what is wrong is noted."""
        return self.once(
            ("cell", table, wanted, column), lambda: self._read(table, key, wanted, column)
        )

    def _read(self, table: str, key: str, wanted: str, column: str) -> Run:
        rows = self.rows(table, key)
        index = list(rows).index(wanted)
        where = self.study.place(table, index, column)
        run, problems = parse_inline(str(rows[wanted][column] or ""), where)
        self.problems += problems
        return run

    def item(self, question_id: str, where: Where) -> Item:
        """Give an item that takes an answer; BlockError with the nearest where there is none."""
        items = self.once("items", lambda: {i.question_id: i for i in self.study.items})
        if question_id not in items:
            message = _("the questionnaire has no item “{}”").format(question_id)
            near = nearest(question_id, items)
            raise BlockError(Problem("block", message, where, question_id, near))
        return items[question_id]

    def error(
        self, message: str, where: Where, found: str | None = None, allowed: Iterable[str] = ()
    ) -> BlockError:
        """Make the error of a block that cannot be made."""
        near = nearest(found, allowed) if found else None
        return BlockError(Problem("block", message, where, found, near))
