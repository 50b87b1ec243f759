"""The report alone: HTML, PDF, Word and figures, as `belagg build` makes them, nothing else."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from belagg.analysis.figures import figures_json, figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.language import speaking
from belagg.manuscript.compose import compose
from belagg.report.appendix.data import PRINTED
from belagg.report.assemble import assemble
from belagg.report.docx.render import render_docx
from belagg.report.html import render_html
from belagg.report.pdf import render_pdf
from belagg.study.geography import load_geography
from belagg.study.study import Study


def main(source: Path, out: Path) -> None:
    """Make the four files of the study's first language."""
    study = Study.load(source)
    figures = figures_of(study)
    language = study.settings.language
    areas = {study.settings.geography: load_geography(study.settings.geography, study.files)}
    with speaking(language):
        composed = compose(study, figures, language)
        subject = Subject(study, figures, (composed,))
        found = check(subject)
    printed = assemble(subject, found, language, PRINTED)
    with ThreadPoolExecutor(max_workers=1) as aside:
        pdf = aside.submit(render_pdf, printed, areas)
        made = {
            "report.html": render_html(printed, areas).encode(),
            "report.docx": render_docx(printed, areas),
            "figures.json": json.dumps(figures_json(figures), ensure_ascii=False).encode(),
        }
        made["report.pdf"] = pdf.result()
    out.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (out / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
