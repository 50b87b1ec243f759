"""What kind of file a document is, from its first bytes and, for plain text, its name."""

import io
import zipfile
from pathlib import PurePath

from belagg.documents.errors import UnreadableError
from belagg.documents.text import Reason

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "application/rtf"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"

SUFFIXES = {
    ".pdf": PDF, ".docx": DOCX, ".odt": ODT, ".doc": DOC, ".rtf": RTF, ".html": HTML,
    ".htm": HTML, ".xhtml": HTML, ".md": MARKDOWN, ".markdown": MARKDOWN, ".txt": PLAIN,
}  # fmt: skip
"""File names that are taken for documents when a folder is read."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")


def media_type(data: bytes, name: str) -> str:
    """Give the media type; raises UnreadableError for what is no document that can be read."""
    if not data:
        raise UnreadableError(Reason.EMPTY, "the file is empty")
    by_name = SUFFIXES.get(PurePath(name).suffix.casefold(), "")
    if b"%PDF-" in data[:1024] or by_name == PDF:
        return PDF
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(b"{\\rtf"):
        return RTF
    return _textual(data, by_name)


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(Reason.DAMAGED, "a damaged ZIP archive") from error
    if "word/document.xml" in names:
        return DOCX
    if {"content.xml", "mimetype"} <= names:
        return ODT
    raise UnreadableError(Reason.UNSUPPORTED, "a ZIP archive that is no document")


def _ole(data: bytes) -> str:
    # A Word file with a password is an OLE container around the encrypted package.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError(Reason.PASSWORD, "an encrypted Office document")
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    raise UnreadableError(Reason.UNSUPPORTED, "an OLE file that is no Word document")


def _textual(data: bytes, by_name: str) -> str:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML_STARTS) or (by_name == HTML and b"<" in data):
        return HTML
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if by_name in {MARKDOWN, PLAIN, HTML} and (wide or b"\x00" not in data[:8192]):
        return PLAIN if by_name == HTML else by_name
    raise UnreadableError(Reason.UNSUPPORTED, "no format that is known")
