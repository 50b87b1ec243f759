"""A backup: a tar file of every row and file of the installation, and what is in it.

`manifest.json` comes last and names every table with its number of rows and the SHA-256 of its
lines, every file with its SHA-256, and the migrations that the database had seen.
"""

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from belagg import __version__
from belagg.study.problems import Problem, StudyError, Where
from belagg.web.operate.rows import kept_models, snapshot, write_rows

MANIFEST = "manifest.json"
_APART = ("belagg.sqlite3", "belagg.sqlite3-wal", "belagg.sqlite3-shm")
SCRATCH = ".operate-"
"""How names of folders begin that hold what is being made."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `tables` gives rows and SHA-256 by name, `files` SHA-256 by path."""

    made_at: str
    version: str
    migrations: tuple[tuple[str, str], ...]
    tables: Mapping[str, tuple[int, str]]
    files: Mapping[str, str]

    def as_json(self) -> bytes:
        """Give it as it stands in the archive, format 1."""
        return json.dumps({"format": 1} | vars(self), ensure_ascii=False, indent=1).encode()

    @staticmethod
    def of(data: bytes) -> "Manifest":
        """Read it from the archive; StudyError where it is of a later format."""
        held = json.loads(data)
        if held.pop("format") != 1:
            message = _("was made by a later version of Belägg; update first")
            raise StudyError([Problem("backup-format", message, Where(MANIFEST))])
        return Manifest(
            held["made_at"],
            held["version"],
            tuple((app, name) for app, name in held["migrations"]),
            {name: (rows, digest) for name, (rows, digest) in held["tables"].items()},
            held["files"],
        )


def write_archive(target: Path, home: Path) -> Manifest:
    """Write rows and files to a new tar file while others go on working; give what is in it.

    Rows are all as they were at one moment. Files are added to, and never changed, so those that
    the rows name are there when the rows have been read.
    """
    tables: dict[str, tuple[int, str]] = {}
    files: dict[str, str] = {}
    with tarfile.open(target, "w:gz", compresslevel=3) as archive:
        with snapshot() as alias:
            recorder = MigrationRecorder(connections[alias])
            migrations = tuple(sorted(recorder.applied_migrations()))
            for model in kept_models():
                name = model._meta.label_lower
                with tempfile.TemporaryFile(dir=target.parent) as lines:
                    tables[name] = write_rows(model, alias, lines)
                    lines.seek(0)
                    info = tarfile.TarInfo(f"tables/{name}.jsonl")
                    info.size = lines.seek(0, io.SEEK_END)
                    lines.seek(0)
                    archive.addfile(info, lines)
        for path in _files(home):
            name = path.relative_to(home).as_posix()
            data = path.read_bytes()
            files[name] = hashlib.sha256(data).hexdigest()
            _add(archive, f"home/{name}", data)
        made_at = timezone.now().isoformat(timespec="seconds")
        manifest = Manifest(made_at, __version__, migrations, tables, files)
        _add(archive, MANIFEST, manifest.as_json())
    return manifest


def _files(home: Path) -> Iterator[Path]:
    for path in sorted(home.rglob("*")):
        inside = path.relative_to(home).parts
        if inside[0] in _APART or any(part.startswith(SCRATCH) for part in inside):
            continue
        if path.is_file() and not path.is_symlink():
            yield path


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    info.mode = 0o600
    archive.addfile(info, io.BytesIO(data))


def read_manifest(archive: tarfile.TarFile) -> Manifest:
    """Give what an opened backup says it holds; StudyError where it says nothing."""
    try:
        stream = archive.extractfile(MANIFEST)
    except KeyError:
        stream = None
    if stream is None:
        message = _("is no backup of Belägg, or is not whole")
        raise StudyError([Problem("no-backup", message, Where(str(archive.name)))])
    return Manifest.of(stream.read())
