"""A study as one table with a row for each body and a column for each variable."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from belagg.analysis.cells import Cells, resolve
from belagg.analysis.tally import categories
from belagg.exchange.names import Names
from belagg.exchange.variables import (
    IN_WORDS,
    MISSING_PLACES,
    Kind,
    Variable,
    item_variables,
    text_variable,
    unit_variables,
)
from belagg.language import _
from belagg.study.problems import Left, Where
from belagg.study.questionnaire import Item, ItemType
from belagg.study.study import Study
from belagg.study.vocabulary import Layer, Missing

Numbers: TypeAlias = npt.NDArray[np.int16] | npt.NDArray[np.int32]

_PLACES = {missing: place for place, missing in MISSING_PLACES.items()}
_ORDER = (Layer.RECODED, Layer.STATED, Layer.DOCUMENTED)
_VALUED = 1
"""Marks a cell that has a value but no category; codes of categories follow."""


@dataclass(frozen=True)
class Column:
    """The values of one variable, in order of body.

    `values` has numbers of categories, numbers, dates or texts, null where there is none;
    `reasons` the place of the missing code (`MISSING_PLACES`) where the value is missing.
    """

    variable: Variable
    values: pl.Series
    reasons: pl.Series | None = None


@dataclass(frozen=True)
class Wide:
    """The columns, and what of the study has none."""

    columns: tuple[Column, ...]
    left: tuple[Left, ...]


def wide(study: Study) -> Wide:
    """Give the study as columns: the bodies in force, then each item with its layers and texts."""
    cells = resolve(study)
    names = Names()
    grids = _grids(cells)
    texts = _texts(study, cells)
    columns = list(_unit_columns(study, cells, names))
    for place, item in enumerate(study.items):
        extra = _categories_of_text(study, item, place, grids) if item.type is ItemType.TEXT else ()
        written = [layer for layer in _ORDER if layer in grids and place in grids[layer].written]
        for layer in written or [Layer.RECODED]:
            variables = item_variables(study, item, layer, names, extra)
            columns += grids[layer].columns(item, place, variables)
        if item.question_id in texts:
            variable = text_variable(study, item, names)
            columns.append(Column(variable, texts[item.question_id]))
    return Wide(tuple(columns), tuple(_left(study, cells, columns)))


def _unit_columns(study: Study, cells: Cells, names: Names) -> Iterator[Column]:
    in_force = pl.DataFrame({"unit_id": cells.units}, schema={"unit_id": pl.String})
    units = in_force.join(study.tables["units"], on="unit_id", how="left", maintain_order="left")
    for variable, column in unit_variables(study, names):
        if column == "unit_id" or units[column].null_count() < len(units):
            yield Column(variable, units[column])


def _texts(study: Study, cells: Cells) -> Mapping[str, pl.Series]:
    """What was written on each item, by body; several recipients' words one after the other."""
    units = pl.Enum(cells.units)
    said = (
        study.tables["responses"]
        .filter(pl.col("text").is_not_null())
        .with_columns(unit=pl.col("unit_id").cast(units, strict=False).to_physical())
        .drop_nulls("unit")
    )
    if not len(said):
        return {}
    joined = (
        said.sort("recipient_id", "at", "response_id")
        .group_by("question_id", "unit", maintain_order=True)
        .agg(pl.col("text").str.join("\n\n"))
    )
    every = pl.DataFrame({"unit": range(len(cells.units))}, schema={"unit": said["unit"].dtype})
    return {
        str(key[0]): every.join(part, on="unit", how="left", maintain_order="left")["text"]
        for key, part in joined.partition_by("question_id", as_dict=True).items()
    }


def _categories_of_text(
    study: Study, item: Item, place: int, grids: Mapping[Layer, "_Grid"]
) -> tuple[str, ...]:
    """Give the categories a free text is coded by: those of its rules first, then others in use."""
    ruled = dict.fromkeys(categories(study, item))
    used = sorted({code for grid in grids.values() for code in grid.codes_of(place)})
    return tuple(ruled | dict.fromkeys(used))


def _grids(cells: Cells) -> Mapping[Layer, "_Grid"]:
    """Give a grid for the recoded layer and each other that has rows; one frame, one grid."""
    made: dict[int, _Grid] = {}
    layers = {
        layer: frame
        for layer, frame in cells.layers.items()
        if layer is Layer.RECODED or len(frame)
    }
    for frame in layers.values():
        if id(frame) not in made:
            made[id(frame)] = _Grid(cells, frame)
    return {layer: made[id(frame)] for layer, frame in layers.items()}


