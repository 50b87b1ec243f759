"""What a page of the site is, and what all pages of one language are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from belagg.analysis.figure import Figure
from belagg.analysis.figures import Figures
from belagg.analysis.progress import Standing, standings
from belagg.checks.rule import Subject
from belagg.checks.run import Checked
from belagg.language import translate
from belagg.manuscript.appendix_ids import appendix_id
from belagg.manuscript.bind import Binder
from belagg.manuscript.context import Anchors, Context, Numbering, slug
from belagg.manuscript.tree import Blocks, Cell, Heading, Inline, Link, Paragraph, TableBlock, Text
from belagg.manuscript.typography import typeset
from belagg.manuscript.uses import Uses
from belagg.report.appendix.data import figures_by_row
from belagg.report.appendix.parts import LEFT, RIGHT
from belagg.study.questionnaire import Item
from belagg.study.study import Study
from belagg.study.vocabulary import Layer

HERE = "site:"
"""How the address of a page within the site begins, until the page that links to it is known."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """One page: `path` within its language, `section` the entry of the menu that it belongs to.

    `summary` says in one sentence what is on it, `kind` is a class for its style.
    """

    path: str
    title: str
    body: Blocks
    section: str
    summary: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Site:
    """All that the pages of one language are made from; nothing private is in its study.

    Where small numbers are withheld there are no pages of single bodies and no rows of theirs,
    since the numbers could be had back from them.
    """

    subject: Subject
    checked: Checked
    language: str
    revision: str
    memo: dict[object, object] = field(default_factory=dict, compare=False)

    @property
    def study(self) -> Study:
        """The study."""
        return self.subject.study

    @property
    def figures(self) -> Figures:
        """Its figures."""
        return self.subject.figures

    @property
    def shows_bodies(self) -> bool:
        """Say whether what single bodies answered may be shown."""
        return self.study.settings.suppress_below <= 1

    @cached_property
    def binder(self) -> Binder:
        """Binds figures in the language."""
        return Binder(self.study, self.figures, self.language)

    def context(self) -> Context:
        """Give what blocks of a new page are made with; what is costly is shared by all pages."""
        return Context(
            self.study, self.figures, self.language, [], Uses(), Anchors(),
            Numbering(self.language), {}, memo=self.memo,
        )  # fmt: skip

    def words(self, message: str) -> str:
        """Give a message (English, marked for translation) in the language, typeset."""
        held = self._words.get(message)
        if held is None:
            held = typeset(translate(message, self.language), self.language)
            self._words[message] = held
        return held

    @cached_property
    def _words(self) -> dict[str, str]:
        return {}

    def heads(self, *messages: str) -> list[str]:
        """Give the heads of a table (English, marked for translation) in the language."""
        return [self.words(message) for message in messages]

    def set(self, text: object) -> str:
        """Give a text of the study typeset."""
        return typeset(str(text or ""), self.language)

    @cached_property
    def layers(self) -> Mapping[tuple[Layer, str, str], tuple[str | None, str | None]]:
        """Give category and missing code by layer, body and item, where there is anything."""
        return {
            (layer, unit, question): (category, missing)
            for layer, frame in self.subject.layers.items()
            for unit, question, category, missing in frame.select(
                "unit_id", "question_id", "category", "missing"
            ).iter_rows()
        }

    @cached_property
    def recommendations(self) -> Sequence[Row]:
        """Give the recommendations in the order of their numbers."""
        rows = lines(self.study.tables["recommendations"])
        return sorted(rows, key=lambda row: (row["number"] is None, row["number"] or 0))

    @cached_property
    def standings(self) -> Mapping[tuple[str, str], Standing]:
        """Give how far bodies have come, by recommendation and body, where that is known."""
        return standings(self.study, self.figures.cells)

    @cached_property
    def asked(self) -> Mapping[str, bool]:
        """Say of each body whether it was asked at all."""
        cells = self.figures.cells
        return dict(zip(cells.units, cells.asked, strict=True))

    def written(self, layer: Layer, item: Item) -> bool:
        """Say whether anything stands in a layer on an item, for any body."""
        return (layer, item.question_id) in self._written

    @cached_property
    def _written(self) -> frozenset[tuple[Layer, str]]:
        return frozenset((layer, question) for layer, _unit, question in self.layers)

    @cached_property
    def _by(self) -> dict[tuple[str, str], dict[str, list[Row]]]:
        return {}

    def rows(self, table: str, column: str, value: str) -> Sequence[Row]:
        """Give the rows of a table that have a value in a column, in order of key."""
        held = self._by.get((table, column))
        if held is None:
            held = self._by[table, column] = {}
            frame = self.study.tables[table].drop_nulls(column)
            for row in frame.iter_rows(named=True):
                held.setdefault(str(row[column]), []).append(row)
        return held.get(value, ())

    @cached_property
    def figure_rows(self) -> Mapping[str, list[Figure]]:
        """Give the figures that stand in each row of data, by the id of the row."""
        return figures_by_row(self.figures)

    @cached_property
    def with_results(self) -> frozenset[str]:
        """Give the ids of the items of which some category has a number."""
        return frozenset(
            item.question_id
            for item in self.study.items
            if any(f"{item.question_id}.{code}.count" in self.figures for code in item.codes)
        )

    @cached_property
    def item_ids(self) -> frozenset[str]:
        """Give the ids of the items that take an answer."""
        return frozenset(item.question_id for item in self.study.items)

    def row_address(self, name: str) -> str:
        """Give where the data behind a figure stand."""
        held = self._addresses.get(name)
        if held is None:
            held = self._addresses[name] = self._address_of(name)
        return held

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    def _address_of(self, name: str) -> str:
        figure = self.figures[name]
        page = "other"
        if figure.question_id in self.item_ids:
            whole = ".by." not in name and _of_item(name, figure)
            page = slug(figure.question_id) if whole else more_of(figure.question_id)
        return f"{HERE}{self.data_path(page)}#{appendix_id(name)}"

    def public_address(self, path: str) -> str:
        """Give the address of a page once published, as far as the study tells it."""
        root = self.study.settings.address
        folder = "" if self.language == self.study.settings.language else f"{self.language}/"
        return f"{root}/site/{folder}{path}" if root else path

    def data_path(self, page: str) -> str:
        """Give the path of a page of data rows, which holds for this revision for ever."""
        return f"r/{self.revision}/data/{page}.html"


def more_of(question_id: str) -> str:
    """Name the page of data of an item that has its figures by group, of claims and of change."""
    return f"{slug(question_id)}-more"


def comparison_path(unit_id: str) -> str:
    """Give the path of the page that sets a body beside all."""
    return f"compare/{slug(unit_id)}.html"


def _of_item(name: str, figure: Figure) -> bool:
    return name.partition(".")[0].partition("@")[0] == figure.question_id


def address(path: str) -> str:
    """Give the address of a page of the site, as a link in a page body has it."""
    return f"{HERE}{path}"


def question_path(question_id: str) -> str:
    """Give the path of the page of an item."""
    return f"questions/{slug(question_id)}.html"


def body_path(unit_id: str) -> str:
    """Give the path of the page of a body."""
    return f"bodies/{slug(unit_id)}.html"


def link(path: str, text: str) -> Link:
    """Give a link to a page of the site."""
    return Link(address(path), (Text(text),))


def heading(text: str, level: int = 2) -> Heading:
    """Give a heading within a page."""
    return Heading(level, slug(text.casefold()), (Text(text),))


def paragraph(*parts: Inline | str, lead: bool = False) -> Paragraph:
    """Give a paragraph of texts that are set, links and figures."""
    return Paragraph(tuple(Text(p) if isinstance(p, str) else p for p in parts), lead)


def cell(*parts: Inline | str | None, header: bool = False, anchor: str | None = None) -> Cell:
    """Give a cell of texts that are set, links and figures; a dash where there is nothing."""
    inlines = tuple(Text(p) if isinstance(p, str) else p for p in parts if p)
    return Cell(inlines or (Text("–"),), header, anchor)


def table(
    caption: str, header: Sequence[str], rows: Sequence[tuple[Cell, ...]], numbers: int = 0
) -> TableBlock:
    """Give a table with a caption; its last `numbers` columns hold numbers."""
    words = len(header) - numbers
    return TableBlock(
        tuple(cell(text) for text in header),
        tuple(rows),
        (*(LEFT,) * words, *(RIGHT,) * numbers),
        (Text(caption),),
        anchor=f"table-{slug(caption.casefold())}",
        compact=True,
    )


def lines(frame: pl.DataFrame) -> Sequence[Row]:
    """Give the rows of a frame as mappings."""
    return list(frame.iter_rows(named=True))
