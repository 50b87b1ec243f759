"""From a study to everything that is published of it, written all at once or not at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from belagg.analysis.figures import Figures, figures_json, figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import Checked, check
from belagg.language import _, speaking
from belagg.manuscript.compose import Composed, compose
from belagg.manuscript.tree import Document
from belagg.publish.cards import card_files
from belagg.publish.data import data_files
from belagg.publish.drawn import NOTHING, Drawn
from belagg.publish.guide import guide_files
from belagg.publish.site.build import site_files, site_of
from belagg.publish.slides import deck, slides_pdf
from belagg.report.appendix.data import ON_SCREEN, PRINTED
from belagg.report.assemble import assemble
from belagg.report.docx.render import render_docx
from belagg.report.html import render_html
from belagg.report.pdf import render_pdf
from belagg.study.geography import Geography, load_geography
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.study import Study

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a build made: the files by path within the output, and what the checks found.

    `notices` tell the one who builds what was not made, and why.
    """

    files: Mapping[str, bytes]
    checked: Checked
    figures: Figures
    notices: tuple[str, ...] = ()


def build(
    study: Study, progress: Progress, since: Study | None = None, drawn: Drawn = NOTHING
) -> Built:
    """Make every output of a study in memory; StudyError where the text does not hold.

    Each language of the study that has a manuscript gets a report. `since` is the study of the
    release before: what has changed from it is told in the data. `drawn` has the pictures of an
    earlier output, which spare drawing them again; what is made is the same without.
    """
    # typst lets go of the interpreter while it sets PDFs and draws, so the rest is made meanwhile.
    with ThreadPoolExecutor(max_workers=2) as aside:
        return _build(study, progress, aside, since, drawn)


def _build(
    study: Study, progress: Progress, aside: Executor, since: Study | None, drawn: Drawn
) -> Built:
    progress(_("Counting"))
    figures = figures_of(study)
    geographies = _geographies(study)
    files: dict[str, bytes] = {}
    pdfs: dict[str, Future[bytes]] = {}
    checked: Checked | None = None
    told: list[tuple[Subject, Checked, str]] = []
    to_print: dict[str, Document] = {}
    manuscripts = _manuscripts(study, figures)
    for composed in manuscripts:
        language = composed.language
        progress(_("Checking"))
        others = (other for other in manuscripts if other is not composed)
        subject = Subject(study, figures, (composed, *others))
        with speaking(language):
            found = check(subject)
        checked = checked or found
        told.append((subject, found, language))
        progress(_("Setting the report"))
        printed = assemble(subject, found, language, PRINTED)
        shown = printed
        if PRINTED < len(study.unit_names) <= ON_SCREEN:
            shown = assemble(subject, found, language, ON_SCREEN)
        name = "report" if language == study.settings.language else f"report.{language}"
        pdfs[f"{name}.pdf"] = aside.submit(render_pdf, printed, geographies)
        slides = name.replace("report", "slides")
        told_slides = deck(site_of(subject, found, language), geographies)
        pdfs[f"{slides}.pdf"] = aside.submit(slides_pdf, told_slides)
        files[f"{name}.html"] = render_html(shown, geographies).encode()
        to_print[f"{name}.docx"] = printed
    if checked is None or "report.html" not in files:
        message = _("there is no manuscript; write report/01-….md")
        raise StudyError([Problem("no-manuscript", message, Where("report/"))])
    progress(_("Writing data"))
    numbers = json.dumps(figures_json(figures), ensure_ascii=False, indent=1)
    files["figures.json"] = f"{numbers}\n".encode()
    data = data_files(study, figures, since)
    files |= {f"data/{path}": content for path, content in data.items()}
    progress(_("Making the site"))
    site = aside.submit(site_files, told, geographies, tuple(data), drawn)
    for name, printed in to_print.items():
        files[name] = render_docx(printed, geographies)
    progress(_("Making the guide and the cards"))
    guide = guide_files(study) + card_files(study)
    files |= guide.files
    files |= {f"site/{path}": content for path, content in site.result().items()}
    files |= {name: pdf.result() for name, pdf in pdfs.items()}
    return Built(files, checked, figures, guide.notices)


def _manuscripts(study: Study, figures: Figures) -> tuple[Composed, ...]:
    """Give the manuscript in each language it is written in; StudyError where one is not bound."""
    manuscripts = []
    for language in study.settings.languages:
        with speaking(language):
            composed = compose(study, figures, language)
        if composed.problems:
            # What was said in the study's language is said again in the reader's.
            raise StudyError(compose(study, figures, language).problems)
        if composed.body:
            manuscripts.append(composed)
    return tuple(manuscripts)


def _geographies(study: Study) -> dict[str, Geography]:
    name = study.settings.geography
    return {name: load_geography(name, study.files)} if name else {}


def write_outputs(out: Path, files: Mapping[str, bytes]) -> None:
    """Put the files in the folder `out`, all of them or none; other files there are left alone.

    What an earlier build left in `data/`, `site/` and `cards/` is replaced as a whole, or gone.
    StudyError where `out` is a file or cannot be written.
    """
    if out.exists() and not out.is_dir():
        message = _("is a file; --out names a folder")
        raise StudyError([Problem("bad-output", message, Where(str(out)))])
    try:
        out.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".belagg-", dir=out))
    except OSError as error:
        message = _("cannot be written: {}").format(error.strerror)
        raise StudyError([Problem("bad-output", message, Where(str(out)))]) from error
    try:
        for path, data in files.items():
            target = scratch / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        _move_in(scratch, out)
    except OSError as error:
        message = _("cannot be written: {}").format(error.strerror)
        raise StudyError([Problem("bad-output", message, Where(str(out)))]) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


_OURS = ("data", "site", "cards")


def _move_in(scratch: Path, out: Path) -> None:
    for name in _OURS:
        # A guide that may no longer be shown, or a card whose rule is out of date, must not stay.
        if (out / name).is_dir() and not (scratch / name).exists():
            (out / name).rename(scratch / f".old-{name}")
    for made in _top(scratch):
        if made.name.startswith(".old-"):
            continue
        target = out / made.name
        if made.is_dir() and target.exists():
            old = scratch / f".old-{made.name}"
            target.rename(old)
        made.rename(target)


def _top(folder: Path) -> Iterable[Path]:
    return [Path(entry.path) for entry in sorted(os.scandir(folder), key=lambda e: e.name)]
