"""Export of 100,000 bodies x 50 items to .sav and Parquet, against the bare library calls.

Prints JSON. The bare call is given the very columns that the export wrote, read back from its file,
with the same labels, and does nothing but write them.
"""

import datetime as dt
import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyreadstat

from belagg.analysis.cells import resolve
from belagg.exchange.parquet import export_parquet
from belagg.exchange.spss import export_spss
from belagg.study.questionnaire import Choice, Item, ItemType, Questionnaire
from belagg.study.settings import Settings
from belagg.study.study import Study, complete_tables
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype

CODES = ("yes", "partly", "no")
ROUNDS = 5


def frame(name: str, columns: dict[str, object]) -> pl.DataFrame:
    """Give the columns as a frame of the table, those left out being empty."""
    schema = {column.name: dtype(column) for column in TABLES[name].public_columns}
    made = pl.DataFrame(columns)
    empty = [pl.lit(None, kind).alias(c) for c, kind in schema.items() if c not in columns]
    return made.with_columns(empty).select(list(schema)).cast(schema)


def study_of(units: int, items: int) -> Study:
    """Give a study of made-up bodies that answered three items of four."""
    chance = random.Random(1)
    ids = [f"{number:06}" for number in range(units)]
    names = [f"Q{number}" for number in range(items)]
    grid = pl.DataFrame({"unit_id": ids}).join(pl.DataFrame({"question_id": names}), how="cross")
    category = chance.choices([*CODES, None], k=units * items)
    responses = {
        "response_id": pl.int_range(units * items, eager=True).cast(pl.String).str.zfill(9),
        "unit_id": grid["unit_id"],
        "question_id": grid["question_id"],
        "category": category,
        "missing": [None if code else "refused" for code in category],
    }
    choices = tuple(Choice(code, {"sv": code}) for code in CODES)
    asked = tuple(
        Item(q, q.lower(), ItemType.SELECT_ONE, {"sv": f"Finns påhittad rutin {q}?"},
             choices=choices)
        for q in names
    )  # fmt: skip
    units_table = frame("units", {"unit_id": ids, "name": [f"Påhittad {i}" for i in ids]})
    return Study(
        Settings("prov", dt.date(2021, 1, 1), ("sv",), {"sv": "Påhittad"}),
        Questionnaire("Prov", "prov", "1", ("sv",), asked),
        complete_tables({"units": units_table, "responses": frame("responses", responses)}),
    )


def seconds(*works: Callable[[], object]) -> list[float]:
    """Give the shortest time of each, having done them in turn: other work delays both alike."""
    taken: list[list[float]] = [[] for _work in works]
    for _round in range(ROUNDS):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return [min(times) for times in taken]


def bare_sav(data: bytes, folder: Path) -> Callable[[], None]:
    """Give a way to write what a .sav holds with pyreadstat alone."""
    path = folder / "read.sav"
    path.write_bytes(data)
    read, meta = pyreadstat.read_sav(path, user_missing=True, output_format="polars")
    whole = read.with_columns(pl.selectors.float().cast(pl.Int16))
    labels = {
        name: {int(code): text for code, text in values.items()}
        for name, values in meta.variable_value_labels.items()
    }

    def write() -> None:
        pyreadstat.write_sav(
            whole, folder / "bare.sav", column_labels=meta.column_names_to_labels,
            variable_value_labels=labels, missing_ranges=meta.missing_ranges, row_compress=True,
        )  # fmt: skip

    return write


def bare_parquet(files: dict[str, bytes]) -> Callable[[], None]:
    """Give a way to write what the Parquet files hold with polars alone."""
    frames = [
        pl.read_parquet(io.BytesIO(data))
        for name, data in files.items()
        if name.endswith(".parquet")
    ]

    def write() -> None:
        for frame in frames:
            frame.write_parquet(io.BytesIO())

    return write


def main(units: int, items: int) -> None:
    """Print times and ratios."""
    study = study_of(units, items)
    start = time.perf_counter()
    revision = replace(study).revision
    revising = time.perf_counter() - start
    assert revision == study.revision
    result = {
        "units": units, "items": items, "revision_s": round(revising, 2),
        "resolve_s": round(seconds(lambda: resolve(study))[0], 2),
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        spss, parquet = export_spss(study, None).files, export_parquet(study, None).files
        pairs = (
            ("sav", lambda: export_spss(study, None), bare_sav(spss["prov.sav"], Path(folder))),
            ("parquet", lambda: export_parquet(study, None), bare_parquet(dict(parquet))),
        )
        for name, ours, bare in pairs:
            export, call = seconds(ours, bare)
            result |= {
                f"{name}_s": round(export, 2), f"{name}_bare_s": round(call, 2),
                f"{name}_ratio": round(export / call, 2),
            }  # fmt: skip
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, 50)
