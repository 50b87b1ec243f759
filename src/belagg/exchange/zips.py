"""Zip files from outside, opened only when what they unpack to is bounded."""

import zipfile
from pathlib import Path

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where

MAX_UNPACKED = 1 << 30
"""How many bytes an archive may hold when unpacked."""

MAX_MEMBERS = 100_000
"""How many files an archive may hold."""

_RATIO = 200
_SMALL = 10_000_000


def measured_zip(path: Path, damaged: str) -> zipfile.ZipFile:
    """Open a zip; StudyError when it is none, or unpacks to more than it should.

    `damaged` is the message for what is no readable zip. Nothing is unpacked here; reading a
    member gives no more than the size that was measured, since Python reads no further.
    """
    try:
        archive = zipfile.ZipFile(path)
        members = [info for info in archive.infolist() if not info.is_dir()]
    except OSError as error:
        raise _refused(path, "file-unreadable", str(error.strerror or error)) from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _refused(path, "bad-zip", damaged) from error
    bombs = any(
        info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1)
        for info in members
    )
    if bombs or len(members) > MAX_MEMBERS or sum(i.file_size for i in members) > MAX_UNPACKED:
        archive.close()
        message = _("unpacks to suspiciously much, so it was not read")
        raise _refused(path, "too-large", message)
    return archive


def _refused(path: Path, code: str, message: str) -> StudyError:
    return StudyError([Problem(code, message, Where(path.name))])
