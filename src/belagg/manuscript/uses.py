"""What of a study a manuscript uses, and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from belagg.study.problems import Where


class UseKind(Enum):
    """What kind of thing is used."""

    FIGURE = "figure"
    ITEM = "item"
    QUOTE = "quote"
    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    TABLE = "table"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Use:
    """One use: a figure by name, anything else by its id, at a place of the manuscript.

    `block` is the kind of block it stands in (`chart`), empty in running text.
    """

    kind: UseKind
    name: str
    where: Where
    block: str = ""


class Uses:
    """All uses of one manuscript, in order."""

    def __init__(self) -> None:
        self._all: dict[Use, None] = {}

    def add(self, kind: UseKind, name: str, where: Where, block: str = "") -> None:
        """Note a use; the same one at the same place counts once."""
        self._all.setdefault(Use(kind, name, where, block))

    def __iter__(self) -> Iterator[Use]:
        return iter(self._all)

    def of(self, kind: UseKind) -> dict[str, list[Where]]:
        """Give the places of everything used of one kind, by name, in order of first use."""
        found: dict[str, list[Where]] = {}
        for use in self._all:
            if use.kind is kind:
                found.setdefault(use.name, []).append(use.where)
        return found
