"""The site of 290 made-up municipalities x 60 questions, as a ratio to that of the model case."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.manuscript.compose import compose
from belagg.publish.drawn import Drawn
from belagg.publish.site.build import site_files
from belagg.study.geography import load_geography
from belagg.study.study import Study

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def timed(make: Callable[[], dict[str, bytes]]) -> tuple[dict[str, bytes], tuple[float, float]]:
    """Make something; give it, with clock and processor in seconds."""
    clock, processor = time.perf_counter(), time.process_time()
    made = make()
    took = time.perf_counter() - clock, time.process_time() - processor
    return made, (round(took[0], 2), round(took[1], 2))


def site(name: str) -> dict[str, float]:
    """Make the site of an example in its first language, twice; give clock, processor and sizes."""
    study = Study.load(EXAMPLES / name)
    figures = figures_of(study)
    subject = Subject(study, figures, (compose(study, figures, study.settings.language),))
    geography = study.settings.geography
    areas = {geography: load_geography(geography, study.files)}
    told = [(subject, check(subject), study.settings.language)]
    files, first = timed(lambda: site_files(told, areas, []))
    before = Drawn.of(data for path, data in files.items() if path.endswith(".png"))
    again, second = timed(lambda: site_files(told, areas, [], before))
    if again != files:
        raise AssertionError("a site over an earlier one is another")
    pages = [len(data) for path, data in files.items() if path.endswith(".html")]
    return {
        "clock_s": first[0], "processor_s": first[1], "again_clock_s": second[0],
        "again_processor_s": second[1], "pages": len(pages),
        "largest_kB": round(max(pages) / 1000, 1),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps({name: site(name) for name in ("kse-2021", "kommuner")}))
