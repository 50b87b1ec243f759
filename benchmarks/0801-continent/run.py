"""A mapping of a continent: made-up bodies x 60 items x two layers, at 1, 10 and 100 times size.

    python benchmarks/0801-continent/run.py [LARGEST]

Each step runs in a process of its own, so that its peak memory is its own. LARGEST is the number
of bodies of the largest size, 100,000 where it is left out.
"""

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from made_up import write_study  # noqa: E402  (the folder above is no package)

ITEMS = 60
STEPS = ("load", "figures", "checks", "pages", "parquet", "spss", "csv")


def write(folder: Path, units: int) -> None:
    """Write a study in which every other answer is recoded, and some by document."""
    write_study(folder, 10, ITEMS)
    (folder / "areas.geojson").unlink()
    settings = (folder / "study.toml").read_text("utf-8")
    (folder / "study.toml").write_text(settings.replace('geography = "areas.geojson"\n', ""))
    text = (folder / "report" / "01.md").read_text("utf-8")
    (folder / "report" / "01.md").write_text(text.split("# Karta")[0])
    ids = pl.Series("unit_id", [f"{number:06}" for number in range(1, units + 1)])
    pl.DataFrame(ids).select(
        "unit_id",
        name=pl.lit("Påhittad kommun ") + ids,
        kind=pl.lit("kommun"),
        attr_size=pl.Series(["liten", "stor"] * (units // 2)),
    ).write_csv(folder / "units.csv")
    recipients = pl.DataFrame(ids).select("unit_id", recipient_id=pl.lit("r") + ids)
    recipients.with_columns(role=pl.lit("ordförande")).write_csv(folder / "recipients.csv")
    pl.DataFrame(ids).select(
        contact_id=pl.lit("k") + ids,
        recipient_id=pl.lit("r") + ids,
        channel=pl.lit("email"),
        purpose=pl.lit("invitation"),
        outcome=pl.lit("complete"),
    ).write_csv(folder / "contacts.csv")
    questions = pl.Series("question_id", [f"{number}" for number in range(1, ITEMS + 1)])
    codes = pl.Series("category", ["yes", "partly", "no"]).sample(
        units * ITEMS, with_replacement=True, seed=1
    )
    cells = pl.DataFrame(ids).join(pl.DataFrame(questions), how="cross").with_columns(codes)
    cells.select(
        response_id=pl.col("unit_id") + "-" + pl.col("question_id"),
        unit_id="unit_id",
        recipient_id=pl.lit("r") + pl.col("unit_id"),
        question_id="question_id",
        category="category",
        origin=pl.lit("survey"),
    ).write_csv(folder / "responses.csv")
    recoded = codes.rename("recoded").shuffle(seed=2)
    cells.with_columns(recoded).gather_every(2).select(
        assessment_id=pl.lit("a") + pl.col("unit_id") + "-" + pl.col("question_id"),
        unit_id="unit_id",
        question_id="question_id",
        layer=pl.lit("recoded"),
        category="recoded",
        basis=pl.lit("text"),
        rationale=pl.lit("Påhittad motivering."),
    ).write_csv(folder / "assessments.csv")


def step(folder: Path, name: str) -> float:
    """Do one step; give its own seconds, without what comes before it."""
    from belagg.analysis.figures import figures_of
    from belagg.checks.rule import Subject
    from belagg.checks.run import check
    from belagg.exchange import data_csv, parquet, spss
    from belagg.manuscript.compose import compose
    from belagg.publish.site.body import body_pages
    from belagg.publish.site.build import site_of
    from belagg.publish.site.overview import overview
    from belagg.publish.site.texts import search_page
    from belagg.study.study import Study

    start = time.perf_counter()
    study = Study.load(folder)
    if name == "load":
        return time.perf_counter() - start
    exports = {
        "parquet": parquet.export_parquet,
        "spss": spss.export_spss,
        "csv": data_csv.export_csv,
    }
    if name in exports:
        start = time.perf_counter()
        exports[name](study, None)
        return time.perf_counter() - start
    start = time.perf_counter()
    figures = figures_of(study)
    if name == "figures":
        return time.perf_counter() - start
    start = time.perf_counter()
    composed = compose(study, figures, "sv")
    checked = check(Subject(study, figures, (composed,)))
    if name == "checks":
        return time.perf_counter() - start
    start = time.perf_counter()
    site = site_of(Subject(study, figures, (composed,)), checked, "sv")
    pages = [overview(site), *islice(body_pages(site), 20)]
    search_page(site, pages)
    return time.perf_counter() - start


def measured(folder: Path, name: str) -> dict[str, float]:
    """Give seconds and peak megabytes of a step in a process of its own."""
    told = subprocess.run(
        [sys.executable, __file__, "step", str(folder), name],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(told.stdout)


def main(largest: int) -> None:
    """Print seconds, megabytes and the exponent of growth of every step."""
    sizes = [largest // 100, largest // 10, largest]
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            write(Path(scratch) / str(size), size)
        for name in STEPS:
            told = {size: measured(Path(scratch) / str(size), name) for size in sizes}
            small, large = told[sizes[1]], told[sizes[2]]
            exponent = math.log10(large["seconds"] / small["seconds"])
            row = {
                size: (round(t["seconds"], 2), round(t["megabytes"])) for size, t in told.items()
            }
            print(json.dumps({"step": name, "exponent": round(exponent, 2), **row}), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["step"]:
        taken = step(Path(sys.argv[2]), sys.argv[3])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": taken, "megabytes": peak}))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
