"""The argument of a study: findings, what they rest on, and the recommendations they support.

Texts are given with their figures bound, and beside each what `belagg check` says of it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import polars as pl

from belagg.analysis.figures import Figures, figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import Finding, check
from belagg.manuscript.bind import BindingError
from belagg.manuscript.blocks.texts import bound_text
from belagg.manuscript.compose import compose
from belagg.manuscript.context import Anchors, Context, Numbering
from belagg.manuscript.uses import Uses
from belagg.study.study import Study
from belagg.study.tables import TABLES

EDITED = {"findings": "statement", "recommendations": "title", "clauses": "text"}
"""The tables of the argument, and the column of each that may hold figures."""

_FIRST_ROW = 2
_WORDS_OF = {
    "claim": ("claims", "claim_id", "claim"),
    "document": ("documents", "document_id", "title"),
    "source": ("sources", "source_id", "title"),
}
"""Where the words of a ground stand; those of reference groups are shown to nobody here."""


@dataclass(frozen=True)
class Ground:
    """What a finding rests on: the reference as it is written, and what it is in words."""

    reference: str
    words: str


@dataclass(frozen=True)
class Argument:
    """A study, with its texts bound and its checks made, when they are asked for."""

    study: Study
    language: str

    @staticmethod
    def of(study: Study, language: str) -> "Argument":
        """Make it, with every row of the argument's tables known by its place."""
        rows = {
            name: pl.Series("row", range(_FIRST_ROW, len(study.tables[name]) + _FIRST_ROW))
            for name in (*EDITED, "supports")
        }
        return Argument(replace(study, rows=rows), language)

    @cached_property
    def figures(self) -> Figures:
        """The figures of the study."""
        return figures_of(self.study)

    @cached_property
    def _context(self) -> Context:
        return Context(
            self.study, self.figures, self.language, [], Uses(), Anchors(),
            Numbering(self.language), {},
        )  # fmt: skip

    @cached_property
    def _checked(self) -> Mapping[tuple[str, int], list[Finding]]:
        composed = compose(self.study, self.figures, self.study.settings.language)
        found: dict[tuple[str, int], list[Finding]] = defaultdict(list)
        for finding in check(Subject(self.study, self.figures, (composed,))).findings:
            name = finding.where.file.removesuffix(".csv")
            found[name, finding.where.row or 0].append(finding)
        return found

    def rows(self, table: str) -> Sequence[Mapping[str, Any]]:
        """Give the rows of a table."""
        return list(self.study.tables[table].iter_rows(named=True))

    def bound(self, table: str, key: str) -> str:
        """Give the text of a row with its figures in place; what has no figure is left out."""
        (column,) = TABLES[table].key
        return bound_text(table, column, key, EDITED[table], self._context)

    def checks(self, table: str, key: str) -> list[Finding]:
        """Give what the checks say of a row."""
        (column,) = TABLES[table].key
        keys = self.study.tables[table][column].to_list()
        return self._checked.get((table, keys.index(key) + _FIRST_ROW), []) if key in keys else []

    def grounds(self, row: Mapping[str, Any]) -> list[Ground]:
        """Give what a finding rests on in words, the figures with their values."""
        return [Ground(str(one), self._in_words(str(one))) for one in row["rests_on"] or ()]

    def _in_words(self, reference: str) -> str:
        kind, _colon, name = reference.partition(":")
        if kind in ("figure", "cited"):
            try:
                figure = name if kind == "figure" else f"cited.{name}"
                return self._context.binder.bound(figure).text
            except BindingError:
                return ""
        if kind not in _WORDS_OF:
            return ""
        table, key, column = _WORDS_OF[kind]
        found = self.study.tables[table].filter(pl.col(key) == name)[column]
        return str(found[0] or "") if len(found) else ""

    @cached_property
    def supports(self) -> Mapping[str, list[str]]:
        """The findings that support each clause."""
        found: dict[str, list[str]] = defaultdict(list)
        for clause, finding in self.study.tables["supports"]["clause_id", "finding_id"].iter_rows():
            found[clause].append(finding)
        return found


def with_row(study: Study, table: str, frame: pl.DataFrame, old_key: str | None) -> Study:
    """Give the study with one row of a table added, or put in place of the one with the key."""
    (column,) = TABLES[table].key
    held = study.tables[table]
    keys = [key for key in (old_key, frame[column][0]) if key is not None]
    rest = held.filter(~pl.col(column).is_in(keys))
    return study.with_table(table, pl.concat([rest, frame.select(held.columns)]))


def next_key(study: Study, table: str, stem: str) -> str:
    """Give a key that no row of the table has: the stem and the first free number or letter."""
    (column,) = TABLES[table].key
    taken = set(study.tables[table][column])
    ends = (chr(97 + n) if n < 26 else f"-{n}" for n in range(9999)) if table == "clauses" else (
        str(n) for n in range(1, 9999)
    )  # fmt: skip
    return next(key for end in ends if (key := f"{stem}{end}") not in taken)
