"""The command `belagg review`: read documents, look for concepts, tell how much is said."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from belagg.language import _, ngettext, terminal_language
from belagg.study.problems import Problem, StudyError, Where

if TYPE_CHECKING:
    from belagg.documents.review import Read, Review, Tell
    from belagg.documents.scan_corpus import Scan

out = Console()
err = Console(stderr=True)


class Form(StrEnum):
    """What a review is given as."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    FORMS = "forms"


def review(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help=_("Documents, folders of them, or a study.")),
    ],
    concepts: Annotated[
        Path | None,
        typer.Option("--concepts", metavar="F", help=_("Concepts as TOML; a study has its own.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Give JSON, format 1."))] = False,
    as_csv: Annotated[
        bool,
        typer.Option("--csv", help=_("Give CSV; --out puts passages, bodies and forms beside.")),
    ] = False,
    as_html: Annotated[
        bool,
        typer.Option("--html", help=_("Give a page with the passages marked.")),
    ] = False,
    as_forms: Annotated[
        bool,
        typer.Option("--forms", help=_("List the forms found, to strike out.")),
    ] = False,
    to: Annotated[
        Path | None, typer.Option("--out", metavar="F", help=_("Write there, not to the terminal."))
    ] = None,
    save: Annotated[
        bool, typer.Option("--save", help=_("Write coverage and passages into the study."))
    ] = False,
    workers: Annotated[
        int,
        typer.Option("--workers", metavar="N", min=1, help=_("Processes to use.")),
    ] = os.cpu_count() or 1,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help=_("Read and scan on a cluster of Dask: the address of its scheduler."),
        ),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", metavar="F", help=_("Where the texts that were read are kept.")),
    ] = None,
) -> None:
    """Read the documents that were not read before, look for the concepts, and tell."""
    chosen = [
        form
        for form, wanted in zip(tuple(Form)[1:], (as_json, as_csv, as_html, as_forms), strict=True)
        if wanted
    ]
    if len(chosen) > 1:
        raise typer.BadParameter(_("choose one of --json, --csv, --html and --forms"))
    form = chosen[0] if chosen else Form.TABLE
    _run(paths, concepts, form, to, save, workers, scheduler, corpus)


def _run(
    paths: list[Path],
    concepts: Path | None,
    form: Form,
    to: Path | None,
    save: bool,
    workers: int,
    scheduler: str | None,
    corpus: Path | None,
) -> None:
    from belagg.documents.concepts import read_concepts
    from belagg.documents.review import default_corpus
    from belagg.documents.review import review as look
    from belagg.documents.review_files import requested

    kept = corpus or default_corpus()
    with requested(paths) as request:
        wanted = read_concepts(concepts) if concepts else request.concepts
        if not wanted:
            message = _("Say what to look for with --concepts FILE.")
            raise StudyError([Problem("no-concepts", message)])
        with _place(scheduler) as (read, scan), _progress() as tell:
            found = look(
                request.sources, wanted, corpus=kept,
                read=read, scan=scan, workers=workers, tell=tell,
            )  # fmt: skip
        if save:
            _save(found, paths)
        _give(found, form, to, kept)
    _tell_unreadable(found)
    _tell_programs(found)


@contextmanager
def _place(scheduler: str | None) -> Iterator[tuple["Read", "Scan"]]:
    """Give what reads and scans: a cluster where its scheduler is named, else this machine."""
    if scheduler is None:
        from belagg.documents.review_read import read_files
        from belagg.documents.scan_corpus import scan_here

        yield read_files, scan_here
        return
    from belagg.documents.cluster import connected

    with connected(scheduler) as cluster:
        yield cluster.read, cluster.scan


@contextmanager
def _progress() -> Iterator["Tell"]:
    """Show progress on stderr when it is a terminal."""
    if not err.is_terminal:
        yield lambda stage, done, total: None
        return
    labels = {"read": _("Reading"), "scan": _("Scanning")}
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    )  # fmt: skip
    with Progress(*columns, console=err, transient=True) as progress:
        tasks = {stage: progress.add_task(label, visible=False) for stage, label in labels.items()}

        def tell(stage: str, done: int, total: int) -> None:
            progress.update(tasks[stage], completed=done, total=total, visible=True)

        yield tell


