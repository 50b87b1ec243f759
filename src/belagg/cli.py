"""The command line over all of it."""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from belagg import __version__
from belagg.cli_exchange import export, export_help, import_, import_help
from belagg.cli_operate import add_to as add_operating
from belagg.cli_review import review
from belagg.cli_web import add_to
from belagg.language import _, ngettext
from belagg.study.problems import Problem, StudyError, Where

if TYPE_CHECKING:
    from belagg.checks.run import Checked
    from belagg.study.study import Study

app = typer.Typer(
    name="belagg",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help=_(
        "Run a national mapping of public bodies, and keep every number tied to the rows behind it."
    ),
    epilog=_("Exit codes: 0 done, 1 findings that are errors, 2 input that cannot be used."),
)
out = Console()
err = Console(stderr=True)

StudyPath = Annotated[
    Path, typer.Argument(metavar="STUDY", help=_("A study: a package folder, its zip, or db:ID."))
]


def main() -> None:
    """Run the command line; problems in the input end it with exit code 2 and what to mend."""
    try:
        app()
    except StudyError as error:
        show_problems(error)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)


def show_problems(error: StudyError) -> None:
    """Print every problem on its own line, and how many there are."""
    for problem in error.problems:
        err.print(f"[bold red]✗[/] {escape(str(problem))}", highlight=False, soft_wrap=True)
    count = len(error.problems)
    if count > 1:
        err.print(ngettext("{} problem", "{} problems", count).format(count), highlight=False)


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"belagg {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=_("Tell the version.")),
    ] = False,
) -> None:
    pass


def _load(path: Path) -> "Study":
    from belagg.cli_study import study_at

    return study_at(path)


@app.command(help=_("Make a study package to start from; it builds as it is."))
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("A folder that is not there."))],
) -> None:
    """Write the template package at `folder`."""
    from belagg.publish.new import new_study

    new_study(folder)
    err.print(_("Made {}.").format(escape(str(folder))), highlight=False)
    err.print(_("Build it with: belagg build {} --out build").format(escape(str(folder))))


@app.command(help=_("Start the next wave of a study: its bodies, items and roles, no answers yet."))
def wave(
    study: StudyPath,
    to: Annotated[Path, typer.Argument(metavar="DIR", help=_("A folder that is not there."))],
    name: Annotated[str, typer.Option("--name", help=_("What the new wave is called, as 2023."))],
    date: Annotated[
        dt.datetime,
        typer.Option("--date", formats=["%Y-%m-%d"], help=_("The as-of day of the new wave.")),
    ],
    successions: Annotated[
        Path | None,
        typer.Option(
            "--successions",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help=_("Mergers and splits: a CSV file of before_id, after_id, on, name."),
        ),
    ] = None,
) -> None:
    """Write the package of the next wave at `to`."""
    from belagg.study.waves import next_wave, read_successions

    if to.exists():
        message = _("is there already; belagg wave makes a new folder")
        raise StudyError([Problem("would-overwrite", message, Where(str(to)))])
    listed = str(successions or "")
    gone_on = read_successions(successions.read_bytes(), listed) if successions else ()
    made = next_wave(_load(study), to.name, name, date.date(), gone_on, listed)
    made.save(to)
    err.print(_("Made {}.").format(escape(str(to))), highlight=False)


@app.command(help=_("Make the report (HTML, PDF, Word), the figures and the open data."))
def build(
    study: StudyPath,
    to: Annotated[Path, typer.Option("--out", metavar="OUT", help=_("Folder for the outputs."))],
    watch: Annotated[
        bool, typer.Option("--watch", help=_("Build again whenever a file of the study changes."))
    ] = False,
    since: Annotated[
        Path | None,
        typer.Option(
            metavar="STUDY",
            help=_("The study as it was last released: the data tell what changed."),
        ),
    ] = None,
) -> None:
    """Build once, or until interrupted."""
    if not watch:
        _build_once(study, to, since)
        return
    from watchfiles import watch as changes

    _build_and_tell(study, to)
    err.print(_("Watching {}; end with Ctrl+C.").format(escape(str(study))), highlight=False)
    for _changed in changes(study, raise_interrupt=False):
        _build_and_tell(study, to)


