"""Parquet: the data with a row for each body, and every table of the study as it is."""

import io

import polars as pl

from belagg.exchange.formats import Exported
from belagg.exchange.labels import codebook_csv, languages_of
from belagg.exchange.variables import MISSING_PLACES
from belagg.exchange.wide import wide
from belagg.exchange.words import wide_in_codes
from belagg.study.study import Study


def export_parquet(study: Study, language: str | None) -> Exported:
    """Give `NAME.parquet`, a file for each table that has rows, and the code book."""
    languages = languages_of(study, language)
    made = wide(study)
    stem = study.settings.study_id
    about = {
        "title": study.settings.title[study.settings.language],
        "study": stem,
        "revision": study.revision,
        "date": study.settings.date.isoformat(),
        "licence": study.settings.licence,
    }
    files = {f"{stem}.parquet": _parquet(wide_in_codes(made.columns), about)}
    for name, frame in study.tables.items():
        if len(frame):
            files[f"tables/{name}.parquet"] = _parquet(frame, {**about, "table": name})
    files[f"{stem}.codebook.csv"] = codebook_csv(
        made.columns,
        languages,
        lambda category: category.code,
        lambda _column, place: MISSING_PLACES[place].value,
    )
    return Exported(files, made.left)


def _parquet(frame: pl.DataFrame, about: dict[str, str]) -> bytes:
    content = io.BytesIO()
    frame.write_parquet(content, metadata=about)
    return content.getvalue()
