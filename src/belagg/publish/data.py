"""The open data of a study: its public package, and every figure with the units behind it."""

import csv
import io
from collections.abc import Iterable

import polars as pl

from belagg.analysis.figure import FigureKind
from belagg.analysis.figures import Figures
from belagg.judging.voices.consent import Quote, withheld
from belagg.study.datapackage import datapackage
from belagg.study.package import DATAPACKAGE, package_files
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.typing_cells import empty_frame

_PER_UNIT = ("responses", "assessments", "segments", "claims", "follow_ups", "contacts")
"""Tables from which a withheld count could be had back."""


def data_files(study: Study, figures: Figures) -> dict[str, bytes]:
    """Give the files of `data/` by path.

    Nothing private is in them, nothing that undoes a suppression, and no words that their speaker
    has not agreed to or has withdrawn. They bear the revision of the whole study.
    """
    public = study.public()
    quotes = public.tables["quotes"]
    told = [withheld(Quote.of(row)) is None for row in quotes.iter_rows(named=True)]
    public = public.with_table("quotes", quotes.filter(pl.Series(told, dtype=pl.Boolean)))
    if study.settings.suppress_below > 1:
        for name in _PER_UNIT:
            public = public.with_table(name, empty_frame(TABLES[name].public_columns))
    files = {
        path: data for path, data in package_files(public).items() if not path.startswith("report/")
    }
    files[DATAPACKAGE] = datapackage(public, study.revision).encode()
    files["figures.csv"] = _csv(
        ("figure", "value", "n", "low", "high", "cited_id"),
        (
            (
                figure.name,
                "" if figure.value is None else figure.value,
                figure.n,
                _whole(figure.low),
                _whole(figure.high),
                figure.cited_id,
            )
            for figure in figures.values()
            if figure.kind is not FigureKind.UNITS
        ),
    )
    files["figure_units.csv"] = _csv(
        ("figure", "unit_id"),
        (
            (figure.name, unit)
            for figure in figures.values()
            if figure.kind is FigureKind.UNITS
            for unit in figure.units
        ),
    )
    return dict(sorted(files.items()))


def _whole(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"


def _csv(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
