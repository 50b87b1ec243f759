"""The rows of a file of answers as rows of the table `responses`, and what did not fit.

All work goes by column, and by distinct value where words are matched: a million rows cost what
their distinct values cost.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from belagg.exchange.answers.mapping import AnswerMap, Part, Use
from belagg.exchange.answers.source import Source
from belagg.exchange.answers.words import FORMULA, Bodies, Reader, fold, is_marked
from belagg.language import _
from belagg.study.problems import Problem, StudyError, nearest
from belagg.study.questionnaire import OTHER, Item, ItemType
from belagg.study.study import Study

_VALUE = {
    ItemType.INTEGER: r"^-?\d{1,18}$",
    ItemType.DECIMAL: r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$",
    ItemType.DATE: r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
}

_SUGGESTED = 50
"""For how many values of a column the nearest category is looked up."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A value that fits nothing: its column, how many rows have it, the first of them."""

    column: str
    value: str
    count: int
    row: int
    item: str | None = None
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """What a value of a column was taken for, and how many rows have it."""

    column: str
    item: str
    value: str
    meaning: str
    count: int


@dataclass
class Taken:
    """What was taken: frames of `responses`, and the lists of what was matched and what was not.

    `keys` are keys that mean no body or person; `formulas` is how many texts in a column began
    like a formula and got an apostrophe before them.
    """

    frames: list[pl.DataFrame] = field(default_factory=list)
    matched: list[Matched] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    keys: list[Unmatched] = field(default_factory=list)
    formulas: dict[str, int] = field(default_factory=dict)


def take(source: Source, study: Study, answer_map: AnswerMap) -> Taken:
    """Give the answers in the file after the mapping; StudyError where it names other columns."""
    _refuse_missing_columns(source, answer_map)
    taken = Taken()
    keyed = _keyed(source, study, answer_map, taken)
    if answer_map.question is None:
        by_item: dict[str, dict[str, Use]] = {}
        for name, use in answer_map.columns.items():
            by_item.setdefault(use.item, {})[name] = use
        rows = _with_occurrence(keyed)
        order = {item.question_id: at for at, item in enumerate(study.items)}
        for item_id in sorted(by_item, key=order.__getitem__):
            item = study.questionnaire.item(item_id)
            cells = {name: source.frame[name].gather(rows["index"]) for name in by_item[item_id]}
            _take_item(taken, source, answer_map, item, rows, cells, by_item[item_id])
    else:
        for item, rows in _by_question(source, study, answer_map.question, keyed, taken):
            use = answer_map.columns.get(item.question_id, Use(item.question_id))
            uses = {
                name: Use(
                    item.question_id, part, None, use.separator, use.other, use.values, use.missing
                )
                for name, part in ((answer_map.answer, Part.ANSWER), (answer_map.text, Part.TEXT))
                if name is not None
            }
            cells = {name: source.frame[name].gather(rows["index"]) for name in uses}
            _take_item(taken, source, answer_map, item, rows, cells, uses)
    return taken


def _refuse_missing_columns(source: Source, answer_map: AnswerMap) -> None:
    names = source.frame.columns
    keys = [getattr(answer_map, key) for key in ("unit", "recipient", "respondent", "at")]
    keys += [answer_map.question, answer_map.answer, answer_map.text]
    wanted = [*keys, *(answer_map.columns if answer_map.question is None else ())]
    problems = [
        Problem(
            "missing-column",
            _("there is no column “{}”, which the mapping names").format(name),
            source.where(),
            name,
            nearest(name, names),
        )
        for name in dict.fromkeys(wanted)
        if name is not None and name not in names
    ]
    if problems:
        raise StudyError(problems)


def _keyed(source: Source, study: Study, answer_map: AnswerMap, taken: Taken) -> pl.DataFrame:
    """Give the rows whose body is known: index, row, unit_id, recipient_id, who, at."""
    bodies = Bodies(study, answer_map.units)
    empty = pl.repeat(None, len(source.frame), dtype=pl.String, eager=True)
    unit, recipient = empty, empty
    if answer_map.recipient is not None:
        recipient = _found(source, answer_map.recipient, bodies.recipient, [], taken)
        unit = recipient.replace_strict(bodies.unit_of, default=None, return_dtype=pl.String)
    if answer_map.unit is not None:
        own = _found(source, answer_map.unit, bodies.unit, bodies.names, taken)
        # Where both are given, the body in the row decides: a person may answer for another.
        unit = own.zip_with(own.is_not_null(), unit)
    who = recipient
    if answer_map.respondent is not None:
        safe = source.frame[answer_map.respondent].str.replace_all(r"[\s\x00-\x1f|#]+", "_")
        who = safe.zip_with(safe.is_not_null(), recipient)
    at = source.frame[answer_map.at] if answer_map.at is not None else empty
    rows = pl.DataFrame(
        {
            "index": pl.int_range(len(source.frame), eager=True),
            "row": source.rows,
            "unit_id": unit,
            "recipient_id": recipient,
            "who": who,
            "at": _moments(at),
        }
    )
    return rows.filter(pl.col("unit_id").is_not_null())


def _found(
    source: Source,
    name: str,
    find: Callable[[str], str | None],
    words: list[str],
    taken: Taken,
) -> pl.Series:
    column = source.frame[name]
    counted = column.drop_nulls().value_counts(sort=True)
    meaning = {value: find(value) for value in counted[name]}
    unknown = [value for value in counted[name] if meaning[value] is None]
    _note_unmatched(taken.keys, source, column, unknown, counted, words=words)
    return column.replace_strict(meaning, default=None, return_dtype=pl.String)


