"""Read one document of any format; the one door to this part of the room.

`read_file` is pure but for the file it reads, and takes and gives plain values, so that any
`concurrent.futures.Executor` can run it, in this process, in another or on another machine.
"""

import hashlib
from pathlib import Path

from belagg.documents.errors import UnreadableError
from belagg.documents.limits import Limits
from belagg.documents.media import DOCX, HTML, MARKDOWN, ODT, PDF, PLAIN, media_type
from belagg.documents.text import ReadDocument, Reason, Unreadable, encode


def read_file(path: str, limits: Limits) -> bytes:
    """Read the document at `path`; gives `belagg.documents.text.encode`d bytes, always.

    A document that cannot be read comes back with its `error`; what a hostile one can do to the
    process itself is for `belagg.documents.pool` to bear.
    """
    try:
        return encode(read_path(path, limits))
    except MemoryError:
        return encode(_failed("", "", Reason.MEMORY, "out of memory"))


def read_path(path: str, limits: Limits) -> ReadDocument:
    """Read the document at `path`; raises MemoryError, and nothing else."""
    file = Path(path)
    try:
        # A pipe or a device can be read for ever.
        if not file.is_file():
            return _failed("", "", Reason.MISSING, "no such file")
        size = file.stat().st_size
        if size > limits.file_bytes:
            detail = f"{size} bytes, more than {limits.file_bytes}"
            return _failed("", "", Reason.TOO_LARGE, detail)
        data = file.read_bytes()
    except OSError as error:
        return _failed("", "", Reason.MISSING, type(error).__name__)
    return read_bytes(data, file.name, limits)


def read_bytes(data: bytes, name: str, limits: Limits) -> ReadDocument:
    """Read a document from its content, with headings, dates and language.

    `name` tells formats that look alike apart.
    """
    from belagg.documents.describe import described

    document = read_text(data, name, limits)
    if document.media == PDF and document.error is None:
        from belagg.documents.pdf import outline

        return described(document, outline(data))
    return described(document, [])


def read_text(data: bytes, name: str, limits: Limits) -> ReadDocument:
    """Read a document's text and where it stands, without headings and language."""
    sha256 = hashlib.sha256(data).hexdigest()
    media = ""
    try:
        media = media_type(data, name)
        return _read(data, sha256, media, limits)
    except UnreadableError as error:
        return ReadDocument(sha256, media, error=error.unreadable)
    except RecursionError:
        return _failed(sha256, media, Reason.DAMAGED, "nested too deeply")
    except MemoryError:
        raise
    except Exception as error:
        # Libraries fail over damaged files in ways that none of them tells of.
        return _failed(sha256, media, Reason.DAMAGED, f"the reader failed: {type(error).__name__}")


def _read(data: bytes, sha256: str, media: str, limits: Limits) -> ReadDocument:
    # A child process imports the libraries of the formats it meets, and no others.
    if media == PDF:
        from belagg.documents.pdf import read_pdf

        return read_pdf(data, sha256, limits)
    if media == DOCX:
        from belagg.documents.word import read_word

        return read_word(data, sha256, limits)
    if media == ODT:
        from belagg.documents.opendocument import read_opendocument

        return read_opendocument(data, sha256, limits)
    if media == HTML:
        from belagg.documents.web import read_web_page

        return read_web_page(data, sha256, limits)
    if media in {PLAIN, MARKDOWN}:
        from belagg.documents.plain import read_markdown, read_plain

        return (read_plain if media == PLAIN else read_markdown)(data, sha256, limits)
    raise UnreadableError(Reason.UNSUPPORTED, media)


def _failed(sha256: str, media: str, reason: Reason, detail: str) -> ReadDocument:
    return ReadDocument(sha256, media, error=Unreadable(reason, detail))
