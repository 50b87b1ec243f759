"""Running the web application for years, on the command line: init, doctor, backup, restore."""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from belagg.cli_web import set_up
from belagg.language import _, ngettext, terminal_language
from belagg.study.problems import Problem, StudyError, Where

if TYPE_CHECKING:
    from belagg.web.operate.doctor import Finding

out = Console()


def _set_up() -> None:
    """Make the web application ready, and let it speak as the terminal does."""
    set_up()
    from django.utils.translation import activate

    activate(terminal_language())


def init(
    owner: Annotated[str, typer.Option(help=_("E-mail address of who runs the installation."))],
) -> None:
    """Make folders, secret key, database and the first account, and say what is missing."""
    _set_up()
    from django.conf import settings

    from belagg.web.operate.doctor import examine
    from belagg.web.operate.start import begin

    begun = begin(owner)
    out.print(_("Data lie in {}").format(settings.HOME), highlight=False, soft_wrap=True)
    if begun.choose_password:
        out.print(_("Choose a password within three days, once the server runs:"))
        out.print(begun.choose_password, highlight=False, soft_wrap=True)
    _show(list(examine()))


def ready(
    port: Annotated[int, typer.Option(help=_("Port that the server listens on."))] = 8000,
) -> None:
    """Ask the server on this machine whether it can serve requests; exit 1 where it cannot."""
    from http.client import HTTPConnection, HTTPException

    server = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        server.request("GET", "/health/ready")
        answer = server.getresponse()
        typer.echo(answer.read().decode())
    except (OSError, HTTPException) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if answer.status != 200:
        raise typer.Exit(1)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help=_("Give it as JSON."))] = False,
) -> None:
    """Look over the installation; exit 1 where something is wrong."""
    _set_up()
    from belagg.web.operate.doctor import Health, examine

    findings = list(examine())
    if as_json:
        told = {"format": 1, "findings": [vars(finding) for finding in findings]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _show(findings)
    if any(finding.health is Health.FAULT for finding in findings):
        raise typer.Exit(1)


def _show(findings: "Sequence[Finding]") -> None:
    marks = {"good": "[green]✓[/]", "warning": "[yellow]![/]", "fault": "[bold red]✗[/]"}
    for finding in findings:
        line = f"{marks[finding.health]} {escape(f'{finding.what}: {finding.found}')}"
        out.print(line, highlight=False, soft_wrap=True)
        if finding.remedy:
            out.print(f"  {escape(finding.remedy)}", highlight=False, soft_wrap=True)


def backup(
    to: Annotated[Path, typer.Option(envvar="BELAGG_BACKUP_TO", help=_("Folder for backups."))],
    recipient: Annotated[
        list[str],
        typer.Option(
            envvar="BELAGG_BACKUP_RECIPIENTS", help=_("Public key of age that it is for.")
        ),
    ],
) -> None:
    """Make one now, prove it and let old ones go."""
    _set_up()
    from belagg.web.operate.backup import back_up

    made = back_up(to, recipient)
    rows = sum(count for count, _digest in made.manifest.tables.values())
    files = len(made.manifest.files)
    out.print(str(made.file), highlight=False, soft_wrap=True)
    parts = (
        ngettext("{} row", "{} rows", rows).format(rows),
        ngettext("{} file", "{} files", files).format(files),
    )
    out.print(_("{} and {}, restored and compared.").format(*parts), highlight=False)
    if made.gone:
        gone = ngettext("{} old backup is gone.", "{} old backups are gone.", made.gone)
        out.print(gone.format(made.gone), highlight=False)


def backup_key(
    file: Annotated[Path, typer.Argument(help=_("File for the key; keep it elsewhere."))],
) -> None:
    """Make a key that backups can be read with, and show its public half."""
    from belagg.web.operate.backup import new_key

    public = new_key(file)
    out.print(_("Keep {} in another place than the server, and a copy on paper.").format(file))
    out.print(f"BELAGG_BACKUP_RECIPIENTS={public}", highlight=False, soft_wrap=True)


def restore(
    file: Annotated[Path, typer.Argument(help=_("The backup."))],
    identity: Annotated[Path, typer.Option(help=_("File with the key of age."))],
) -> None:
    """Put a backup into an empty installation."""
    _set_up()
    from django.conf import settings

    from belagg.web.operate.archive import SCRATCH
    from belagg.web.operate.backup import decrypted
    from belagg.web.operate.restore import restore_archive

    home = Path(settings.HOME)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=home) as scratch:
        plain = Path(scratch) / "backup.tar.gz"
        decrypted(file, identity, plain)
        manifest = restore_archive(plain, home)
    out.print(
        _("As it was on {}; everybody has to log in again.").format(manifest.made_at),
        highlight=False,
    )


