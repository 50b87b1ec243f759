"""The web application on the command line: serve, worker, manage, demo."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where, nearest

if TYPE_CHECKING:
    from belagg.study.study import Study
    from belagg.web.store.models import Project

out = Console()
err = Console(stderr=True)


def set_up() -> None:
    """Make Django ready, and the database in the shape of this version."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belagg.web.settings")
    try:
        import django
    except ModuleNotFoundError as error:
        message = _("needs the web application: pip install belagg[web]")
        raise StudyError([Problem("no-web", message, Where("belagg"))]) from error
    try:
        django.setup()
    except PermissionError as error:
        message = _("cannot be written; name another folder with BELAGG_HOME, or give this user it")
        raise StudyError([Problem("no-home", message, Where(str(error.filename)))]) from error
    from belagg.web.operate.shape import bring_up

    bring_up()


def study_from_database(name: str) -> "Study":
    """Give the study with the short name in the web application's database.

    StudyError where there is none, with the nearest name.
    """
    project = _project(name)
    from belagg.web.store.bridge import load_study

    return load_study(project)


def released_from_database(name: str) -> "Study":
    """Give the study as it may be published: without grades the bodies have had no say on.

    StudyError as for `study_from_database`.
    """
    project = _project(name)
    from belagg.web.factcheck.release import released
    from belagg.web.store.bridge import load_study

    return released(project, load_study(project))


def _project(name: str) -> "Project":
    set_up()
    from belagg.web.store.models import Project

    project = Project.objects.filter(slug=name).first()
    if project is None:
        near = nearest(name, list(Project.objects.values_list("slug", flat=True)))
        message = _("there is no study of that name in the database")
        place = Where(f"db:{name}")
        raise StudyError([Problem("no-study", message, place, name, near)])
    return project


def serve(
    host: Annotated[str, typer.Option(help=_("Address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=_("Port to listen on."))] = 8000,
    workers: Annotated[int, typer.Option(help=_("How many server processes."), min=1)] = 1,
    threads: Annotated[int, typer.Option(help=_("Threads of each of them."), min=1)] = 8,
    background: Annotated[
        bool, typer.Option(help=_("Run the worker that sends mail and builds, too."))
    ] = True,
) -> None:
    """Serve until interrupted."""
    os.environ.setdefault("BELAGG_URL", f"http://localhost:{port}")
    set_up()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from belagg.web.orphans import end_children_with_us

    end_children_with_us()
    err.print(_("Belägg is at {}").format(os.environ["BELAGG_URL"]), highlight=False)
    err.print(_("Data lie in {}").format(_home()), highlight=False)
    with _worker(background):
        Granian(
            "belagg.web.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            log_access=False,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
        ).serve()


@contextmanager
def _worker(wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    ours = str(os.getpid())
    child = subprocess.Popen([sys.executable, "-m", "belagg", "worker", "--parent", ours])
    try:
        yield
    finally:
        child.terminate()
        child.wait(timeout=30)


def worker(
    parent: Annotated[int, typer.Option(hidden=True, help="End when this process has.")] = 0,
) -> None:
    """Do the background work until interrupted, or until the server that started it is gone."""
    from belagg.web.orphans import end_children_with_us, end_with

    end_children_with_us()
    if parent:
        end_with(parent)
    set_up()
    from django.core.management import call_command

    from belagg.web.frame.schedules import keep_schedules

    keep_schedules()
    call_command("qcluster", verbosity=0)


def demo() -> None:
    """Load the examples and show who can log in."""
    set_up()
    import logging

    from belagg.language import terminal_language
    from belagg.web.demo import load

    # Every mail that is played again would tell that it was put in line.
    logging.getLogger("django-q").setLevel(logging.WARNING)
    loaded = load()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(_("Role"))
    table.add_column(_("Log in as"))
    for role, email in loaded.accounts:
        table.add_row(role.label(terminal_language()), email)
    out.print(table)
    out.print(_("Password for all of them: {}").format(loaded.password), highlight=False)
    out.print(_("Links of two made-up officials who have not answered:"))
    for who, link in loaded.links:
        out.print(f"  {who}  {link}", highlight=False, soft_wrap=True)
    out.print(_("Everything in “exempelregioner” is made up."))
    out.print(_("Now start it with: belagg serve"))


def manage(context: typer.Context) -> None:
    """Pass everything on to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belagg.web.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["belagg manage", *context.args])


def _home() -> Path:
    from django.conf import settings

    return Path(settings.HOME)


def add_to(app: typer.Typer) -> None:
    """Add the commands of the web application to the command line."""
    app.command(help=_("Serve the web application (and its worker) from one folder of data."))(
        serve
    )
    app.command(help=_("Send mail, build and read documents in the background."))(worker)
    app.command(help=_("Load two examples to try the web application on."))(demo)
    app.command(
        help=_("Run a command of Django’s, such as dbshell."),
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(manage)
