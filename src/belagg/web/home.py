"""The one folder in which the web application keeps everything: `BELAGG_HOME`."""

import os
import secrets
from pathlib import Path


def home_folder() -> Path:
    """Give the folder from the environment, else the user's own; it need not be there yet."""
    return Path(os.environ.get("BELAGG_HOME") or Path.home() / ".local" / "share" / "belagg")


def secret_key(home: Path) -> str:
    """Give the key kept in `home`, made on the first call and readable by its owner alone."""
    file = home / "secret.key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text(encoding="ascii")
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii")
