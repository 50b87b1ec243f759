"""A survey as LimeSurvey saves it: rows of its database tables, whatever file they came in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, and the line of the file where it begins; empty cells are left out."""

    line: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """Give a cell, empty where there is none."""
        return self.cells.get(name, "")


@dataclass(frozen=True)
class Dump:
    """The tables of a survey, a group (`.lsg`) or a question (`.lsq`).

    `kind` is LimeSurvey's own word for what the file holds (Survey, Group, Question), `version`
    the version of its database, and `languages` are LimeSurvey's codes as they stand in the file.
    """

    file: str
    kind: str
    version: int
    languages: tuple[str, ...] = ()
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def rows(self, table: str) -> tuple[Row, ...]:
        """Give the rows of a table; none where the file does not have it."""
        return self.tables.get(table, ())
