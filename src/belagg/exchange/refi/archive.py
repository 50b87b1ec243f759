"""The files of a .qdpx and its XML, read with bounded memory and without trust.

Nothing is unpacked to disk under a name from the archive, and no path in the XML leads out of it.
"""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from belagg.exchange.zips import measured_zip
from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where

MAX_XML = 256 << 20
"""The largest XML that is read, in bytes."""


@dataclass(frozen=True)
class Archive:
    """An open archive; `names` are its members by their names in lower case."""

    file: str
    zip: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]

    def find(self, path: str) -> bytes | None:
        """Give the bytes of a source by its path in the project, or None where it is not inside.

        `internal://NAME` stands in a folder `sources`, however that is spelt. Programs write
        `relative://NAME` and the bare name too: the name alone is looked for, within the archive,
        so that no path leads anywhere else.
        """
        name = posixpath.basename(path.replace("\\", "/")).lower()
        if not any(key.endswith(name) for key in self.names):
            name = unquote(name)
        for folder in ("sources/", "source/", ""):
            if name and f"{folder}{name}" in self.names:
                return self._read(self.names[f"{folder}{name}"])
        inside = [key for key in self.names if name and key.endswith(f"/{name}")]
        return self._read(self.names[inside[0]]) if inside else None

    def project(self) -> bytes:
        """Give the XML of the project; StudyError where there is none."""
        inside = [key for key in self.names if key.endswith(".qde")]
        inside.sort(key=lambda key: (posixpath.basename(key) != "project.qde", key.count("/"), key))
        data = self._read(self.names[inside[0]]) if inside else None
        if data is None:
            message = _("the archive has no project.qde, so it is not a REFI-QDA project")
            raise refused(self.file, "no-project", message)
        return data

    def _read(self, info: zipfile.ZipInfo) -> bytes | None:
        try:
            return self.zip.read(info)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,  # a place before the beginning of the file
        ):
            return None


def open_archive(path: Path) -> Archive:
    """Open a .qdpx; StudyError when it is no zip, damaged, or unpacks to more than it should."""
    archive = measured_zip(path, _("is no REFI-QDA project: the zip cannot be read"))
    names: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        if not info.is_dir():
            names.setdefault(info.filename.replace("\\", "/").lstrip("/").lower(), info)
    return Archive(path.name, archive, names)


def no_archive(file: str) -> Archive:
    """Give an archive without files, for a project whose XML came alone."""
    return Archive(file, zipfile.ZipFile(BytesIO(), "w"), {})


def parse_xml(data: bytes, file: str) -> etree._Element:
    """Parse XML without entities, without network and with libxml2's own limits on depth and size.

    StudyError when it is not well-formed or declares a document type, which no program writes.
    """
    if len(data) > MAX_XML:
        raise refused(file, "too-large", _("the XML is larger than {} MB").format(MAX_XML >> 20))
    # In UTF-16 every other byte is zero; without these it reads like ASCII.
    if b"<!DOCTYPE" in data.replace(b"\x00", b"") or b"<!ENTITY" in data:
        raise refused(file, "xml-entities", _("declares XML entities, so it was not read"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = _("is not well-formed XML: {}").format(error)
        raise refused(file, "bad-xml", message) from error
    return root


def refused(file: str, code: str, message: str) -> StudyError:
    """Give the error for a file that cannot be used."""
    return StudyError([Problem(code, message, Where(file))])
