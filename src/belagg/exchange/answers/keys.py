"""Whose answer a row is, and when it was given."""

from collections.abc import Callable

import polars as pl

from belagg.exchange.answers.account import Taken, note_unmatched
from belagg.exchange.answers.mapping import AnswerMap
from belagg.exchange.answers.source import Source
from belagg.exchange.answers.words import Bodies
from belagg.study.study import Study

_DAY = r"^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"


def keyed_rows(source: Source, study: Study, answer_map: AnswerMap, taken: Taken) -> pl.DataFrame:
    """Give the rows whose body is known: index, row, unit_id, recipient_id, who, at."""
    bodies = Bodies(study, answer_map.units)
    empty = pl.repeat(None, len(source.frame), dtype=pl.String, eager=True)
    unit, recipient = empty, empty
    if answer_map.recipient is not None:
        recipient = meanings(source, answer_map.recipient, bodies.recipient, [], taken)
        unit = recipient.replace_strict(bodies.unit_of, default=None, return_dtype=pl.String)
    if answer_map.unit is not None:
        own = meanings(source, answer_map.unit, bodies.unit, bodies.names, taken)
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


def meanings(
    source: Source,
    name: str,
    find: Callable[[str], str | None],
    words: list[str],
    taken: Taken,
) -> pl.Series:
    """Give what `find` takes each value of a column for; values that mean nothing are noted.

    The nearest of `words` goes with a value that means nothing.
    """
    column = source.frame[name]
    counted = column.drop_nulls().value_counts(sort=True)
    meaning = {value: find(value) for value in counted[name]}
    unknown = [value for value in counted[name] if meaning[value] is None]
    note_unmatched(taken.keys, source.rows, column, unknown, counted, words=words)
    return column.replace_strict(meaning, default=None, return_dtype=pl.String)


def _moments(column: pl.Series) -> pl.Series:
    """Give times in UTC where the zone is told, else the day alone: no zone is invented."""
    utc = column.str.extract(_DAY + r"[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$", 0)
    text = utc.str.replace(" ", "T").str.replace(r"Z$", "+00:00")
    text = text.str.replace(r"([+-]\d\d)(\d\d)$", "$1:$2").str.replace(r"\.\d+", "")
    text = text.str.replace(r"T(\d\d:\d\d)([+-])", "T$1:00$2")
    full = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%:z", strict=False, time_unit="ms")
    stamp = full.dt.convert_time_zone("UTC").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    return stamp.zip_with(stamp.is_not_null(), column.str.extract(_DAY, 1))
