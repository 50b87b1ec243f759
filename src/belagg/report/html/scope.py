"""What the parts of one page share while it is made."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from belagg.manuscript.tree import Blocks
from belagg.study.geography import Geography


@dataclass
class Scope:
    """What the parts of one page share while it is made.

    `anchors` are the places that links may go to. `marks` counts the marks of every footnote, by
    number, so that each has an id and the note can link back to all of them; `notes` are the ids of
    the notes in order of first mark. `level` is that of the heading we stand under, in the tree,
    `outermost` that of the page's own title. `row_address` gives where the data behind a
    figure stand, when that is another page.
    """

    language: str
    geographies: Mapping[str, Geography]
    anchors: frozenset[str]
    footnotes: Mapping[str, Blocks]
    labels: Mapping[str, str]
    marks: Counter[int] = field(default_factory=Counter)
    notes: dict[int, str] = field(default_factory=dict)
    level: int = 0
    outermost: int = 0
    row_address: Callable[[str], str | None] = lambda _name: None

    def heading_level(self, level: int) -> int:
        """Give the level a heading of `level` gets, and stand under it: no level is left out."""
        self.level = min(level, self.level + 1)
        return self.level

    def mark(self, footnote_id: str, number: int) -> str:
        """Count one more mark of a note, and give the id of the mark."""
        self.notes.setdefault(number, footnote_id)
        self.marks[number] += 1
        return mark_id(number, self.marks[number])


def note_id(number: int) -> str:
    """Give the id of a note in the page; the ids of headings have no full stop in them."""
    return f"note.{number}"


def mark_id(number: int, time: int) -> str:
    """Give the id of the mark that stands where the note is referred to for the `time`th time."""
    return f"note.{number}.mark.{time}"
