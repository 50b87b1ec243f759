"""Cells of tables, and the tables that stand beside charts and maps."""

from collections.abc import Sequence

from belagg.analysis.figure import FigureKind
from belagg.language import translate
from belagg.manuscript.context import Context
from belagg.manuscript.tree import Align, Cell, Inline, Series, Slice, TableBlock, Text
from belagg.manuscript.typography import NBSP, typeset
from belagg.study.problems import Where

EMPTY = Cell((Text("–"),))
"""A cell in which nothing can stand."""


def right_aligned(numbers: int) -> tuple[Align, ...]:
    """Give the alignment of a column of words and so many columns of numbers."""
    columns: list[Align] = ["left"]
    columns += ["right"] * numbers
    return tuple(columns)


def text_cell(value: object, language: str, *, header: bool = False) -> Cell:
    """Give a cell with a text, set in its language; a dash where there is none."""
    if value is None or value == "":
        return EMPTY
    return Cell((Text(typeset(str(value), language)),), header)


def bound_cell(name: str, where: Where, ctx: Context, *filters: str) -> Cell:
    """Give a cell with a figure; a dash where there is no such figure, or it lists nobody."""
    figure = ctx.figures.get(name)
    if figure is None or (figure.kind is FigureKind.UNITS and not figure.units):
        return EMPTY
    return Cell((ctx.bound(name, where, *filters),))


def share_cell(part: Slice, where: Where, ctx: Context) -> Cell:
    """Give a cell with count and percent: `13 (65 %)`."""
    inlines: list[Inline] = [ctx.bound(part.count_name, where)]
    if part.percent_text and part.percent is not None:
        inlines += [Text(f"{NBSP}("), ctx.bound(part.percent_name, where), Text(")")]
    return Cell(tuple(inlines))


def numbers_table(series: Sequence[Series], where: Where, ctx: Context) -> TableBlock:
    """Give the numbers of a chart as a table: a row to a category, or to a series if several."""
    if len(series) == 1:
        return _one_series(series[0], where, ctx)
    codes = list(dict.fromkeys(part.code for row in series for part in row.slices))
    labels = {part.code: part.label for row in series for part in row.slices}
    missing = list(dict.fromkeys(part.code for row in series for part in row.missing))
    missing_labels = {part.code: part.label for row in series for part in row.missing}
    header = (
        Cell((Text(translate("Item", ctx.language)),)),
        *(Cell((Text(labels[code]),)) for code in codes),
        Cell((Text("n"),)),
        *(Cell((Text(missing_labels[code]),)) for code in missing),
    )
    rows = []
    for row in series:
        parts = {part.code: part for part in row.slices}
        absent = {part.code: part for part in row.missing}
        rows.append(
            (
                Cell((Text(row.label),), header=True),
                *(share_cell(parts[c], where, ctx) if c in parts else EMPTY for c in codes),
                bound_cell(row.n_name, where, ctx),
                *(share_cell(absent[c], where, ctx) if c in absent else EMPTY for c in missing),
            )
        )
    align = right_aligned(len(header) - 1)
    return TableBlock(header, tuple(rows), align, compact=True)


def _one_series(series: Series, where: Where, ctx: Context) -> TableBlock:
    language = ctx.language
    shares = any(part.percent_name for part in series.slices)
    header = [translate("Answer", language), translate("Number", language)]
    if shares:
        header.append(translate("Share", language))
    rows: list[tuple[Cell, ...]] = []
    for part in (*series.slices, *series.missing):
        row = [Cell((Text(part.label),), header=True), bound_cell(part.count_name, where, ctx)]
        if shares:
            row.append(bound_cell(part.percent_name, where, ctx))
        rows.append(tuple(row))
    n_label = translate("Answered (n)", language)
    last = [Cell((Text(n_label),), header=True), bound_cell(series.n_name, where, ctx)]
    if shares:
        last.append(EMPTY)
    rows.insert(len(series.slices), tuple(last))
    align = right_aligned(len(header) - 1)
    return TableBlock(
        tuple(Cell((Text(word),)) for word in header), tuple(rows), align, compact=True
    )
