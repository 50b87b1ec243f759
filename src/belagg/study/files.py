"""The files of a package, wherever they lie: a folder, a zip, or memory."""

import hashlib
import os
import shutil
import stat
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where

MAX_UNPACKED = 4 << 30
"""How many bytes a zipped package may hold when unpacked."""

MAX_RATIO = 200
"""How many times its packed size one file of a zipped package may hold, beyond 10 MB."""

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class File:
    """One file of a package: its path with `/`, and a way to its bytes."""

    path: str
    read: Callable[[], bytes]

    @cached_property
    def sha256(self) -> str:
        """The checksum of its bytes, in hexadecimal."""
        return hashlib.sha256(self.read()).hexdigest()


def memory_file(path: str, data: bytes) -> File:
    """Give a file whose bytes are at hand."""
    return File(path, lambda: data)


def list_files(path: Path) -> dict[str, File]:
    """Give the files of a package folder or zip by path, in order; hidden files are left out.

    StudyError when there is no such folder, the zip is damaged, or a name in it leads outside.
    """
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise StudyError(
            [Problem("no-study", _("there is no such folder or zip"), Where(str(path)))]
        )
    if not zipfile.is_zipfile(path):
        message = _("is neither a folder nor a zip of a study package")
        raise StudyError([Problem("not-a-study", message, Where(str(path)))])
    return _zip(path)


def _folder(path: Path) -> dict[str, File]:
    found: dict[str, File] = {}
    problems = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if name.startswith((".", "~$")):
                continue
            inner = unicodedata.normalize("NFC", file.relative_to(path).as_posix())
            if not Path(os.path.realpath(file)).is_relative_to(path.resolve()):
                message = _("is a link that leads out of the package")
                problems.append(Problem("unsafe-name", message, Where(inner)))
            found[inner] = File(inner, partial(_read, file, inner))
    if problems:
        raise StudyError(problems)
    return dict(sorted(found.items()))


def _read(file: Path, inner: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = _("cannot be read: {}").format(error.strerror)
        raise StudyError([Problem("unreadable", message, Where(inner))]) from error


def _zip(path: Path) -> dict[str, File]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            problems = [problem for info in members if (problem := _member_problem(info))]
            if sum(info.file_size for info in members) > MAX_UNPACKED:
                problems.append(
                    Problem("too-large", _("holds more than 4 GB when unpacked"), Where(str(path)))
                )
            if problems:
                raise StudyError(problems)
            data = {info.filename: archive.read(info) for info in members}
    # ValueError: a place before the beginning of the file.
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError
    ) as error:  # fmt: skip
        message = _("is a zip that cannot be read: {}").format(error)
        raise StudyError([Problem("bad-zip", message, Where(str(path)))]) from error
    inside = _without_common_folder(data)
    return {
        name: memory_file(name, content)
        for name, content in sorted(inside.items())
        if not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
    }


def _member_problem(info: zipfile.ZipInfo) -> Problem | None:
    name = info.filename
    if info.flag_bits & 1:
        message = _("is locked with a password; make the zip without one")
        return Problem("bad-zip", message, Where(name))
    parts = PurePosixPath(name).parts
    link = stat.S_ISLNK(info.external_attr >> 16)
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in name or link:
        message = _("is a name that leads out of the package")
        return Problem("unsafe-name", message, Where(name))
    if info.file_size > 10_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return Problem("too-large", _("unpacks to suspiciously much"), Where(name))
    return None


def _without_common_folder(data: Mapping[str, bytes]) -> dict[str, bytes]:
    named = {unicodedata.normalize("NFC", name): content for name, content in data.items()}
    tops = {name.split("/", 1)[0] for name in named if not name.startswith((".", "__MACOSX/"))}
    if "study.toml" in named or len(tops) != 1:
        return named
    prefix = f"{tops.pop()}/"
    if f"{prefix}study.toml" not in named:
        return named
    return {n.removeprefix(prefix): c for n, c in named.items() if n.startswith(prefix)}


def write_files(path: Path, files: Mapping[str, bytes]) -> None:
    """Write the files as a folder, or as a zip where `path` ends in `.zip`: all of it or nothing.

    A folder that is there is replaced only when it holds a study or is empty; else StudyError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".zip":
        _write_zip(path, files)
        return
    if path.exists() and not _may_replace(path):
        message = _("is there already and is not a study; choose another place")
        raise StudyError([Problem("would-overwrite", message, Where(str(path)))])
    scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        for name, data in files.items():
            target = scratch / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        scratch.chmod(0o755)
        _swap(scratch, path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _may_replace(path: Path) -> bool:
    return path.is_dir() and ((path / "study.toml").exists() or not any(path.iterdir()))


def _swap(new: Path, path: Path) -> None:
    if not path.exists():
        new.rename(path)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{path.name}-old-", dir=path.parent)) / "old"
    path.rename(old)
    try:
        new.rename(path)
    except OSError:
        old.rename(path)
        raise
    shutil.rmtree(old.parent)


def _write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
            for inner, data in sorted(files.items()):
                info = zipfile.ZipInfo(inner, _ZIP_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, data)
        scratch.chmod(0o644)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
