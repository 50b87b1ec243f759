"""The whole build of the model case, against WeasyPrint and pandoc making the same three files."""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from lxml import html

WEASYPRINT = "weasyprint==70.0"
ROOT = Path(__file__).parent.parent.parent
WORK = ROOT / "build" / "benchmarks" / "0001-build"
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""As on a user's machine, where Python keeps what it has compiled."""

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Taken:
    """What commands took together: seconds by the clock, and of all processors."""

    clock: float
    processor: float


def run(*commands: Command) -> Taken:
    """Run commands side by side, each a process of its own, and wait for the last."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    running = [
        subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT
        )
        for command in commands
    ]
    for process in running:
        _, complaint = process.communicate()
        if process.returncode:
            sys.exit(f"{process.args}: {complaint.decode()}")
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(clock, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def weasyprint() -> Path:
    """Give WeasyPrint's command, in an environment of its own under `build/`."""
    folder = WORK / "weasyprint"
    command = folder / "bin" / "weasyprint"
    if not command.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "-q", WEASYPRINT], check=True)
    return command


def as_markdown(built: Path) -> Path:
    """Give the content of the built report as Markdown, its charts and maps as PNG beside it.

    The pictures are those of our Word document, made already: the reference need not draw them.
    """
    page = html.parse(built / "report.html").getroot()
    (main,) = page.iter("main")
    document = docx.Document(str(built / "report.docx"))
    for number, (drawn, shape) in enumerate(
        zip(main.xpath(".//*[local-name()='svg']"), document.inline_shapes, strict=False)
    ):
        blip = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        file = WORK / f"picture-{number}.png"
        file.write_bytes(document.part.related_parts[blip].blob)
        alt = shape._inline.docPr.get("descr")
        drawn.getparent().replace(drawn, html.Element("img", src=str(file), alt=alt))
    plain = WORK / "plain.html"
    plain.write_bytes(html.tostring(main, encoding="utf-8"))
    made = WORK / "report.md"
    run(["pandoc", "-f", "html", "-t", "markdown", plain, "-o", made])
    return made


def main() -> None:
    """Prepare, then measure in turns, and print one line of JSON."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--study", type=Path, default=ROOT / "examples" / "kse-2021")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--report-only", action="store_true")
    given = asked.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    built, made = WORK / "belagg", WORK / "reference"
    made.mkdir(exist_ok=True)
    ours = [Path(sys.executable).with_name("belagg"), "build", given.study, "--out", built]
    run(ours)
    text = as_markdown(built)
    title = ["--metadata", "title=Rapport", "--metadata", "lang=sv-SE"]
    reference: tuple[Command, ...] = (
        [weasyprint(), "--pdf-variant", "pdf/ua-1", built / "report.html", made / "report.pdf"],
        ["pandoc", text, "--self-contained", "--toc", *title, "-o", made / "report.html"],
        ["pandoc", text, "--toc", *title, "-o", made / "report.docx"],
    )
    run(*reference)
    if given.report_only:
        ours = [sys.executable, Path(__file__).with_name("three.py"), given.study, WORK / "three"]
        run(ours)
    rounds = [
        (run(ours), [run(command) for command in reference], run(*reference))
        for _round in range(given.rounds)
    ]
    print(json.dumps(summary(rounds), indent=1))


def summary(rounds: list[tuple[Taken, list[Taken], Taken]]) -> dict[str, object]:
    """Give medians in seconds, and the ratios of each round from least to most."""
    after = [sum(step.clock for step in steps) / ours.clock for ours, steps, _ in rounds]
    beside = [together.clock / ours.clock for ours, _, together in rounds]
    work = [sum(step.processor for step in steps) / ours.processor for ours, steps, _ in rounds]
    steps = zip(*(steps for _, steps, _ in rounds), strict=True)
    names = ("weasyprint_pdf_s", "pandoc_html_s", "pandoc_docx_s")
    return {
        "belagg_s": _median(ours.clock for ours, _, _ in rounds),
        **{name: _median(s.clock for s in step) for name, step in zip(names, steps, strict=True)},
        "reference_side_by_side_s": _median(together.clock for _, _, together in rounds),
        "times_faster_one_after_another": _spread(after),
        "times_faster_side_by_side": _spread(beside),
        "times_less_processor": _spread(work),
    }


def _median(values) -> float:
    return round(statistics.median(values), 2)


def _spread(ratios: list[float]) -> list[float]:
    return [round(of, 2) for of in (min(ratios), statistics.median(ratios), max(ratios))]


if __name__ == "__main__":
    main()
