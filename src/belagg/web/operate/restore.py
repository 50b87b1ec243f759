"""From a backup to an installation that is as it was, row by row: all of it or nothing."""

import hashlib
import shutil
import tarfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from belagg.study.problems import Problem, StudyError, Where
from belagg.web.operate.archive import Manifest, read_manifest
from belagg.web.operate.rows import (
    empty_all,
    go_on_counting,
    kept_models,
    read_rows,
    write_rows,
)
from belagg.web.people.models import User


def restore_archive(source: Path, home: Path) -> Manifest:
    """Put a decrypted backup into the empty installation; give what it held.

    Every table and file is compared with what the backup says of it before anything counts.
    StudyError where the installation is not empty, where the backup comes from another version of
    the database, or where anything in it is not as it says.
    """
    try:
        with tarfile.open(source) as archive:
            manifest = read_manifest(archive)
            _refuse_other_version(manifest, source)
            call_command("migrate", verbosity=0, interactive=False)
            if User.objects.exists():
                message = _("there is an installation already; restore into an empty BELAGG_HOME")
                raise StudyError([Problem("not-empty", message, Where(str(home)))])
            with transaction.atomic():
                empty_all()
                _fill(archive, source)
                go_on_counting()
                differ = [n for n, held in summed().items() if manifest.tables.get(n) != held]
                if differ:
                    raise _damaged(source, ", ".join(differ))
                _put_files(archive, manifest, source, home)
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise _damaged(source, str(error)) from error
    return manifest


def summed(alias: str = "default") -> Mapping[str, tuple[int, str]]:
    """Give the number of rows and the SHA-256 of every table, as a manifest holds them."""
    return {m._meta.label_lower: write_rows(m, alias, None) for m in kept_models()}


def _refuse_other_version(manifest: Manifest, source: Path) -> None:
    known = set(MigrationLoader(None).disk_migrations)
    if set(manifest.migrations) != known:
        message = _(
            "comes from version {}, whose database has another shape than this version’s; install "
            "that one, restore, and then update"
        )
        raise StudyError(
            [Problem("other-version", message.format(manifest.version), Where(str(source)))]
        )


def _fill(archive: tarfile.TarFile, source: Path) -> None:
    for model in kept_models():
        name = model._meta.label_lower
        stream = archive.extractfile(f"tables/{name}.jsonl")
        if stream is None:
            raise _damaged(source, name)
        read_rows(model, stream)


def _put_files(archive: tarfile.TarFile, manifest: Manifest, source: Path, home: Path) -> None:
    for name, digest in manifest.files.items():
        target = home / name
        if not target.resolve().is_relative_to(home.resolve()):
            raise _damaged(source, name)
        stream = archive.extractfile(f"home/{name}")
        if stream is None:
            raise _damaged(source, name)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        scratch = target.with_name(f"{target.name}.restored")
        with scratch.open("wb") as out:
            shutil.copyfileobj(stream, out)
        if hashlib.sha256(scratch.read_bytes()).hexdigest() != digest:
            scratch.unlink()
            raise _damaged(source, name)
        scratch.chmod(0o600)
        scratch.replace(target)


def _damaged(source: Path, what: str) -> StudyError:
    message = _("is damaged: {} is not as it was when the backup was made")
    return StudyError([Problem("damaged-backup", message.format(what), Where(str(source)))])