def _build_and_tell(study: Path, to: Path) -> None:
    try:
        _build_once(study, to)
    except StudyError as error:
        show_problems(error)


def _build_once(path: Path, to: Path, since: Path | None = None) -> None:
    from belagg.cli_study import publishable_at
    from belagg.publish.build import build as make
    from belagg.publish.build import write_outputs
    from belagg.publish.drawn import Drawn

    with err.status(_("Reading")) as status:
        study = publishable_at(path)
        before = _load(since) if since else None
        built = make(study, status.update, before, Drawn.within(to))
        write_outputs(to, built.files)
    for name in sorted(built.files):
        if "/" not in name:
            err.print(f"  {escape(str(to / name))}", highlight=False, soft_wrap=True)
    for notice in built.notices:
        err.print(f"  {escape(notice)}", highlight=False, soft_wrap=True)
    left = len(built.checked.findings)
    if left:
        told = ngettext(
            "The check has {} finding; read it with: belagg check {}",
            "The check has {} findings; read them with: belagg check {}",
            left,
        )
        err.print(told.format(left, escape(str(path))), highlight=False, soft_wrap=True)
    err.print(_("Revision {}.").format(study.short_revision), highlight=False)


@app.command(help=_("Tell what a careful reader would have caught; exit 1 when any is an error."))
def check(
    study: StudyPath,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print the findings as JSON, format 1."))
    ] = False,
) -> None:
    """Check a study and print what is found."""
    from belagg.publish.check import check_study

    checked = check_study(_load(study))
    if as_json:
        from belagg.checks.run import check_json

        sys.stdout.write(json.dumps(check_json(checked), ensure_ascii=False, indent=1) + "\n")
    else:
        _show_checked(checked)
    if checked.has_errors:
        raise typer.Exit(1)


_COLOURS = {"error": "red", "warning": "yellow", "hint": "cyan"}


def _show_checked(checked: "Checked") -> None:
    from belagg.language import terminal_language

    for finding in checked.findings:
        colour = _COLOURS[finding.severity.value]
        label = finding.severity.label(terminal_language())
        subject = f" [dim]({escape(finding.subject)})[/]" if finding.subject else ""
        out.print(
            f"[{colour}]{label}[/] [bold]{finding.code}[/] {escape(str(finding.where))}{subject}: "
            f"{escape(finding.message)}",
            highlight=False,
            soft_wrap=True,
        )
    count = len(checked.findings)
    told = ngettext("{} finding", "{} findings", count).format(count)
    allowed = len(checked.allowed)
    if allowed:
        told += ", " + ngettext("{} allowed", "{} allowed", allowed).format(allowed)
    err.print(f"{told}.", highlight=False)


app.command(help=_("Read documents, find concepts in them, and measure how much they say."))(review)
app.command(help=export_help())(export)
app.command("import", help=import_help())(import_)
add_to(app)
add_operating(app)


@app.command(help=_("List which figures differ between two studies or revisions, and why."))
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help=_("The earlier study."))],
    after: Annotated[Path, typer.Argument(metavar="B", help=_("The later study."))],
) -> None:
    """Print the figures that differ."""
    from belagg.analysis.difference import differences
    from belagg.analysis.figures import figures_of

    found = differences(figures_of(_load(before)), figures_of(_load(after)))
    for change in found:
        out.print(
            f"[bold]{escape(change.name)}[/]: {_shown(change.before)} → {_shown(change.after)}",
            highlight=False,
            soft_wrap=True,
        )
        for reason in change.why:
            out.print(f"    {escape(reason)}", highlight=False, soft_wrap=True)
    told = ngettext("{} figure differs", "{} figures differ", len(found)).format(len(found))
    err.print(f"{told}.", highlight=False)


def _shown(value: object) -> str:
    if value is None:
        return _("none")
    if isinstance(value, tuple):
        return escape(", ".join(value)) or _("nobody")
    return f"{value:g}" if isinstance(value, float) else escape(str(value))