def rotate_key() -> None:
    """Put a new secret key before the old; restart server and worker afterwards."""
    _set_up()
    from django.conf import settings

    from belagg.web.home import rotate

    if os.environ.get("BELAGG_SECRET_KEY"):
        message = _("is set: put a new key before the one there, with a blank between, and restart")
        raise StudyError([Problem("key-elsewhere", message, Where("BELAGG_SECRET_KEY"))])
    rotate(Path(settings.HOME) / "secret.key")
    out.print(_("There is a new key. Restart server and worker: until then the old one is used."))
    out.print(_("Log-ins hold until the key has been changed once more."))


def audit_verify() -> None:
    """Look through the whole audit log; exit 1 where it is not as it was written."""
    _set_up()
    from belagg.web.operate.sealing import examine_chain

    chain = examine_chain()
    if chain.broken is not None:
        told = _("Events {} to {} are not as they were written; all before them are.")
        out.print(told.format(*chain.broken), highlight=False)
        out.print(_("Compare with a backup from before, and find out who can write there."))
        raise typer.Exit(1)
    told = _("{} events sealed in {} seals, {} not sealed yet; all as they were written.")
    out.print(told.format(chain.events, chain.seals, chain.waiting), highlight=False)
    out.print(_("Last seal, worth writing down elsewhere: {}").format(chain.digest),
              highlight=False, soft_wrap=True)  # fmt: skip


def archive(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help=_("A study, as for build."))],
    to: Annotated[Path, typer.Argument(metavar="OUT.zip", help=_("The zip to make."))],
) -> None:
    """Write a zip of a study and all that is made of it, which opens without Belägg."""
    from belagg.cli_study import publishable_at
    from belagg.publish.archive import archive_of
    from belagg.publish.build import build

    with Console(stderr=True).status(_("Reading")) as status:
        held = publishable_at(study)
        made = archive_of(held, build(held, status.update).files)
    part = to.with_name(f"{to.name}.part")
    try:
        part.write_bytes(made)
        part.replace(to)
    except OSError as error:
        part.unlink(missing_ok=True)
        message = _("cannot be written: {}").format(error.strerror)
        raise StudyError([Problem("archive-write", message, Where(str(to)))]) from error
    out.print(str(to), highlight=False, soft_wrap=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(help=_("Begin an installation: folders, key, first account, self-check."))(init)
    app.command(help=_("Ask a running server whether it is ready; for health checks."))(ready)
    app.command(help=_("Say whether the installation is well, and what to do where it is not."))(
        doctor
    )
    app.command(help=_("Back up database and files, encrypted, proved by restoring them."))(backup)
    app.command("backup-key", help=_("Make the key that backups are encrypted to."))(backup_key)
    app.command(help=_("Restore a backup into an empty installation."))(restore)
    app.command(help=_("Make a zip of a study that opens without Belägg, for an archive."))(archive)
    app.command("rotate-key", help=_("Change the key that signs sessions and links."))(rotate_key)
    audit = typer.Typer(help=_("The log of every change."), no_args_is_help=True)
    audit.command("verify", help=_("Say whether the log is as it was written."))(audit_verify)
    audit.callback()(lambda: None)
    app.add_typer(audit, name="audit")
