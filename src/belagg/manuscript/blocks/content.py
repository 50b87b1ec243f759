"""What a table holds, before it has its number and its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from belagg.manuscript.blocks.cells import EMPTY
from belagg.manuscript.tree import Align, Cell, Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, and how it is aligned."""

    head: str
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a table; every row has a cell for every column."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def header(self) -> tuple[Cell, ...]:
        """The header row."""
        return tuple(Cell((Text(column.head),)) for column in self.columns)

    @property
    def align(self) -> tuple[Align, ...]:
        """How the columns are aligned."""
        return tuple(column.align for column in self.columns)


def listed(caption: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> Content:
    """Give a table of things from the study, without the columns that nothing stands in."""
    filled = [
        place
        for place in range(len(columns))
        if any(row[place].children != EMPTY.children for row in rows)
    ]
    return Content(
        caption,
        tuple(columns[place] for place in filled),
        tuple(tuple(row[place] for place in filled) for row in rows),
    )
