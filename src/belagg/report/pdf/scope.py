"""What the parts of one report share while it is written as typst."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from belagg.manuscript.tree import Blocks, ImageBlock
from belagg.report.pdf.literals import IN_TEXT
from belagg.study.geography import Geography


@dataclass
class Scope:
    """What the parts of one report share while it is written as typst.

    `anchors` are the places that links may go to. `unset_notes` are the footnotes that no mark has
    been written for yet: a note is set with its first mark, and later marks refer to it. `blocks`
    writes the blocks of a note. `level` is that of the heading we stand under, `hyphenated` the
    length of words that may be hyphenated where we are. `pictures` are those that typst reads as
    files, by name.
    """

    language: str
    geographies: Mapping[str, Geography]
    anchors: frozenset[str]
    unset_notes: dict[str, Blocks]
    blocks: Callable[[Blocks, "Scope"], str]
    level: int = 0
    hyphenated: int = IN_TEXT
    pictures: dict[str, ImageBlock] = field(default_factory=dict)

    def heading_level(self, level: int) -> int:
        """Give the level a heading of `level` gets, and stand under it: no level is left out.

        PDF/UA and WCAG want every level in a row; a manuscript may jump from a chapter to `###`.
        """
        self.level = min(level, self.level + 1)
        return self.level

    @contextmanager
    def hyphenating(self, letters: int) -> Iterator[None]:
        """Let words of this many letters be hyphenated for a while."""
        before, self.hyphenated = self.hyphenated, letters
        yield
        self.hyphenated = before
