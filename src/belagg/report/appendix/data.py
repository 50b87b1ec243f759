"""The data behind every figure: a row for each category with the units that have it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from belagg.analysis.figure import Figure, FigureKind
from belagg.analysis.figures import Figures
from belagg.analysis.item_figures import stem
from belagg.analysis.tally import categories
from belagg.checks.rule import Subject
from belagg.language import translate
from belagg.manuscript.appendix_ids import appendix_id
from belagg.manuscript.bind import Binder
from belagg.manuscript.tree import Block, Bound, Cell, Inline, TableBlock, Text
from belagg.manuscript.typography import NBSP, number, sentence_case, typeset
from belagg.report.appendix.figure_words import FigureWords, measure_word
from belagg.report.appendix.method import category_label
from belagg.report.appendix.parts import LEFT, RIGHT, cell, heading, paragraph, table
from belagg.report.walk import plain
from belagg.study.questionnaire import Item, worded
from belagg.study.vocabulary import Layer, Missing

PRINTED = 50
"""A study with more units than this lists them in `data/` and not in print."""

ON_SCREEN = 1000
"""A study with more units than this lists them in `data/` and not on the page either."""

_ALIGN = (LEFT, RIGHT, RIGHT, RIGHT, LEFT)


def data_behind(
    subject: Subject, used: Iterable[str], language: str, most_units: int
) -> Iterator[Block]:
    """Give the data behind the figures: all results of the items, and the others that are used.

    `used` are the names of the figures in the text; each finds its row by its appendix id. A study
    with more than `most_units` units does not list them here.
    """
    yield heading(translate("The data behind the figures", language), "bilaga-data")
    groups = figures_by_row(subject.figures)
    wanted = {appendix_id(name) for name in used}
    writer = FigureRows(
        subject, groups, language, listed=len(subject.study.unit_names) <= most_units
    )
    yield paragraph(
        translate(
            "Each row is a figure of the report, named as the text of the report names it. Bounds "
            "are what the number would be had every contested decision and every missing answer "
            "gone the other way.",
            language,
        ),
        language,
    )
    if len(subject.study.unit_names) > most_units:
        text = translate(
            "The units behind each figure are listed in data/figure_units.csv.", language
        )
        yield paragraph(text, language)
    shown: set[str] = set()
    for item in subject.study.items:
        tables = {layer: list(writer.item(item, layer)) for layer in Layer}
        for layer, rows in tables.items():
            anchors = {row[0].anchor for row in rows if row[0].anchor}
            if not rows or (_repeats(layer, tables) and not anchors & wanted):
                continue
            title = typeset(f"{item.question_id} {worded(item.label, language)}", language)
            if layer is not Layer.RECODED:
                title += f" ({layer.label(language)})"
            prefix = stem(item, layer)
            yield heading(title, f"data-{prefix.replace('@', '-')}", level=3)
            yield writer.table(rows)
            if layer is Layer.RECODED and _repeats(Layer.STATED, tables):
                same = translate("What was stated gives the same numbers.", language)
                yield paragraph(same, language)
            shown |= anchors
    others = [key for key in groups if key in wanted and key not in shown | _elsewhere(groups)]
    if others:
        yield heading(translate("Other figures in the report", language), "data-ovriga", level=3)
        yield writer.table([writer.other(key) for key in others])


def _repeats(layer: Layer, tables: Mapping[Layer, list[tuple[Cell, ...]]]) -> bool:
    """Say whether what was stated is what was recoded, number by number."""
    return layer is Layer.STATED and _numbers(tables[layer]) == _numbers(tables[Layer.RECODED])


def _numbers(rows: Iterable[tuple[Cell, ...]]) -> list[list[str]]:
    return [[plain(part.children) for part in row] for row in rows]


def _elsewhere(groups: Mapping[str, list[Figure]]) -> frozenset[str]:
    """Give the rows that stand in a section of their own: how far the coders agree on an item."""
    return frozenset(
        key
        for key, figures in groups.items()
        if figures[0].name.startswith("agreement.") and key != appendix_id("agreement.items.count")
    )


def figures_by_row(figures: Figures) -> Mapping[str, list[Figure]]:
    """Give the figures that stand in each row, by the id of the row."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures.values():
        groups.setdefault(appendix_id(figure.name), []).append(figure)
    return groups


