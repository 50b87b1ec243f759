"""Data for SPSS (`.sav`), with labels and user-missing codes."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from belagg.exchange.formats import Exported
from belagg.exchange.labels import codebook_csv, file_name, header_date, languages_of
from belagg.exchange.shorten import Shortener
from belagg.exchange.variables import MISSING_PLACES, Kind, Variable
from belagg.exchange.wide import Column, wide
from belagg.language import _
from belagg.study.problems import Left
from belagg.study.questionnaire import worded
from belagg.study.study import Study

if TYPE_CHECKING:
    from pyreadstat.pyclasses import MissingRange

MAX_LABEL = 256
MAX_VALUE_LABEL = 120
MAX_TEXT = 32_767
MAX_FILE_LABEL = 64
"""What SPSS holds, in bytes of UTF-8."""

_EPOCH = 141_428
"""Days from the first day of SPSS's calendar, 14 October 1582, to 1 January 1970."""

_DAY = 86_400
_EXACT = 2**53


def export_spss(study: Study, language: str | None) -> Exported:
    """Give a `.sav` for each language of labels, and the code book.

    Missing codes are -91 to -97 in the order of the vocabulary; where a variable has numbers
    there, -991 to -997, and so on. Dates are SPSS dates. A text longer than 32,767 bytes goes on
    in a second variable.
    """
    languages = languages_of(study, language)
    made = wide(study)
    shortener = Shortener()
    left = list(made.left)
    columns = [part for column in made.columns for part in _pieces(column, left)]
    left += _inexact(columns)
    frame = pl.DataFrame([_coded(column) for column in columns])
    files = {
        file_name(study, lang, languages, ".sav"): _sav(study, columns, frame, lang, shortener)
        for lang in languages
    }
    files[f"{study.settings.study_id}.codebook.csv"] = codebook_csv(
        columns,
        languages,
        lambda category: str(category.number),
        lambda column, place: str(missing_code(column, place)),
    )
    return Exported(files, (*left, *dict.fromkeys(shortener.left)))


def missing_code(column: Column, place: int) -> int:
    """Give the number that stands for a missing code in a column: below any value of its own."""
    return -_base(column) - place


def _base(column: Column) -> int:
    base = 90
    if column.variable.kind in (Kind.INTEGER, Kind.DECIMAL):
        values = column.values
        while values.is_between(-base - len(MISSING_PLACES), -base - 1).any():
            base = base * 10 + 90
    return base


def _coded(column: Column) -> pl.Series:
    name, kind = column.variable.name, column.variable.kind
    if kind is Kind.TEXT:
        return column.values.fill_null("").alias(name)
    values = column.values
    if kind is Kind.DATE:
        values = (values.cast(pl.Int32).cast(pl.Int64) + _EPOCH) * _DAY
    if column.reasons is None:
        return values.alias(name)
    codes = -_base(column) - column.reasons.cast(pl.Int32)
    return pl.select(pl.coalesce(values, codes).alias(name)).to_series()


def _pieces(column: Column, left: list[Left]) -> Iterator[Column]:
    """A text with more bytes than SPSS holds goes on in variables of its own."""
    if column.variable.kind is not Kind.TEXT or (
        not (column.values.str.len_bytes() > MAX_TEXT).any()
    ):
        yield column
        return
    parts = [_split(text or "") for text in column.values]
    for place in range(max(map(len, parts))):
        variable = column.variable
        name = variable.name if place == 0 else f"{variable.name[:30]}{place + 1}"
        piece = Variable(name, Kind.TEXT, variable.label, (), variable.item, variable.layer)
        texts = [part[place] if place < len(part) else None for part in parts]
        yield Column(piece, pl.Series(texts, dtype=pl.String))
        if place:
            reason = _("goes on in {}: SPSS holds 32,767 bytes in one text").format(name)
            left.append(Left(variable.name, reason))


def _split(text: str) -> list[str]:
    """Cut a text into parts that fit, none of which ends with a space, which SPSS would drop."""
    parts: list[str] = []
    while len(data := text.encode()) > MAX_TEXT:
        kept = data[:MAX_TEXT].decode(errors="ignore")
        kept = kept.rstrip() or kept
        parts.append(kept)
        text = text[len(kept) :]
    return [*parts, text]


def _inexact(columns: Iterable[Column]) -> Iterator[Left]:
    for column in columns:
        if column.variable.kind is Kind.INTEGER and (column.values.abs() > _EXACT).any():
            reason = _("numbers beyond 9,007,199,254,740,992 are rounded")
            yield Left(column.variable.name, reason)


class _Rows(pl.DataFrame):
    """A frame that gives its rows from lists of columns, which costs half of polars' own way."""

    def iter_rows(  # type: ignore[override]  # without the overload for rows that are named
        self, *, named: bool = False, buffer_size: int = 512
    ) -> Iterator[tuple[Any, ...]]:
        """Give the rows as tuples; pyreadstat asks for no others."""
        for part in self.iter_slices(buffer_size):
            yield from zip(*(column.to_list() for column in part), strict=True)


def _sav(
    study: Study,
    columns: Sequence[Column],
    frame: pl.DataFrame,
    language: str,
    shortener: Shortener,
) -> bytes:
    import pyreadstat

    labels: dict[str, str | None] = {}
    values: dict[str, dict[int | float, str]] = {}
    ranges: dict[str, list[int | float | str | MissingRange]] = {}
    formats, measures = {}, {}
    for column in columns:
        variable = column.variable
        name = variable.name
        labels[name] = shortener.cut(
            worded(variable.label, language), MAX_LABEL, name, _("the label")
        )
        measures[name] = "scale" if variable.kind in (Kind.INTEGER, Kind.DECIMAL) else "nominal"
        if variable.kind is Kind.TEXT:
            continue
        formats[name] = {Kind.DATE: "SDATE10", Kind.DECIMAL: "F12.4"}.get(variable.kind, "F8.0")
        values[name] = {
            one.number: shortener.cut(
                worded(one.label, language), MAX_VALUE_LABEL, name, _("the label of a value")
            )
            for one in variable.categories
        }
        if column.reasons is not None:
            codes = {missing_code(column, place): why for place, why in MISSING_PLACES.items()}
            values[name] |= {code: why.label(language) for code, why in codes.items()}
            ranges[name] = [{"lo": min(codes), "hi": max(codes)}]
    title = worded(study.settings.title, language)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.sav"
        pyreadstat.write_sav(
            _Rows(frame),
            path,
            file_label=shortener.cut(title, MAX_FILE_LABEL, "study", _("the title")),
            column_labels=labels,
            note=[f"{study.settings.study_id}, {study.settings.date.isoformat()}", study.revision],
            row_compress=True,
            variable_value_labels=values,
            missing_ranges=ranges,
            variable_measure=measures,
            variable_format=formats,
        )
        return _dated(path.read_bytes(), study)


def _dated(data: bytes, study: Study) -> bytes:
    """Put the study's date where ReadStat puts the clock's: bytes 92 to 109 of the header."""
    day = header_date(study.settings.date)
    moment = f"{day[:7]}{day[-2:]}00:00:00".encode()
    return data[:92] + moment + data[109:]
