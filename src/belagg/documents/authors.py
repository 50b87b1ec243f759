"""A document without the names of those who wrote it: what its file says beside its words.

Taken away are authors, editors, managers and companies, the names at comments and tracked changes,
and what programs have noted of their own. Title, subject, language and dates are kept, since
documents are dated by them, and the words are not touched.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Pdf

_INFO_KEPT = frozenset(
    {"/Title", "/Subject", "/Keywords", "/CreationDate", "/ModDate", "/Producer", "/Creator"}
)
_XMP_KEPT = re.compile(
    r"\{http://(?:purl\.org/dc/elements/1\.1/\}(?:title|language|description|subject|format)"
    r"|ns\.adobe\.com/xap/1\.0/\}(?:CreateDate|ModifyDate|MetadataDate|CreatorTool)"
    r"|ns\.adobe\.com/pdf/1\.3/\}(?:Producer|Keywords)"
    r"|www\.aiim\.org/pdf(?:a|ua)/ns/.*\}.*)"
)

_TAGS = ("dc:creator", "cp:lastModifiedBy", "Manager", "Company", "meta:initial-creator",
         "meta:printed-by", "meta:user-defined")  # fmt: skip
_ELEMENT = re.compile(
    rb"(<(%s)(?:\s[^<>]*)?>)[^<]+(</\2>)" % b"|".join(tag.encode() for tag in _TAGS)
)
_ATTRIBUTE = re.compile(
    rb'(\s(?:w|w15|text|office):(?:author|initials|userId|providerId)=")[^"]+(")'
)
_ODF_AUTHOR = re.compile(rb"<(dc:creator|meta:creator-initials)>[^<]+</\1>")
_PARTS = re.compile(
    r"docProps/(?:core|app)\.xml|meta\.xml|content\.xml|styles\.xml"
    r"|word/(?:document|comments\w*|people|footnotes|endnotes|header\d*|footer\d*)\.xml"
)
_DROPPED = re.compile(r"docProps/custom\.xml")
_PEOPLE = re.compile(rb"<w15:person\b.*?</w15:person>", re.DOTALL)
_CUSTOM = re.compile(rb"<(property)\b[^<>]*>.*?</\1>", re.DOTALL)

MAX_UNPACKED = 512 << 20
"""How many bytes a packed document may unpack to."""


def without_authors(data: bytes) -> bytes | None:
    """Give the document without its authors; the very bytes where it names none.

    None for a kind that cannot be cleaned. Raises what the readers raise on a damaged file.
    """
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(b"{\\rtf"):
        return re.sub(rb"\{\\(author|operator|manager|company)\s[^{}]*\}", rb"", data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return None
    return data


def _pdf(data: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        changed = [_clean_info(pdf), _clean_xmp(pdf), _clean_objects(pdf)]
        if not any(changed):
            return data
        target = io.BytesIO()
        pdf.save(
            target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return target.getvalue()


def _clean_info(pdf: "Pdf") -> bool:
    if "/Info" not in pdf.trailer:
        return False
    named = sorted(set(pdf.trailer.Info.keys()) - _INFO_KEPT)
    for key in named:
        del pdf.trailer.Info[key]
    return bool(named)


def _clean_xmp(pdf: "Pdf") -> bool:
    if "/Metadata" not in pdf.Root:
        return False
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        named = [key for key in xmp if not _XMP_KEPT.fullmatch(key)]
        for key in named:
            del xmp[key]
    return bool(named)


def _clean_objects(pdf: "Pdf") -> bool:
    """Take away what stands at pictures and pages, and the names at comments."""
    import pikepdf

    changed = False
    root = pdf.Root.objgen
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) or thing.objgen == root:
            continue
        for key in ("/Metadata", "/PieceInfo"):
            if key in thing:
                del thing[key]
                changed = True
        is_note = thing.get("/Subtype") not in (None, "/Widget", "/Link") and "/Rect" in thing
        if is_note and "/T" in thing:
            del thing["/T"]
            changed = True
    return changed


def _packed(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if sum(info.file_size for info in members) > MAX_UNPACKED:
            raise ValueError("unpacks to too much")
        cleaned: dict[str, bytes] = {}
        for info in members:
            clean = _cleaner(info.filename)
            if clean is None:
                continue
            before = archive.read(info)
            after = clean(before)
            if after != before:
                cleaned[info.filename] = after
        return _repacked(archive, cleaned) if cleaned else data


def _cleaner(name: str) -> Callable[[bytes], bytes] | None:
    if _DROPPED.fullmatch(name):
        return lambda data: _CUSTOM.sub(b"", data)
    if not _PARTS.fullmatch(name):
        return None
    if name in ("meta.xml", "content.xml", "styles.xml"):
        return lambda data: _ELEMENT.sub(rb"\1\3", _ODF_AUTHOR.sub(rb"<\1></\1>", data))
    if name.startswith("docProps/"):
        return lambda data: _ELEMENT.sub(rb"\1\3", data)
    return lambda data: _PEOPLE.sub(b"", _ATTRIBUTE.sub(rb"\1\2", data))


def _repacked(archive: zipfile.ZipFile, cleaned: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for info in archive.infolist():
            content = cleaned.get(info.filename)
            packed.writestr(info, archive.read(info) if content is None else content)
    return target.getvalue()
