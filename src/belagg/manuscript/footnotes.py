"""Footnotes are numbered in the order of their first marks, through all files of a manuscript."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from belagg.language import _
from belagg.manuscript.context import Context
from belagg.manuscript.source import Parsed, SourceBlocks
from belagg.study.problems import Problem, Where, nearest


@dataclass
class Footnotes:
    """The footnotes of a manuscript: `order` has those marked so far, by file and label.

    `targets` are the places within the report that links lead to, with the place of the link.
    """

    files: Mapping[str, Parsed]
    order: dict[tuple[str, str], Context] = field(default_factory=dict)
    targets: list[tuple[str, Where]] = field(default_factory=list)

    def mark(self, where: Where, label: str, ctx: Context) -> int | None:
        """Give the number of a footnote that is marked here; None where there is no such note."""
        parsed = self.files.get(where.file)
        if parsed is None or label not in parsed.footnotes:
            known = [name for name in parsed.footnotes if name[0] != "^"] if parsed else []
            message = _("there is no footnote [^{}] in this file").format(label)
            near = nearest(label, known)
            ctx.problems.append(Problem("footnote", message, where, label, near))
            return None
        key = (where.file, label)
        self.order.setdefault(key, ctx)
        return list(self.order).index(key) + 1

    def content(self, number: int) -> tuple[SourceBlocks, Context]:
        """Give what a footnote says, and the context it was marked in."""
        (file, label), ctx = list(self.order.items())[number - 1]
        return self.files[file].footnotes[label], ctx

    def unmarked(self) -> list[tuple[str, str]]:
        """Give the footnotes that nothing refers to, by file and label."""
        return [
            (file, label)
            for file, parsed in self.files.items()
            for label in parsed.footnotes
            if (file, label) not in self.order
        ]