class _Grid:
    """One layer as a table of whole numbers: a row for each body, a column for each item.

    A number below zero is a place among the missing codes with its sign changed, 1 a value
    without category, and from 2 on a place in `codes`. What has no row is not answered, or not
    asked, as figures count it. A cell's number is its place in the table read row by row.
    """

    def __init__(self, cells: Cells, frame: pl.DataFrame) -> None:
        self._width, self._height = len(cells.items), len(cells.units)
        self.codes = frame["category"].drop_nulls().unique().sort().to_list()
        absent = np.where(
            np.asarray(cells.asked, dtype=bool),
            -_PLACES[Missing.NO_ANSWER],
            -_PLACES[Missing.NOT_ASKED],
        )
        # Millions of cells: half the bytes are half the time.
        small = len(self.codes) + 1 + _VALUED < np.iinfo(np.int16).max
        kind = pl.Int16() if small else pl.Int32()
        given = _numbered(frame, self.codes, kind)
        numbers = np.zeros(self._height * self._width, dtype=given.dtype)
        numbers[frame["cell"].to_numpy()] = given
        table: Numbers = np.ascontiguousarray(numbers.reshape(self._height, self._width).T)
        self.written = frozenset(np.flatnonzero(table.any(axis=1)).tolist())
        self._numbers: Numbers = np.where(table == 0, absent.astype(given.dtype), table)
        self._frame = frame

    @cached_property
    def _values(self) -> Mapping[int, pl.DataFrame]:
        """The bodies and values as text of each item that has any, by place of item."""
        placed = self._frame.drop_nulls("value").select(
            "value", unit=pl.col("cell") // self._width, item=pl.col("cell") % self._width
        )
        parts = placed.partition_by("item", as_dict=True, include_key=False)
        return {int(key[0]): part for key, part in parts.items()}

    def codes_of(self, place: int) -> list[str]:
        """Give the categories that the layer has on the item at this place, sorted."""
        found = np.unique(self._numbers[place]).tolist()
        return [self.codes[number - 1 - _VALUED] for number in found if number > _VALUED]

    def columns(self, item: Item, place: int, variables: Sequence[Variable]) -> Iterator[Column]:
        """Give the columns of the item at this place."""
        numbers = self._numbers[place]
        codes = np.maximum(numbers, 0)
        reasons = _nullable(np.maximum(-numbers, 0).astype(np.int8))
        for variable in variables:
            if variable.kind is not Kind.CATEGORY:
                yield Column(variable, self._measured(place, variable.kind), reasons)
            elif item.type is ItemType.SELECT_MULTIPLE:
                chosen = [variable.choice in code.split(" ") for code in self.codes]
                table = np.array([-1, 0, *chosen], dtype=np.int16)
                yield Column(variable, _nullable(table[codes], none=-1), reasons)
            else:
                yield Column(variable, _nullable(self._table(variable)[codes]), reasons)

    def _table(self, variable: Variable) -> npt.NDArray[np.int16]:
        numbers = {category.code: category.number for category in variable.categories}
        in_words = numbers.get(IN_WORDS, 0)
        return np.array(
            [0, in_words, *(numbers.get(code, 0) for code in self.codes)], dtype=np.int16
        )

    def _measured(self, place: int, kind: Kind) -> pl.Series:
        dtype = {Kind.INTEGER: pl.Int64(), Kind.DECIMAL: pl.Float64()}.get(kind, pl.Date())
        values = pl.Series([None], dtype=dtype).new_from_index(0, self._height)
        if place not in self._values:
            return values
        given = self._values[place]
        typed = (
            given["value"].str.to_date(strict=False)
            if kind is Kind.DATE
            else given["value"].cast(dtype, strict=False)
        )
        return values.scatter(given["unit"], typed)


def _numbered(frame: pl.DataFrame, codes: Sequence[str], kind: pl.DataType) -> Numbers:
    """Give the number of each row of a layer, never 0; see `_Grid`."""
    category = pl.col("category").cast(pl.Enum(codes)).to_physical().cast(kind)
    missing = pl.col("missing").cast(pl.Enum([code.value for code in Missing])).to_physical()
    number = pl.coalesce(
        category + pl.lit(1 + _VALUED, kind),
        -missing.cast(kind) - pl.lit(1, kind),
        pl.lit(_VALUED, kind),
    )
    return frame.select(number.alias("number"))["number"].to_numpy()


def _nullable(numbers: npt.NDArray[np.integer], none: int = 0) -> pl.Series:
    series = pl.Series(numbers)
    return series.set(series == none, None)


def _left(study: Study, cells: Cells, columns: Sequence[Column]) -> Iterator[Left]:
    gone = len(study.tables["units"]) - len(cells.units)
    if gone:
        reason = _("{} bodies not in force in the period of the study have no row").format(gone)
        yield Left("units", reason, Where("units.csv"))
    for column in columns:
        item = column.variable.item
        if item is not None and not column.variable.name.startswith(item.name):
            reason = _("the variable is called {}: its name must suit SPSS, Stata and R").format(
                column.variable.name
            )
            yield Left(item.name, reason)
