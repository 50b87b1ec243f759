"""`belagg new`: a study package to start from."""

import datetime as dt
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from belagg.language import _
from belagg.study.files import write_files
from belagg.study.problems import Problem, StudyError, Where


def new_study(folder: Path) -> None:
    """Write the template at `folder`, dated today; StudyError where something is there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = _("is there already; belagg new makes a new folder")
        raise StudyError([Problem("would-overwrite", message, Where(str(folder)))])
    template = _read(files("belagg.publish") / "template", "")
    settings = template["study.toml"].decode()
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    template["study.toml"] = settings.replace("2000-01-01", today).encode()
    try:
        write_files(folder, template)
    except OSError as error:
        message = _("cannot be written: {}").format(error.strerror)
        raise StudyError([Problem("bad-output", message, Where(str(folder)))]) from error


def _read(folder: Traversable, prefix: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            found |= _read(entry, f"{name}/")
        else:
            found[name] = entry.read_bytes()
    return found
