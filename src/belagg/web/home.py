"""The one folder in which the web application keeps everything: `BELAGG_HOME`."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def home_folder() -> Path:
    """Give the folder from the environment, else the user's own; it need not be there yet."""
    return Path(os.environ.get("BELAGG_HOME") or Path.home() / ".local" / "share" / "belagg")


def secret_key(home: Path) -> str:
    """Give the key that signs sessions, kept in `home`."""
    return key_in(home / "secret.key")


def key_in(file: Path) -> str:
    """Give the key kept in a file, made on the first call and readable by its owner alone."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Whole or not there at all, also for a process that begins at the same moment.
        descriptor, scratch = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as stream:
                stream.write(secrets.token_urlsafe(64))
                stream.flush()
                os.fsync(stream.fileno())
            with suppress(FileExistsError):
                os.link(scratch, file)
        finally:
            Path(scratch).unlink()
    return file.read_text(encoding="ascii")


def rotate(file: Path) -> None:
    """Put a new key before those in a file; of the old ones the latest still holds."""
    kept = key_in(file).split()[:1]
    descriptor, scratch = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write("\n".join([secrets.token_urlsafe(64), *kept]))
        stream.flush()
        os.fsync(stream.fileno())
    Path(scratch).replace(file)
