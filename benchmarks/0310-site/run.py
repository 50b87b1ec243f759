"""The site of 290 made-up municipalities x 60 questions, as a ratio to that of the model case."""

import json
import time
from pathlib import Path

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.manuscript.compose import compose
from belagg.publish.site.build import site_files
from belagg.study.geography import load_geography
from belagg.study.study import Study

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def site(name: str) -> dict[str, float]:
    """Make the site of an example in its first language; give clock, processor and sizes."""
    study = Study.load(EXAMPLES / name)
    figures = figures_of(study)
    subject = Subject(study, figures, (compose(study, figures, study.settings.language),))
    geography = study.settings.geography
    areas = {geography: load_geography(geography, study.files)}
    told = [(subject, check(subject), study.settings.language)]
    clock, processor = time.perf_counter(), time.process_time()
    files = site_files(told, areas, [])
    took = time.perf_counter() - clock, time.process_time() - processor
    pages = [len(data) for path, data in files.items() if path.endswith(".html")]
    return {
        "clock_s": round(took[0], 2), "processor_s": round(took[1], 2), "pages": len(pages),
        "largest_kB": round(max(pages) / 1000, 1),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps({name: site(name) for name in ("kse-2021", "kommuner")}))
