"""The data as CSV: tidy (a row for each body and variable) and wide (a row for each body)."""

import polars as pl

from belagg.exchange.formats import Exported
from belagg.exchange.labels import codebook_csv, languages_of
from belagg.exchange.table_csv import frame_csv
from belagg.exchange.variables import MISSING_PLACES
from belagg.exchange.wide import wide
from belagg.exchange.words import tidy_in_codes, wide_in_codes
from belagg.study.study import Study


def export_csv(study: Study, language: str | None) -> Exported:
    """Give `NAME.tidy.csv`, `NAME.wide.csv` and `NAME.codebook.csv`, in the study's own codes."""
    languages = languages_of(study, language)
    made = wide(study)
    stem = study.settings.study_id
    tidy, guarded = frame_csv(tidy_in_codes(made.columns))
    frame = wide_in_codes(made.columns).with_columns(pl.selectors.enum().cast(pl.String))
    beside, guarded_too = frame_csv(frame)
    files = {
        f"{stem}.tidy.csv": tidy,
        f"{stem}.wide.csv": beside,
        f"{stem}.codebook.csv": codebook_csv(
            made.columns,
            languages,
            lambda category: category.code,
            lambda _column, place: MISSING_PLACES[place].value,
        ),
    }
    return Exported(files, (*made.left, *dict.fromkeys((*guarded, *guarded_too))))
