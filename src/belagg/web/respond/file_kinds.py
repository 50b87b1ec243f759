"""What an uploaded file is, told by its bytes and by opening it where nothing can be harmed."""

import re
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import filetype
from django.utils.translation import gettext as _

from belagg.documents.errors import UnreadableError
from belagg.documents.limits import Limits
from belagg.documents.media import DOCX, ODT, PDF, media_type
from belagg.documents.pool import Guard, ReaderPool
from belagg.documents.read import read_file
from belagg.documents.text import Layout, Reason, decode

MAX_BYTES = 25 * 2**20
"""The largest file that is taken."""
SUFFIX = {PDF: "pdf", DOCX: "docx", ODT: "odt", "image/jpeg": "jpg", "image/png": "png"}
"""The kinds of file that are taken, with the suffix each is kept under."""

_GUARD = Guard(cpu_seconds=20, wall_seconds=40.0)
_LIMITS = Limits(file_bytes=MAX_BYTES, unpacked_bytes=128 << 20, pages=3_000)
_WITHOUT_TEXT = {Reason.NO_TEXT_LAYER, Reason.EMPTY}


class NotTakenError(Exception):
    """A file that is not taken; the message is for the one who sent it."""


@dataclass(frozen=True)
class Opened:
    """A file that is taken: its media type, its text if it has any, its number of pages."""

    media: str
    text: str
    pages: int | None


def opened(data: bytes) -> Opened:
    """Tell what a file is and read its text in a limited child process.

    NotTakenError for what is too large, of another kind, damaged or locked.
    """
    if len(data) > MAX_BYTES:
        raise NotTakenError(_("The file is larger than 25 MB."))
    media = _media_of(data)
    if media.startswith("image/"):
        return Opened(media, "", None)
    with tempfile.NamedTemporaryFile(suffix=f".{SUFFIX[media]}") as scratch:
        Path(scratch.name).write_bytes(data)
        with ReaderPool(1, _GUARD) as pool:
            document = decode(pool.submit(read_file, scratch.name, _LIMITS).result())
    if document.error is not None and document.error.reason not in _WITHOUT_TEXT:
        if document.error.reason is Reason.PASSWORD:
            raise NotTakenError(_("The file is locked with a password. Send it without."))
        raise NotTakenError(_("The file cannot be opened; it may be damaged. Save it anew."))
    pages = len(document.pages) if document.layout is Layout.PAGES else 0
    return Opened(media, document.text, pages or None)


def _media_of(data: bytes) -> str:
    kind = filetype.guess_mime(data)
    if kind in ("image/jpeg", "image/png"):
        return str(kind)
    try:
        media = media_type(data, "")
    except UnreadableError as error:
        if error.unreadable.reason is Reason.PASSWORD:
            raise NotTakenError(_("The file is locked with a password. Send it without.")) from None
        media = ""
    if media not in SUFFIX:
        raise NotTakenError(_("Only PDF, Word (docx), OpenDocument (odt), JPEG and PNG are taken."))
    return media


def clean_name(name: str, media: str) -> str:
    """Give a file name of letters, digits and hyphens, with the suffix of what the file is."""
    return f"{clean_stem(name)}.{SUFFIX[media]}"


def clean_stem(name: str) -> str:
    """Give a file name without its suffix, of letters, digits and hyphens alone."""
    stem = PurePosixPath(name.replace("\\", "/")).name.rsplit(".", 1)[0]
    text = unicodedata.normalize("NFC", stem)
    kept = re.sub(r"[^\w]+", "-", text, flags=re.UNICODE).strip("-_")[:80].strip("-_")
    return kept or "dokument"
