"""What a file of LimeSurvey is, told from its content, and its tables read without trust."""

import subprocess
import sys
from dataclasses import dataclass
from json import loads
from pathlib import Path

import polars as pl

from belagg.exchange.limesurvey import xml_child
from belagg.exchange.limesurvey.dump import Dump, Row
from belagg.exchange.limesurvey.structure_tsv import is_structure, structure_dump
from belagg.exchange.zips import measured_zip
from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where

STRUCTURES = frozenset({"Survey", "Group", "Question"})
"""LimeSurvey's words for the files that hold items."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SECONDS = 120


@dataclass(frozen=True)
class Archive:
    """A `.lsa`: the survey, its answers and its participants; None where it does not have them."""

    survey: Dump
    responses: pl.DataFrame | None
    participants: pl.DataFrame | None


def read_structure(path: Path) -> Dump | None:
    """Read `.lss`, `.lsg`, `.lsq` or tab-separated structure; None where the file is none of them.

    Raises StudyError when it is damaged, hostile, or another file of LimeSurvey.
    """
    start = _start(path)
    if start.startswith(_ZIP):
        return None
    if start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").startswith((b"<?xml", b"<document")) or (
        start.startswith((b"\xff\xfe", b"\xfe\xff"))
        and start[2:].replace(b"\x00", b"").lstrip().startswith(b"<")
    ):
        return _structure(path, None)
    if is_structure(start):
        return structure_dump(path)
    return None


def read_archive(path: Path) -> Archive | None:
    """Read a `.lsa`; None where the file is no zip with a survey in it.

    A member is known by the ending of its name, and is never written to disk.
    """
    if not _start(path).startswith(_ZIP):
        return None
    damaged = _("is no archive of LimeSurvey: the zip cannot be read")
    with measured_zip(path, damaged) as archive:
        members = {
            name.lower().rpartition(".")[2]: name
            for name in reversed(archive.namelist())
            if name.lower().endswith((".lss", ".lsr", ".lst"))
        }
    if "lss" not in members:
        return None
    found = {
        kind: _rows(path, members[kind]) if kind in members else None for kind in ("lsr", "lst")
    }
    return Archive(_structure(path, members["lss"]), found["lsr"], found["lst"])


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(8192)
    except OSError as error:
        raise _refused(path, "file-unreadable", str(error.strerror or error)) from error


def _structure(path: Path, member: str | None) -> Dump:
    found = loads(_child("tables", path, member))
    kind, version = found["kind"], found["version"]
    if kind not in STRUCTURES:
        message = (
            _("has only {} in it; give the archive of the survey (.lsa), which has all").format(
                kind
            )
            if kind
            else _("is XML, but not of LimeSurvey")
        )
        raise _refused(path, "not-a-survey", message)
    return Dump(
        file=path.name if member is None else f"{path.name}/{member}",
        kind=kind,
        version=int(version) if version.isdigit() else 0,
        languages=tuple(language for language in found["languages"] if language),
        tables={
            table: tuple(Row(line, cells) for line, cells in rows)
            for table, rows in found["tables"].items()
        },
    )


def _rows(path: Path, member: str) -> pl.DataFrame:
    return pl.read_ipc(_child("rows", path, member))


def _child(mode: str, path: Path, member: str | None) -> bytes:
    named = [mode, str(path), *([member] if member else [])]
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "belagg.exchange.limesurvey.xml_child", *named],
            capture_output=True, check=False, timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _refused(path, "too-large", _("takes too long to read, so it was not read")) from None
    match child.returncode:
        case 0:
            return child.stdout
        case xml_child.ENTITIES:
            code, message = "xml-entities", _("declares XML entities, so it was not read")
        case xml_child.TOO_LARGE:
            code = "too-large"
            message = _("the XML is larger than {} MB").format(xml_child.MAX_XML >> 20)
        case xml_child.BROKEN:
            reason = child.stderr.decode("utf-8", "replace").strip()
            code, message = "bad-xml", _("is not well-formed XML: {}").format(reason)
        case _:
            code, message = "file-damaged", _("is damaged, or asks for too much memory")
    raise _refused(path, code, message)


def _refused(path: Path, code: str, message: str) -> StudyError:
    return StudyError([Problem(code, message, Where(path.name))])