def _give(found: "Review", form: Form, to: Path | None, corpus: Path) -> None:
    if form is Form.CSV and to is not None:
        from belagg.documents.review_output import review_tables

        tables = review_tables(found)
        _write(to, tables.pop("coverage"))
        for name, text in tables.items():
            _write(to.with_name(f"{to.stem}-{name}{to.suffix or '.csv'}"), text)
        return
    if form is Form.TABLE and to is None:
        out.print(_table(found))
        return
    text = _text(found, form, corpus)
    if to is None:
        sys.stdout.write(text)
    else:
        _write(to, text)


def _text(found: "Review", form: Form, corpus: Path) -> str:
    from belagg.documents import review_output

    if form is Form.JSON:
        return review_output.review_json(found)
    if form is Form.CSV:
        return review_output.review_tables(found)["coverage"]
    if form is Form.FORMS:
        return review_output.forms_text(found)
    if form is Form.HTML:
        from belagg.publish.review_page import review_html

        return review_html(found, corpus, terminal_language())
    return _plain(found)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        message = _("cannot be written: {}").format(error.strerror)
        raise StudyError([Problem("not-writable", message, Where(str(path)))]) from None
    err.print(f"  {escape(str(path))}", highlight=False, soft_wrap=True)


def _save(found: "Review", paths: list[Path]) -> None:
    from belagg.publish.review_tables import with_review
    from belagg.study.study import Study

    for path in paths:
        if (path / "study.toml").is_file() or path.suffix == ".zip":
            with_review(Study.load(path), found).save(path)
            err.print(_("Saved in {}.").format(escape(str(path))), highlight=False)


def _table(found: "Review") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(_("Document"), overflow="fold")
    table.add_column(_("Concept"))
    for head in (_("Pages"), _("With a hit"), _("Lines"), _("Words")):
        table.add_column(head, justify="right")
    table.add_column(_("First"))
    labels = {c.concept_id: c.label(terminal_language()) for c in found.concepts}
    for document in found.documents:
        if document.measured is None:
            continue
        name = escape(document.source.name)
        said = [coverage for coverage in document.measured.coverage if coverage.hits]
        if not said:
            table.add_row(name, "–", str(document.pages or "–"), "0", "0", "0", "–")
        for place, c in enumerate(said):
            first = (
                _("p. {}, line {}").format(c.first_page, c.first_line)
                if c.first_page
                else _("paragraph {}").format(c.first_line)
            )
            pages = (str(document.pages), str(c.pages)) if document.pages else ("–", "–")
            table.add_row(
                name if place == 0 else "",
                labels[c.concept],
                *pages,
                str(c.lines),
                str(c.words),
                first,
            )
    return table


def _plain(found: "Review") -> str:
    console = Console(file=io.StringIO(), width=160, record=True)
    console.print(_table(found))
    return console.export_text()


def _tell_programs(found: "Review") -> None:
    """Say which programs would read more of the documents, were they installed."""
    from belagg.documents.conversion import OCR, OLD_WORD, converter_for

    needed = [converter_for(document.error) for document in found.unreadable]
    missing = {converter.name for converter in needed if converter and not converter.installed}
    if OLD_WORD.name in missing:
        hint = _("Install LibreOffice to read old Word documents (DOC, RTF).")
        err.print(f"  {escape(hint)}", highlight=False, soft_wrap=True)
    if OCR.name in missing:
        hint = _("Install belagg[ocr], and Tesseract with Swedish, to read scanned documents.")
        err.print(f"  {escape(hint)}", highlight=False, soft_wrap=True)


def _tell_unreadable(found: "Review") -> None:
    for document in found.unreadable:
        if document.error is not None:
            reason = document.error.reason.label(terminal_language())
            told = _("{}: not read ({})").format(escape(document.source.name), reason)
            err.print(f"[yellow]![/] {told}", highlight=False, soft_wrap=True)
    for document in found.documents:
        if document.measured is not None and document.unread:
            told = ngettext(
                "{}: {} page is a picture or damaged and is not read",
                "{}: {} pages are pictures or damaged and are not read",
                document.unread,
            ).format(escape(document.source.name), document.unread)
            err.print(f"[yellow]![/] {told}", highlight=False, soft_wrap=True)
        if document.doubtful:
            told = _("{}: another reader finds many more words").format(
                escape(document.source.name)
            )
            err.print(f"[yellow]![/] {told}", highlight=False, soft_wrap=True)
