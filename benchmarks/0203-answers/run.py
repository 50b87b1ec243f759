"""A million rows of answers from CSV into a study: time and memory, the package written too."""

import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from belagg.exchange.answers.bring import bring
from belagg.exchange.answers.source import read_source
from belagg.study.questionnaire import Choice, Item, ItemType, Questionnaire
from belagg.study.settings import Settings
from belagg.study.study import Study, complete_tables

ROWS = 1_000_000
UNITS = 290


def made_up() -> Study:
    """Give a study of 290 bodies and three items."""
    import datetime as dt

    choices = tuple(Choice(code, {"sv": label}) for code, label in (("yes", "Ja"), ("no", "Nej")))
    items = tuple(
        Item(f"{n}", f"q{n}", kind, {"sv": f"Fråga {n}?"}, choices=choices if n == 1 else ())
        for n, kind in ((1, ItemType.SELECT_ONE), (2, ItemType.INTEGER), (3, ItemType.TEXT))
    )
    units = pl.DataFrame({"unit_id": [f"{n:04}" for n in range(UNITS)]}).with_columns(
        ("Påhittad kommun " + pl.col("unit_id")).alias("name"),
        *(pl.lit(None, pl.String).alias(name) for name in ("kind", "parent_id")),
        *(pl.lit(None, pl.Date).alias(name) for name in ("valid_from", "valid_to")),
        pl.lit(None, pl.List(pl.String)).alias("aliases"),
    )
    return Study(
        Settings("prov", dt.date(2021, 9, 1), ("sv",), {"sv": "Prov"}),
        Questionnaire("Prov", "prov", "1", ("sv",), items),
        complete_tables({"units": units}),
    )


def write_answers(path: Path, columns: int) -> None:
    """Write the file: key, person and the answers."""
    draw = random.Random(1)
    with path.open("w", encoding="utf-8") as stream:
        stream.write("Kommun;nr;" + ";".join(str(n) for n in range(1, columns + 1)) + "\n")
        for row in range(ROWS):
            cells = [
                "Ja" if draw.random() < 0.4 else "Nej",
                str(row % 97),
                f"Fritext {row % 5000} åäö",
            ]
            stream.write(f"{row % UNITS:04};{row};" + ";".join(cells[:columns]) + "\n")


def main() -> None:
    """Print seconds and peak memory for one and for three items a row."""
    columns = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "svar.csv")
        write_answers(path, columns)
        study = made_up()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        start = time.perf_counter()
        result = bring(read_source(path), study)
        taken = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        result.study.save(Path(folder, "study"))
        saved = time.perf_counter()
    print(
        json.dumps(
            {
                "rows": ROWS, "items": columns, "answers": result.new, "left": len(result.left),
                "bring_s": round(taken - start, 2), "save_s": round(saved - taken, 2),
                "before_mb": before, "peak_bring_mb": peak,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
