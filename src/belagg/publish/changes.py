"""What has changed since an earlier release: the figures that differ, and the rows.

Rows are named by table and key, with the columns that differ and never with what stood in them: a
correction that took something away must not tell what it took.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from belagg.analysis.difference import differences
from belagg.analysis.figures import figures_of
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.typing_cells import to_texts

FIGURES = "changes_figures.csv"
ROWS = "changes_rows.csv"


def change_files(before: Study, after: Study) -> dict[str, bytes]:
    """Give both lists as CSV; each study as it was or is published."""
    differ = differences(figures_of(before), figures_of(after))
    figures = (
        (one.name, _written(one.before), _written(one.after))
        for one in differ
        if not isinstance(one.before, tuple) and not isinstance(one.after, tuple)
    )
    rows = (row for name in TABLES for row in _rows(name, before, after))
    return {
        FIGURES: _csv(("figure", "before", "after"), figures),
        ROWS: _csv(("table", "key", "change", "columns"), rows),
    }


def _rows(name: str, before: Study, after: Study) -> Iterator[tuple[str, ...]]:
    if name not in before.tables or name not in after.tables:
        return
    key = TABLES[name].key
    old, new = _by_key(before.tables[name], key), _by_key(after.tables[name], key)
    for row in sorted(set(old) | set(new)):
        place = "|".join(row)
        if row not in old:
            yield name, place, "added", ""
        elif row not in new:
            yield name, place, "removed", ""
        elif old[row] != new[row]:
            columns = [
                column
                for column in {**old[row], **new[row]}
                if old[row].get(column, "") != new[row].get(column, "")
            ]
            if columns:
                yield name, place, "changed", "|".join(columns)


def _by_key(frame: pl.DataFrame, key: tuple[str, ...]) -> Mapping[tuple[str, ...], dict[str, str]]:
    rows = to_texts(frame).iter_rows(named=True)
    return {
        tuple(str(row[name]) for name in key): {n: str(c or "") for n, c in row.items()}
        for row in rows
    }


def _written(value: object) -> str:
    return "" if value is None else str(value)


def _csv(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
