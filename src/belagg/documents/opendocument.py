"""OpenDocument texts (ODT): paragraphs and headings in the order of the file."""

from collections.abc import Iterator

from lxml import etree

from belagg.documents.archives import Archive
from belagg.documents.blocks import Block, read_blocks
from belagg.documents.dates import file_dates
from belagg.documents.errors import UnreadableError
from belagg.documents.limits import Limits
from belagg.documents.media import ODT
from belagg.documents.text import DateKind, ReadDocument, Reason

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_LEFT_OUT = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation"}
_SPACES = {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}


def read_opendocument(data: bytes, sha256: str, limits: Limits) -> ReadDocument:
    """Read an ODT document; raises UnreadableError."""
    archive = Archive(data, limits)
    manifest = archive.tree("META-INF/manifest.xml")
    if manifest is not None and manifest.find(f".//{_MANIFEST}encryption-data") is not None:
        raise UnreadableError(Reason.PASSWORD, "an encrypted OpenDocument text")
    content = archive.tree("content.xml")
    body = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableError(Reason.DAMAGED, "no text in content.xml")
    meta = archive.tree("meta.xml")
    title = "" if meta is None else (meta.findtext(f".//{_DC}title") or "")
    dates = () if meta is None else file_dates(
        (DateKind.CREATED, meta.findtext(f".//{_META}creation-date")),
        (DateKind.MODIFIED, meta.findtext(f".//{_DC}date")),
    )  # fmt: skip
    return read_blocks(_blocks(body), sha256, ODT, limits, " ".join(title.split()), dates)


def _blocks(element: etree._Element) -> Iterator[Block]:
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag in _PARAGRAPHS:
            level = child.get(f"{_TEXT}outline-level", "1") if child.tag == f"{_TEXT}h" else "0"
            yield Block("".join(_text(child)), int(level) if level.isdecimal() else 1)
        # Text boxes and notes stand inside the paragraph that they are anchored to.
        yield from _blocks(child)


def _text(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _SPACES:
            yield " "
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str) and not _holds(child):
            yield from _text(child)
        yield child.tail or ""


def _holds(element: etree._Element) -> bool:
    """Tell whether paragraphs stand inside; they are blocks of their own."""
    return any(inner.tag in _PARAGRAPHS for inner in element.iter())
