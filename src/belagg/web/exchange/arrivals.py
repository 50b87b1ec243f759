"""Files that were sent in and wait for a person's word: a day at most, and then they are gone."""

import re
import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

_DAY = 24 * 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")


class GoneError(Exception):
    """The file is no longer kept, or never was."""


def receive(file: "UploadedFile[bytes]") -> tuple[str, Path]:
    """Keep a file under a name of its own; give a token for it and where it lies."""
    _sweep()
    token = secrets.token_hex(16)
    folder = _root() / token
    folder.mkdir(parents=True, mode=0o700)
    path = folder / (Path(file.name or "file").name or "file")
    with path.open("wb") as stream:
        for chunk in file.chunks():
            stream.write(chunk)
    return token, path


def arrived(token: str) -> Path:
    """Give where the file lies; GoneError where it is no longer kept."""
    folder = _root() / token
    if not _TOKEN.fullmatch(token) or not folder.is_dir():
        raise GoneError
    return next(iter(folder.iterdir()))


def forget(token: str) -> None:
    """Throw the file away."""
    if _TOKEN.fullmatch(token):
        shutil.rmtree(_root() / token, ignore_errors=True)


def _root() -> Path:
    return Path(settings.FILES_ROOT) / "arrivals"


def _sweep() -> None:
    for folder in _root().glob("*"):
        if folder.stat().st_mtime < time.time() - _DAY:
            shutil.rmtree(folder, ignore_errors=True)
