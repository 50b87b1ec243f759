"""Rows that stand as they are: what other rows rest on is not changed under them.

An app that knows why a row of a table may not change says so in `GUARDS` when it starts; every way
of changing rows that others have written (one by one, from a file, from a package) asks here first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from belagg.study.declare import Table
from belagg.study.problems import Problem, StudyError, Where
from belagg.web.store.models import ROWS, Project

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Change:
    """A row as it stands, and what it would hold instead; None where it would be removed."""

    row: Any
    values: Mapping[str, Any] | None

    def touches(self, columns: Sequence[str]) -> bool:
        """Say whether something else would stand in one of the columns, or the row would go."""
        given = self.values
        return given is None or any(
            (getattr(self.row, name) or None) != (given.get(name) or None) for name in columns
        )


Guard = Callable[[Project, Sequence[Change]], Mapping[Key, str]]
"""Gives why a row may not change, by its key, of those that would."""

GUARDS: dict[str, Guard] = {}


def hold(
    project: Project, table: Table, wanted: Mapping[Key, Mapping[str, Any] | None]
) -> None:  # fmt: skip
    """Refuse, by StudyError, to change or remove rows that stand as they are.

    `wanted` has the new content of rows by the key they have now; None for one that would go.
    """
    guard = GUARDS.get(table.name)
    if guard is None or not wanted:
        return
    rows = ROWS[table.name].objects.filter(project=project)
    held = {tuple(getattr(row, name) for name in table.key): row for row in rows}
    columns = [column.name for column in table.columns]
    changes = [Change(held[key], values) for key, values in wanted.items() if key in held]
    found = guard(project, [change for change in changes if change.touches(columns)])
    if found:
        raise StudyError([
            Problem("frozen-row", f"{'|'.join(map(str, key))}: {why}",
                    Where(f"{table.name}.csv", column=table.key[0]))
            for key, why in found.items()
        ])  # fmt: skip
