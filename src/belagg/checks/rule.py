"""What a rule is, what it looks at, and what it finds."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import polars as pl

from belagg.analysis.figures import Figures
from belagg.checks import rules
from belagg.checks.names import Names, names_of
from belagg.checks.prose import Sentence, Written, prose_of, sentences_of
from belagg.manuscript.compose import Composed
from belagg.manuscript.source import AllowComment
from belagg.study.problems import Where
from belagg.study.settings import Allow
from belagg.study.study import Study
from belagg.study.vocabulary import Layer, Severity


@dataclass(frozen=True)
class Subject:
    """What rules look at: the study, its figures and its composed manuscripts.

    There is a manuscript for each language the study is written in; the one that a report is being
    made of is the first.
    """

    study: Study
    figures: Figures
    manuscripts: tuple[Composed, ...]

    @property
    def manuscript(self) -> Composed:
        """Give the manuscript that a report is made of."""
        return self.manuscripts[0]

    def unit(self, unit_id: str | None) -> str:
        """Give the name of a unit, or its id where it has none."""
        return self.study.unit_names.get(unit_id or "", unit_id or "")

    @cached_property
    def layers(self) -> dict[Layer, pl.DataFrame]:
        """What each unit counts as on each item, per layer.

        A row for each cell that holds anything: `unit_id`, `question_id`, `category`, `missing`.
        """
        cells = self.figures.cells
        units, items = (
            pl.Series(cells.units, dtype=pl.String),
            pl.Series(cells.items, dtype=pl.String),
        )
        width = max(len(items), 1)
        return {
            layer: frame.select(
                unit_id=units.gather(frame["cell"] // width),
                question_id=items.gather(frame["cell"] % width),
                category=pl.col("category"),
                missing=pl.col("missing"),
            )
            for layer, frame in cells.layers.items()
        }

    @cached_property
    def prose(self) -> tuple[Written, ...]:
        """Give every passage that readers meet: of the manuscripts, then of the tables."""
        return tuple(prose_of(self.study, self.manuscripts))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Give every sentence of the prose, but those within a block quotation."""
        return tuple(sentences_of(self.prose))

    @cached_property
    def names(self) -> Names:
        """Give the names of the bodies, to be found in texts."""
        return names_of(self.study)

    def rows(
        self, table: str, keep: pl.Expr | None = None
    ) -> Iterator[tuple[int, dict[str, object]]]:
        """Give the rows of a table with their place in it, those where `keep` is true."""
        frame = self.study.tables[table]
        if frame.is_empty():
            return
        frame = frame.with_row_index("_index")
        for row in (frame if keep is None else frame.filter(keep)).iter_rows(named=True):
            yield int(row.pop("_index")), row


@dataclass(frozen=True)
class Hit:
    """A place where a rule does not hold; `subject` names the thing (`7/19`), rows may move."""

    where: Where
    message: str
    subject: str = ""


Override = Allow | AllowComment
"""A line of study.toml or a comment in the manuscript that lets findings stand."""


def nothing(_looked_at: object) -> Iterator[Hit]:
    """Find nothing."""
    return iter(())


@dataclass(frozen=True)
class Rule:
    """A rule: stable code, severity, what it asks for and why, an example of each kind.

    `title` and `reason` are English, marked for translation; `bad` and `good` are short examples.
    `find` looks at the study; `find_unused`, when all rules have looked, at the overrides that
    covered nothing. What must be mended, whatever the reason, has `may_stand` false.
    """

    code: str
    severity: Severity
    title: str
    reason: str
    bad: str
    good: str
    find: Callable[[Subject], Iterator[Hit]] = nothing
    find_unused: Callable[[Iterable[Override]], Iterator[Hit]] = nothing
    may_stand: bool = True


@cache
def all_rules() -> tuple[Rule, ...]:
    """Give every rule, in order of code."""
    found = [
        importlib.import_module(f"{rules.__name__}.{module.name}").RULE
        for module in pkgutil.iter_modules(rules.__path__)
    ]
    return tuple(sorted(found, key=lambda rule: rule.code))
