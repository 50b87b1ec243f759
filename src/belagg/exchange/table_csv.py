"""CSV that no spreadsheet takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from belagg.language import ngettext
from belagg.study.csv_file import write_csv
from belagg.study.problems import Left
from belagg.study.sheets import guarded

_FORMULA = r"^'*[=+\-@]"
_NUMBER = r"^-\d+(\.\d+)?$"
"""What `guarded` guards, as a pattern for whole columns; and what is a number and no formula."""


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Give rows of texts as CSV in UTF-8; what looks like a formula has an apostrophe before it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(
        [cell if re.fullmatch(_NUMBER, cell) else guarded(cell) for cell in row] for row in rows
    )
    return text.getvalue().encode()


def frame_csv(frame: pl.DataFrame) -> tuple[bytes, list[Left]]:
    """Give a frame as CSV, and what had an apostrophe set before it."""
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    if not texts:
        return write_csv(frame), []
    left = list(_guarded_columns(frame.select(_is_formula(texts).sum())))
    safe = frame.with_columns(
        pl.when(_is_formula(name)).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name in texts
    )
    return write_csv(safe), left


def _is_formula(columns: str | list[str]) -> pl.Expr:
    text = pl.col(columns)
    return text.str.contains(_FORMULA) & ~text.str.contains(_NUMBER)


def _guarded_columns(counts: pl.DataFrame) -> Iterator[Left]:
    for name, count in zip(counts.columns, counts.row(0), strict=True):
        if count:
            reason = ngettext(
                "{} text looks like a formula and has an apostrophe before it",
                "{} texts look like formulas and have an apostrophe before them",
                count,
            )
            yield Left(name, reason.format(count))