class FigureRows:
    """Writes the rows of the data tables, each with the anchor that figures in the text lead to."""

    def __init__(
        self,
        subject: Subject,
        groups: Mapping[str, list[Figure]],
        language: str,
        *,
        listed: bool,
    ) -> None:
        self.subject = subject
        self.groups = groups
        self.language = language
        self.binder = Binder(subject.study, subject.figures, language)
        self.words = FigureWords(subject, language, self.binder)
        self.listed = listed

    def table(self, rows: Iterable[tuple[Cell, ...]]) -> TableBlock:
        """Give rows as a table: number, share, bounds, and the units or the source behind it."""
        header = [
            translate("Figure", self.language),
            translate("Number", self.language),
            translate("Share", self.language),
            translate("Bounds", self.language),
            translate("Units", self.language)
            if self.listed
            else translate("Source", self.language),
        ]
        return table(header, rows, _ALIGN)

    def item(self, item: Item, layer: Layer) -> Iterator[tuple[Cell, ...]]:
        """Give the rows of one item in one layer: n, every category, every kind of missing."""
        prefix = stem(item, layer)
        key = appendix_id(f"{prefix}.n")
        mine = [
            (name, figures)
            for name, figures in self._of_item.get((item.question_id, layer), ())
            if name == key or name.startswith(f"{key}-")
        ]
        codes = ("", *categories(self.subject.study, item))
        for name, figures in sorted(mine, key=lambda row: _order(row[1][0], codes)):
            yield self._row(name, figures, self._label(item, figures[0]))

    @cached_property
    def _of_item(self) -> Mapping[tuple[str, Layer], list[tuple[str, list[Figure]]]]:
        """Give the rows of each item and layer that are not split by group."""
        found: dict[tuple[str, Layer], list[tuple[str, list[Figure]]]] = {}
        for name, figures in self.groups.items():
            first = figures[0]
            if first.question_id and first.layer is not None and ".by." not in first.name:
                found.setdefault((first.question_id, first.layer), []).append((name, figures))
        return found

    def other(self, key: str) -> tuple[Cell, ...]:
        """Give the row of a figure that belongs to no item."""
        figures = self.groups[key]
        cited = figures[0].cited_id
        label = self._cited_rows[cited]["label"] or cited if cited else self.words.row(figures[0])
        return self._row(key, figures, str(label))

    def _label(self, item: Item, figure: Figure) -> str:
        if figure.missing == "*":
            return translate("No category", self.language)
        if figure.missing:
            return sentence_case(Missing(figure.missing).label(self.language))
        if figure.category:
            return category_label(item, figure.category, self.language)
        return translate("Units with an answer (n)", self.language)

    def _row(self, key: str, figures: list[Figure], label: str) -> tuple[Cell, ...]:
        counts = [f for f in figures if f.kind is FigureKind.COUNT and not _is_bound(f)]
        shares = [f for f in figures if f.kind is FigureKind.PERCENT]
        kinds = (
            FigureKind.NUMBER, FigureKind.COEFFICIENT, FigureKind.PROBABILITY, FigureKind.DATE
        )  # fmt: skip
        numbers = [f for f in figures if f.kind in kinds]
        return (
            cell(typeset(label, self.language), anchor=key),
            self._values([*counts, *numbers]),
            self._values(shares),
            self._bounds(figures),
            self._behind(figures),
        )

    def _values(self, figures: list[Figure]) -> Cell:
        inlines: list[Inline] = []
        for figure in figures:
            bound = self.binder.bound(figure.name)
            inlines += [Text(", ")] if inlines else []
            if len(figures) > 1:
                inlines.append(Text(measure_word(figure, self.language) + NBSP))
            inlines.append(Bound(bound.name, bound.text))
        return Cell(tuple(inlines)) if inlines else cell("")

    def _bounds(self, figures: list[Figure]) -> Cell:
        for figure in figures:
            if figure.low is not None and figure.high is not None:
                low, high = (number(value, self.language) for value in (figure.low, figure.high))
                return cell(low if low == high else f"{low}–{high}")
        return cell("")

    def _behind(self, figures: list[Figure]) -> Cell:
        lists = [figure for figure in figures if figure.kind is FigureKind.UNITS]
        parts = []
        if self.listed and lists and not lists[0].withheld:
            names = self.binder.short_names
            parts.append(", ".join(names[unit].replace(" ", NBSP) for unit in lists[0].units))
        cited = next((self._cited(figure) for figure in figures if figure.cited_id), "")
        parts.append(typeset(cited, self.language))
        return cell(". ".join(part for part in parts if part))

    def _cited(self, figure: Figure) -> str:
        if not figure.cited_id:
            return ""
        row = self._cited_rows[figure.cited_id]
        source = self._sources.get(str(row["source_id"]), {})
        parts = [
            source.get("title"),
            row["page"] and translate("p. {}", self.language).format(row["page"]),
        ]
        return ", ".join(str(part) for part in parts if part)

    @cached_property
    def _cited_rows(self) -> Mapping[str, dict[str, object]]:
        rows = self.subject.study.tables["cited"].iter_rows(named=True)
        return {str(row["cited_id"]): row for row in rows}

    @cached_property
    def _sources(self) -> Mapping[str, dict[str, object]]:
        rows = self.subject.study.tables["sources"].iter_rows(named=True)
        return {str(row["source_id"]): row for row in rows}


def _order(figure: Figure, codes: tuple[str, ...]) -> tuple[int, int]:
    """Place a row: n, the categories in order, no category at all, and each kind of missing."""
    if figure.missing:
        kinds = ["*", *(kind.value for kind in Missing)]
        return 1, kinds.index(figure.missing)
    return 0, codes.index(figure.category) if figure.category in codes else len(codes)


def _is_bound(figure: Figure) -> bool:
    return figure.name.endswith((".low", ".high"))
