"""Files that were sent in and wait for a person's word: a day at most, and then they are gone.

A file lies in a folder of its study and of the person who sent it, so that nobody else's token
finds it: `arrivals/STUDY/PERSON/TOKEN/NAME`.
"""

import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from belagg.web.people.models import User
from belagg.web.store.models import Project

_DAY = 24 * 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")
_NAME_BYTES = 200
"""The longest name of a file; file systems take 255 bytes."""


class GoneError(Exception):
    """The file is no longer kept, or never was this person's in this study."""


@dataclass(frozen=True)
class Arrivals:
    """The files that one person has sent to one study."""

    project: Project
    user: User

    def receive(self, file: "UploadedFile[bytes]") -> tuple[str, Path]:
        """Keep a file under a name of its own; give a token for it and where it lies."""
        token = secrets.token_hex(16)
        folder = self._home / token
        folder.mkdir(parents=True, mode=0o700)
        path = folder / _short(Path(file.name or "").name or "file")
        with path.open("wb") as stream:
            for chunk in file.chunks():
                stream.write(chunk)
        return token, path

    def arrived(self, token: str) -> Path:
        """Give where the file lies; GoneError where it is no longer kept."""
        folder = self._home / token
        if not _TOKEN.fullmatch(token) or not folder.is_dir() or _is_old(folder):
            raise GoneError
        return next(iter(folder.iterdir()))

    def forget(self, token: str) -> None:
        """Throw the file away."""
        if _TOKEN.fullmatch(token):
            shutil.rmtree(self._home / token, ignore_errors=True)

    @property
    def _home(self) -> Path:
        return _root() / str(self.project.pk) / str(self.user.pk)


def sweep() -> None:
    """Throw away what has waited for a day, and folders that nothing waits in."""
    for folder in _root().glob("*/*/*"):
        if _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)
    for depth in ("*/*", "*"):
        for folder in _root().glob(depth):
            if _is_old(folder) and not any(folder.iterdir()):
                shutil.rmtree(folder, ignore_errors=True)


def _is_old(folder: Path) -> bool:
    return folder.stat().st_mtime < time.time() - _DAY


def _short(name: str) -> str:
    stem, suffix = Path(name).stem, Path(name).suffix
    most = _NAME_BYTES - len(suffix.encode())
    return stem.encode()[: max(most, 0)].decode(errors="ignore") + suffix[-_NAME_BYTES // 2 :]


def _root() -> Path:
    return Path(settings.FILES_ROOT) / "arrivals"
