"""All figures of 100,000 bodies x 50 items, against the same tabulation in pandas, in one run.

Needs pandas besides the project: python -m pip install pandas
"""

import datetime as dt
import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable

import pandas as pd
import polars as pl

from belagg.analysis.figures import figures_of
from belagg.study.questionnaire import Choice, Item, ItemType, Questionnaire
from belagg.study.settings import Settings
from belagg.study.study import Study, complete_tables
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype

CODES = ("yes", "partly", "no")
ROUNDS = 3


def frame(name: str, columns: dict[str, object]) -> pl.DataFrame:
    """Give the columns as a frame of the table, those left out being empty."""
    schema = {column.name: dtype(column) for column in TABLES[name].public_columns}
    made = pl.DataFrame(columns)
    empty = [pl.lit(None, kind).alias(c) for c, kind in schema.items() if c not in columns]
    return made.with_columns(empty).select(list(schema)).cast(schema)


def study_of(units: int, items: int) -> Study:
    """Give a study of made-up bodies that all answered three items of four."""
    chance = random.Random(1)
    ids = [f"{number:06}" for number in range(units)]
    questions = [f"Q{number}" for number in range(items)]
    grid = pl.DataFrame({"unit_id": ids}).join(
        pl.DataFrame({"question_id": questions}), how="cross"
    )
    category = chance.choices([*CODES, None], k=units * items)
    responses = frame(
        "responses",
        {
            "response_id": pl.int_range(units * items, eager=True).cast(pl.String),
            "unit_id": grid["unit_id"],
            "question_id": grid["question_id"],
            "category": category,
            "missing": [None if code else "no_answer" for code in category],
        },
    )
    kinds = [("region", "kommun")[place % 2] for place in range(units)]
    choices = tuple(Choice(code, {"sv": code}) for code in CODES)
    asked = tuple(
        Item(q, q.lower(), ItemType.SELECT_ONE, {"sv": f"{q}?"}, choices=choices) for q in questions
    )
    return Study(
        Settings("prov", dt.date(2021, 1, 1), ("sv",), {"sv": "Påhittad"}),
        Questionnaire("Prov", "prov", "1", ("sv",), asked),
        complete_tables(
            {"units": frame("units", {"unit_id": ids, "name": ids, "kind": kinds}),
             "responses": responses}
        ),
    )  # fmt: skip


def tabulate(units: pd.DataFrame, answers: pd.DataFrame) -> dict[str, float]:
    """The same in pandas: one value a cell by the rule, then counts, n, percents, missing, by kind.

    The latest answer of each recipient counts, and recipients of one unit must agree.
    """
    given = answers.sort_values("at", kind="stable", na_position="first").drop_duplicates(
        ["unit_id", "question_id", "recipient_id"], keep="last"
    )
    cells = given.groupby(["unit_id", "question_id"], sort=False).agg(
        category=("category", "first"), kinds=("category", "nunique"), missing=("missing", "first")
    )
    cells = cells.reset_index().merge(units[["unit_id", "kind"]], on="unit_id")
    agreed = cells[cells["kinds"] == 1]
    counts = agreed.groupby(["question_id", "category"]).size().unstack(fill_value=0)
    n = counts.sum(axis=1)
    percents = counts.div(n, axis=0) * 100
    absent = cells[cells["kinds"] != 1].groupby(["question_id", "missing"]).size()
    by_kind = agreed.groupby(["kind", "question_id", "category"]).size()
    figures = {f"{q}.{c}.count": v for (q, c), v in counts.stack().items()}
    figures |= {f"{q}.{c}.percent": v for (q, c), v in percents.stack().items()}
    figures |= {f"{q}.n": v for q, v in n.items()}
    figures |= {f"{q}.missing.{c}.count": v for (q, c), v in absent.items()}
    return figures | {f"{q}.by.kind.{k}.{c}.count": v for (k, q, c), v in by_kind.items()}


def seconds(work: Callable[[], object]) -> float:
    """Give the median time of the rounds."""
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main(units: int, items: int) -> None:
    """Print times, the ratio and peak memory as JSON, having checked that the numbers are equal."""
    study = study_of(units, items)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ours = seconds(lambda: figures_of(study))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tables = study.tables["units"].to_pandas(), study.tables["responses"].to_pandas()
    theirs = seconds(lambda: tabulate(*tables))
    figures = figures_of(study)
    for name, value in tabulate(*tables).items():
        assert abs(figures[name].value - value) < 1e-9, name
    print(
        json.dumps(
            {
                "units": units, "items": items, "belagg_s": round(ours, 2),
                "pandas_s": round(theirs, 2), "times_faster": round(theirs / ours, 1),
                "memory_added_mb": round(peak - before),
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, 50)
