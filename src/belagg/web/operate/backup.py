"""Make an encrypted backup, prove that it can be had back, and let old ones go."""

import datetime as dt
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from belagg.study.problems import Problem, StudyError, Where
from belagg.web.operate.archive import SCRATCH, Manifest, write_archive
from belagg.web.operate.rotation import expired

if TYPE_CHECKING:
    import pyrage

_NAME = re.compile(r"belagg-(\d{8}T\d{6})Z\.tar\.gz\.age")
_FORM = "%Y%m%dT%H%M%S"


@dataclass(frozen=True)
class Made:
    """A backup that was made, proved and kept, and how many old ones went."""

    file: Path
    manifest: Manifest
    gone: int


def back_up(folder: Path, recipients: Sequence[str]) -> Made:
    """Make a backup in the folder, encrypted to the age recipients, and rotate.

    Before it is encrypted it is restored into a scratch place and compared row by row. StudyError
    where a recipient is none, the folder cannot be written, or the proof fails; then nothing is
    left in the folder.
    """
    import pyrage

    home = Path(settings.HOME)
    keys = [_recipient(name) for name in recipients]
    if not keys:
        message = _("name a recipient: the public key that belagg backup-key shows")
        raise StudyError([Problem("no-recipient", message, Where("--recipient"))])
    now = timezone.now()
    target = folder / f"belagg-{now.astimezone(dt.UTC).strftime(_FORM)}Z.tar.gz.age"
    part = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=home) as scratch:
            plain = Path(scratch) / "backup.tar.gz"
            manifest = write_archive(plain, home)
            prove(plain)
            pyrage.encrypt_file(str(plain), str(part), keys)
        part.chmod(0o600)
        part.replace(target)
    except OSError as error:
        message = _("the backup cannot be written: {}").format(error.strerror)
        raise StudyError([Problem("backup-write", message, Where(str(folder)))]) from error
    finally:
        part.unlink(missing_ok=True)
    held = backups_in(folder)
    old = expired(held, now)
    for time in old:
        held[time].unlink(missing_ok=True)
    return Made(target, manifest, len(old))


def backups_in(folder: Path) -> dict[dt.datetime, Path]:
    """Give the backups of the folder by the time they were made."""
    found = {}
    for path in folder.glob("belagg-*.tar.gz.age") if folder.is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            found[dt.datetime.strptime(match[1], _FORM).replace(tzinfo=dt.UTC)] = path
    return found


def prove(plain: Path) -> None:
    """Restore the archive into a scratch place of its own; StudyError where that fails."""
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=plain.parent) as scratch:
        left_out = ("DATABASE_URL", "BELAGG_SECRET_KEY")
        environment = {k: v for k, v in os.environ.items() if k not in left_out}
        environment |= {"BELAGG_HOME": scratch, "DJANGO_SETTINGS_MODULE": "belagg.web.settings"}
        child = subprocess.run(
            [sys.executable, "-m", "belagg.web.operate.prove", str(plain)],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if child.returncode:
        message = _("the backup could not be restored, so it was not kept: {}")
        told = (child.stderr.strip().splitlines() or [str(child.returncode)])[-1]
        raise StudyError([Problem("backup-unproved", message.format(told), Where(str(plain)))])


def decrypted(file: Path, identity: Path, target: Path) -> None:
    """Decrypt a backup with the key in the file; StudyError where it is not for that key."""
    import pyrage

    try:
        lines = identity.read_text(encoding="ascii").split("\n")
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-")]
        pyrage.decrypt_file(str(file), str(target), keys)
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        message = _("cannot be read as a key of age: {}").format(error)
        raise StudyError([Problem("bad-identity", message, Where(str(identity)))]) from error
    except pyrage.DecryptError as error:
        message = _("cannot be decrypted with this key; it was made for another, or is damaged")
        raise StudyError([Problem("wrong-identity", message, Where(str(file)))]) from error


def new_key(file: Path) -> str:
    """Make a new key of age in the file, for its owner alone; give its public half.

    StudyError where there is a file already.
    """
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        message = _("is there already, and a key is never written over")
        raise StudyError([Problem("key-exists", message, Where(str(file)))]) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(f"# public key: {public}\n{identity}\n")
    return public


def _recipient(name: str) -> "pyrage.x25519.Recipient":
    import pyrage

    try:
        return pyrage.x25519.Recipient.from_str(name)
    except pyrage.RecipientError as error:
        message = _("“{}” is no recipient of age, which begins with age1").format(name)
        raise StudyError([Problem("bad-recipient", message, Where("--recipient"))]) from error
