"""An earlier wave of the made-up regions: the same questions put five years before."""

import datetime as dt
from dataclasses import replace

import polars as pl

from belagg.study.study import Study

YEARS = 5
_DAYS = dt.timedelta(days=YEARS * 52 * 7)
_KEPT = ("units", "recipients", "contacts", "responses")


def with_earlier_wave(study: Study) -> Study:
    """Give the study with a wave before it, in which fewer had come as far."""
    settings = study.settings
    period = settings.period
    name = str(int(settings.wave) - YEARS)
    earlier = replace(
        study,
        settings=replace(
            settings, study_id=f"{settings.study_id}-{name}", wave=name, themes=settings.themes,
            date=settings.date - _DAYS,
            period=(period[0] - _DAYS, period[1] - _DAYS) if period else None,
        ),
        tables={n: frame if n in _KEPT else frame.clear() for n, frame in study.tables.items()},
        private={}, texts={}, concepts="", waves={}, rows={},
        files={n: file for n, file in study.files.items() if n == settings.geography},
    )  # fmt: skip
    contacts, responses = earlier.tables["contacts"], earlier.tables["responses"]
    earlier = earlier.with_table("contacts", contacts.with_columns(_before()))
    fewer = pl.when((pl.col("category") == "yes") & pl.col("unit_id").str.ends_with("1"))
    responses = responses.with_columns(
        _before(), fewer.then(pl.lit("no")).otherwise(pl.col("category")).alias("category")
    )
    return replace(study, waves={name: earlier.with_table("responses", responses)})


def _before() -> pl.Expr:
    """Give the moments (`at`) as long before."""
    form = "%Y-%m-%dT%H:%M:%SZ"
    return (pl.col("at").str.to_datetime(form) - _DAYS).dt.strftime(form).alias("at")