def _note_unmatched(
    into: list[Unmatched],
    source: Source,
    column: pl.Series,
    unknown: list[str],
    counted: pl.DataFrame,
    *,
    words: list[str],
    item: str | None = None,
    rows: pl.Series | None = None,
) -> None:
    if not unknown:
        return
    counts = dict(counted.iter_rows())
    places = source.rows if rows is None else rows
    first = (
        pl.DataFrame({"value": column, "row": places})
        .filter(pl.col("value").is_in(unknown))
        .group_by("value")
        .agg(pl.col("row").min())
    )
    row_of = dict(first.iter_rows())
    for at, value in enumerate(unknown):
        near = nearest(value, words) if at < _SUGGESTED and words else None
        into.append(Unmatched(column.name, value, counts[value], row_of[value], item, near))


_DAY = r"^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"


def _moments(column: pl.Series) -> pl.Series:
    """Give times in UTC where the zone is told, else the day alone: no zone is invented."""
    utc = column.str.extract(_DAY + r"[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$", 0)
    text = utc.str.replace(" ", "T").str.replace(r"Z$", "+00:00")
    text = text.str.replace(r"([+-]\d\d)(\d\d)$", "$1:$2").str.replace(r"\.\d+", "")
    text = text.str.replace(r"T(\d\d:\d\d)([+-])", "T$1:00$2")
    full = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%:z", strict=False, time_unit="ms")
    stamp = full.dt.convert_time_zone("UTC").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    return stamp.zip_with(stamp.is_not_null(), column.str.extract(_DAY, 1))


def _with_occurrence(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell several rows of one body and person apart by their order in the file."""
    nth = pl.int_range(1, pl.len() + 1).over("unit_id", "who")
    return rows.with_columns(nth.alias("nth"))


def _by_question(
    source: Source, study: Study, question: str, keyed: pl.DataFrame, taken: Taken
) -> Iterator[tuple[Item, pl.DataFrame]]:
    words = {fold(word): item for item in study.items for word in _item_words(item)}
    column = _found(
        source, question,
        lambda value: item.question_id if (item := words.get(fold(value))) else None,
        [item.question_id for item in study.items], taken,
    )  # fmt: skip
    rows = keyed.with_columns(column.gather(keyed["index"]).alias("question"))
    for item in study.items:
        of_item = rows.filter(pl.col("question") == item.question_id)
        if len(of_item):
            yield item, _with_occurrence(of_item)


def _item_words(item: Item) -> tuple[str, ...]:
    return (item.question_id, item.name, *item.label.values())


@dataclass
class _Parts:
    """What the columns of one item say, row by row; null where they say nothing."""

    category: pl.Series
    missing: pl.Series
    value: pl.Series
    text: pl.Series


def _take_item(
    taken: Taken,
    source: Source,
    answer_map: AnswerMap,
    item: Item,
    rows: pl.DataFrame,
    cells: Mapping[str, pl.Series],
    uses: Mapping[str, Use],
) -> None:
    nothing = pl.repeat(None, len(rows), dtype=pl.String, eager=True)
    parts = _Parts(nothing, nothing, nothing, nothing)
    reading = _Reading(taken, source, answer_map, item, rows["row"])
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
    taken.frames.append(_responses(answer_map, item, rows, parts))


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
    """Reads the cells of one item, and notes what its values were taken for."""

    taken: Taken
    source: Source
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
        _note_unmatched(
            self.taken.unmatched, self.source, column, unknown, counted,
            words=reader.words(), item=self.item.question_id, rows=self.rows,
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
        _note_unmatched(
            self.taken.unmatched, self.source, column, unknown, counted,
            words=[], item=self.item.question_id, rows=self.rows,
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
            _note_unmatched(
                self.taken.unmatched, self.source, column, counted[column.name].to_list(), counted,
                words=[], item=self.item.question_id, rows=self.rows,
            )  # fmt: skip
        return value.set(~good, None), missing


def _responses(
    answer_map: AnswerMap, item: Item, rows: pl.DataFrame, parts: _Parts
) -> pl.DataFrame:
    frame = rows.select("unit_id", "recipient_id", "who", "nth", "at").with_columns(
        parts.category.alias("category"),
        parts.missing.set(parts.category.is_not_null(), None).alias("missing"),
        parts.value.alias("value"),
        parts.text.alias("text"),
    )
    given = pl.any_horizontal(pl.col("category", "missing", "value", "text").is_not_null())
    who = pl.when(pl.col("who").is_null()).then(pl.lit("")).otherwise("-" + pl.col("who"))
    nth = pl.when(pl.col("nth") == 1).then(pl.lit("")).otherwise(
        "#" + pl.col("nth").cast(pl.String)
    )  # fmt: skip
    response_id = pl.concat_str(
        pl.lit(f"{answer_map.name}-"), "unit_id", who, pl.lit(f"-{item.question_id}"), nth
    )
    return frame.filter(given).select(
        response_id.alias("response_id"),
        "unit_id",
        "recipient_id",
        pl.lit(item.question_id).alias("question_id"),
        "category",
        "missing",
        "value",
        "text",
        pl.lit(answer_map.origin.value).alias("origin"),
        "at",
    )
