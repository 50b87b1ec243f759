"""Files of the installation, kept once by their checksum, outside what the web server serves."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def keep(data: bytes) -> str:
    """Keep the bytes, whole or not at all, and give their SHA-256 in hexadecimal."""
    digest = hashlib.sha256(data).hexdigest()
    target = path_of(digest)
    if target.exists():
        return digest
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, scratch = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(scratch).replace(target)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return digest


def read(digest: str) -> bytes:
    """Give the bytes kept under the checksum; FileNotFoundError where there are none."""
    return path_of(digest).read_bytes()


def path_of(digest: str) -> Path:
    """Give where the bytes with the checksum lie, or would."""
    return Path(settings.FILES_ROOT) / digest[:2] / digest


def forget(digest: str) -> None:
    """Take the bytes with the checksum away for good; nothing where there are none."""
    path_of(digest).unlink(missing_ok=True)
