"""The columns of one item as what they say: a category, a missing code, a value, words.

All work goes by column, and by distinct value where words are matched: a million rows cost what
their distinct values cost.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from belagg.exchange.answers.account import Matched, Taken, note_unmatched
from belagg.exchange.answers.mapping import AnswerMap, Part, Use
from belagg.exchange.answers.words import FORMULA, Reader, fold, is_marked
from belagg.study.questionnaire import OTHER, Item, ItemType

_VALUE = {
    ItemType.INTEGER: r"^-?\d{1,18}$",
    ItemType.DECIMAL: r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$",
    ItemType.DATE: r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
}


@dataclass
class Parts:
    """What the columns of one item say, row by row; null where they say nothing."""

    category: pl.Series
    missing: pl.Series
    value: pl.Series
    text: pl.Series


def said_of_item(
    taken: Taken,
    answer_map: AnswerMap,
    item: Item,
    rows: pl.Series,
    cells: Mapping[str, pl.Series],
    uses: Mapping[str, Use],
) -> Parts:
    """Give what the columns of an item say; what fits nothing is noted in `taken`.

    `rows` has the row of each cell in the file, `cells` the columns by name, `uses` what each is.
    """
    nothing = pl.repeat(None, len(rows), dtype=pl.String, eager=True)
    parts = Parts(nothing, nothing, nothing, nothing)
    reading = _Reading(taken, answer_map, item, rows)
    chosen: dict[str, pl.Series] = {}
    for name, use in uses.items():
        column = reading.emptied(cells[name])
        if use.part is Part.TEXT or (item.type is ItemType.TEXT and use.part is Part.ANSWER):
            parts.text = _joined(parts.text, reading.texts(column))
        elif use.choice is not None:
            chosen[use.choice], text = reading.marks(column, use)
            parts.text = _joined(parts.text, text)
        elif item.type.is_select:
            parts.category, parts.missing, text = reading.categories(column, use)
            parts.text = _joined(parts.text, text)
        else:
            parts.value, parts.missing = reading.values(column, use)
    if chosen:
        parts.category = _marked(item, chosen, parts.category)
    return parts


def _joined(first: pl.Series, second: pl.Series) -> pl.Series:
    both = first.is_not_null() & second.is_not_null()
    if both.any():
        return (first + "\n" + second).zip_with(both, first.zip_with(first.is_not_null(), second))
    return first.zip_with(first.is_not_null(), second)


def _marked(item: Item, chosen: Mapping[str, pl.Series], category: pl.Series) -> pl.Series:
    marks = pl.DataFrame([chosen[code].alias(code) for code in item.codes if code in chosen])
    words = [pl.when(pl.col(code)).then(pl.lit(code)).alias(code) for code in marks.columns]
    texts = marks.select(
        pl.concat_str(words, separator=" ", ignore_nulls=True).alias("category")
    ).to_series()
    texts = texts.set(texts == "", None)
    return texts.zip_with(texts.is_not_null(), category)


@dataclass
class _Reading:
    """Reads the cells of one item, and notes what its values were taken for.

    `rows` has the row of each cell in the file.
    """

    taken: Taken
    answer_map: AnswerMap
    item: Item
    rows: pl.Series

    def emptied(self, column: pl.Series) -> pl.Series:
        if not self.answer_map.empty:
            return column
        return column.set(column.is_in(list(self.answer_map.empty)), None)

    def texts(self, column: pl.Series) -> pl.Series:
        risky = column.str.contains(FORMULA).fill_null(value=False)
        if not risky.any():
            return column
        name = column.name
        self.taken.formulas[name] = self.taken.formulas.get(name, 0) + int(risky.sum())
        return ("'" + column).zip_with(risky, column)

    def categories(self, column: pl.Series, use: Use) -> tuple[pl.Series, pl.Series, pl.Series]:
        reader = Reader(self.item, use, self.answer_map)
        counted = column.drop_nulls().value_counts(sort=True)
        meaning = {value: reader.read(value) for value in counted[column.name]}
        unknown = [value for value, means in meaning.items() if means.unknown]
        note_unmatched(
            self.taken.unmatched, self.rows, column, unknown, counted,
            words=reader.words(), item=self.item.question_id,
        )  # fmt: skip
        self.taken.matched += (
            Matched(
                column.name, self.item.question_id, value,
                meaning[value].category or meaning[value].missing or "", count,
            )
            for value, count in counted.iter_rows()
            if not meaning[value].unknown
        )  # fmt: skip
        category, missing, text = (
            column.replace_strict(
                {value: getattr(means, part) for value, means in meaning.items()},
                default=None, return_dtype=pl.String,
            )
            for part in ("category", "missing", "text")
        )  # fmt: skip
        return category, missing, self.texts(text.alias(column.name))

    def marks(self, column: pl.Series, use: Use) -> tuple[pl.Series, pl.Series]:
        counted = column.drop_nulls().value_counts(sort=True)
        meaning = {value: is_marked(value, use, self.item) for value in counted[column.name]}
        unknown = [value for value, marked in meaning.items() if marked is None]
        written: dict[str, str] = {}
        if use.choice == OTHER:
            # Survey programs put the words of “other” in the column of its choice.
            written = {value: value for value in unknown}
            meaning |= dict.fromkeys(unknown, True)
            unknown = []
        note_unmatched(
            self.taken.unmatched, self.rows, column, unknown, counted,
            words=[], item=self.item.question_id,
        )  # fmt: skip
        marks = column.replace_strict(meaning, default=None, return_dtype=pl.Boolean)
        text = column.replace_strict(written, default=None, return_dtype=pl.String)
        return marks, self.texts(text.alias(column.name))

    def values(self, column: pl.Series, use: Use) -> tuple[pl.Series, pl.Series]:
        words = {fold(w): c for w, c in {**self.answer_map.missing, **use.missing}.items()}
        distinct = column.drop_nulls().unique()
        coded = (
            {value: words[fold(value)] for value in distinct if fold(value) in words}
            if words
            else {}
        )
        missing = column.replace_strict(coded, default=None, return_dtype=pl.String)
        mapped = column.replace(dict(use.values)) if use.values else column
        mapped = mapped.set(missing.is_not_null(), None)
        plain = mapped.str.replace_all(r"[\s\u00a0\u202f]", "")
        match self.item.type:
            case ItemType.INTEGER:
                value = plain.str.replace("−", "-", literal=True).str.replace(r"^\+|[.,]0+$", "")
            case ItemType.DECIMAL:
                value = plain.str.replace("−", "-", literal=True).str.replace(
                    ",", ".", literal=True
                )
            case _:
                value = mapped.str.extract(r"^(\d{4}-\d\d-\d\d)(?:[T ].*)?$", 1)
        good = value.str.contains(_VALUE[self.item.type]).fill_null(value=False)
        bad = mapped.filter(mapped.is_not_null() & ~good)
        if len(bad):
            counted = bad.alias(column.name).value_counts(sort=True)
            note_unmatched(
                self.taken.unmatched, self.rows, column, counted[column.name].to_list(), counted,
                words=[], item=self.item.question_id,
            )  # fmt: skip
        return value.set(~good, None), missing
