"""What a review is asked to read: files, folders, and the documents of a study."""

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from belagg.documents.concepts import Concept, parse_concepts
from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.study import Study

SUFFIXES = frozenset(
    [".pdf", ".docx", ".odt", ".doc", ".rtf", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt"]
)
"""The endings of file names that are read where a folder is given."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A document to read: how users call it, where it lies, and whose it is.

    `body` is the unit of a study's document, or the folder below the one that was given;
    `document_id` its id in the study; both are empty where there is none.
    """

    name: str
    path: Path
    body: str = ""
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What to read, and the concepts and study that came with it, if one did."""

    sources: tuple[Source, ...]
    concepts: tuple[Concept, ...] = ()
    study: Study | None = None


@contextmanager
def requested(paths: Sequence[Path]) -> Iterator[Request]:
    """Give what paths name; what a zipped study holds is there until the block ends.

    StudyError where a path is not there, or a study among them cannot be read.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise StudyError(
            Problem("no-such-path", _("there is no such file or folder"), Where(str(path)))
            for path in missing
        )
    with tempfile.TemporaryDirectory(prefix="belagg-") as folder:
        sources: list[Source] = []
        concepts: tuple[Concept, ...] = ()
        study: Study | None = None
        for path in paths:
            if _is_study(path):
                study = Study.load(path)
                sources += _of_study(path, study, Path(folder))
                if study.concepts:
                    concepts += parse_concepts(study.concepts, str(path / "concepts.toml"))
            elif path.is_dir():
                sources += _of_folder(path)
            else:
                sources.append(Source(str(path), path))
        yield Request(tuple(sorted(set(sources))), concepts, study)


def _is_study(path: Path) -> bool:
    if path.is_dir():
        return (path / "study.toml").is_file()
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(PurePosixPath(name).name == "study.toml" for name in archive.namelist())


def _of_folder(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if hidden or path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        yield Source(str(path), path, parts[0] if len(parts) > 1 else "")


def _of_study(path: Path, study: Study, folder: Path) -> Iterator[Source]:
    """Give the documents of a study: those its table names, and other files beside them."""
    rows = {
        row["file"]: row for row in study.tables["documents"].iter_rows(named=True) if row["file"]
    }
    for name, file in study.files.items():
        if not name.startswith("documents/") or PurePosixPath(name).suffix.lower() not in SUFFIXES:
            continue
        row = rows.get(name) or rows.get(name.removeprefix("documents/")) or {}
        place = path / name
        if not path.is_dir():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read())
        yield Source(name, place, row.get("unit_id") or "", row.get("document_id") or "")
