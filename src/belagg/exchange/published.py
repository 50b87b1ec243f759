"""The documents of a study as they may be published: without what their files say of authors."""

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from belagg.language import _
from belagg.study.files import File, memory_file
from belagg.study.problems import Left, Where
from belagg.study.study import Study

_SECONDS = 600
_TRIES = 10


def without_authors(study: Study) -> tuple[Study, tuple[Left, ...]]:
    """Give the study with documents that do not say who wrote them, and which were changed.

    The checksum of a changed document in `documents` is that of the file that is given. A
    document that cannot be cleaned is left as it is, and listed.
    """
    waves: dict[str, Study] = {}
    left: list[Left] = []
    for name, wave in study.waves.items():
        waves[name], said = without_authors(wave)
        left += [replace(one, where=Where(f"waves/{name}/{one.what}")) for one in said]
    study = replace(study, waves=waves)
    documents = {path: file for path, file in study.files.items() if path.startswith("documents/")}
    if not documents:
        return study, tuple(left)
    cleaned = _cleaned(documents)
    files = dict(study.files)
    checksums: dict[str, str] = {}
    for path, file in documents.items():
        data = cleaned[path]
        if not data:
            reason = _("may name its authors still; it is of a kind that cannot be cleaned here")
            left.append(Left(path, reason, Where(path)))
        elif data != file.read():
            files[path] = memory_file(path, data)
            checksums[file.sha256] = hashlib.sha256(data).hexdigest()
            reason = _("what the file said of its authors was taken away; its words are the same")
            left.append(Left(path, reason, Where(path)))
    if not checksums:
        return study, tuple(left)
    table = study.tables["documents"]
    known = pl.col("sha256").str.to_lowercase()
    table = table.with_columns(
        pl.when(known.is_in(list(checksums)))
        .then(known.replace(checksums))
        .otherwise("sha256")
        .alias("sha256")
    )
    tables = {**study.tables, "documents": table}
    return replace(study, tables=tables, files=files), tuple(left)


def _cleaned(documents: Mapping[str, File]) -> dict[str, bytes]:
    """Clean in a child process; one that is lost to a file goes on with the next."""
    with TemporaryDirectory() as source, TemporaryDirectory() as target:
        names = {path: f"{number:06}" for number, path in enumerate(documents)}
        for path, file in documents.items():
            (Path(source) / names[path]).write_bytes(file.read())
        for _try in range(_TRIES):
            try:
                child = subprocess.run(
                    [sys.executable, "-P", "-m", "belagg.documents.authors_child", source, target],
                    capture_output=True, check=False, timeout=_SECONDS,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                continue
            if child.returncode == 0:
                break
        made = {path: Path(target) / name for path, name in names.items()}
        return {path: at.read_bytes() if at.exists() else b"" for path, at in made.items()}
