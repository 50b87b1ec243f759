"""The open data of a study: its public package, its figures with the units behind them, formats."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

import polars as pl

from belagg.analysis.figure import FigureKind
from belagg.analysis.figures import Figures
from belagg.exchange.formats import exportable
from belagg.exchange.prepared import prepared
from belagg.exchange.published import without_authors
from belagg.judging.voices.consent import Quote, withheld
from belagg.publish.changes import change_files
from belagg.study.datapackage import datapackage
from belagg.study.package import DATAPACKAGE, package_files
from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.typing_cells import empty_frame
from belagg.study.waves import without_voices

_PER_UNIT = ("responses", "assessments", "segments", "claims", "follow_ups", "contacts")
"""Tables from which a withheld count could be had back."""

_HELD_ALREADY = ("package", "archive")
"""Formats that are the open data themselves, or a bundle of what stands in them."""

CHECKSUMS = "SHA256SUMS"
"""The file with the checksum of every other file."""


def data_files(study: Study, figures: Figures, since: Study | None = None) -> dict[str, bytes]:
    """Give the files of `data/` by path.

    Nothing private is in them, nothing that undoes a suppression, and no words that their speaker
    has not agreed to or has withdrawn; documents do not say who wrote them. Earlier waves come
    without words of reference groups, whose place is their own wave's study. They bear the revision
    of the whole study. `since` is the study of the release before, for what has changed.
    """
    public = opened(study)
    files = {
        path: data for path, data in package_files(public).items() if not path.startswith("report/")
    }
    if since is not None:
        files |= change_files(opened(since), public)
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
    files |= _other_formats(study)
    files[CHECKSUMS] = _checksums(files)
    return dict(sorted(files.items()))


def opened(study: Study) -> Study:
    """Give what of a study is open to all, as `data/` has it."""
    public, _named = without_authors(study.public())
    waves = {name: _opened(without_voices(wave)) for name, wave in public.waves.items()}
    return _opened(replace(public, waves=waves))


def _opened(public: Study) -> Study:
    quotes = public.tables["quotes"]
    told = [withheld(Quote.of(row)) is None for row in quotes.iter_rows(named=True)]
    public = public.with_table("quotes", quotes.filter(pl.Series(told, dtype=pl.Boolean)))
    views = public.tables["group_views"]
    public = public.with_table("group_views", views.filter(pl.col("approved_on").is_not_null()))
    if public.settings.suppress_below > 1:
        for name in _PER_UNIT:
            public = public.with_table(name, empty_frame(TABLES[name].public_columns))
    return public


def _other_formats(study: Study) -> dict[str, bytes]:
    """Give the study in every other format that it may leave in, each in a folder of its name.

    A format is left out that the study has nothing for, or that would undo a suppression.
    """
    files: dict[str, bytes] = {}
    for made in exportable():
        if made.name in _HELD_ALREADY:
            continue
        try:
            public, _left = prepared(study, made)
            exported = made.load_exporter()(public, None)
        except StudyError:
            continue
        files |= {f"{made.name}/{path}": data for path, data in exported.files.items()}
    return files


def _checksums(files: Mapping[str, bytes]) -> bytes:
    """List the files as `sha256sum --check` reads them."""
    lines = (f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    return "".join(lines).encode()


def _whole(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"


def _csv(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
