"""Parts of zipped documents, unpacked within limits, and their XML parsed without surprises."""

import io
import lzma
import zipfile
import zlib

from lxml import etree

from belagg.documents.errors import UnreadableError
from belagg.documents.limits import Limits
from belagg.documents.text import Reason

_CHUNK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError,
    OSError, EOFError, ValueError, NotImplementedError,
)  # fmt: skip
"""What comes of a part whose bytes or place in the archive are wrong."""


class Archive:
    """A ZIP archive whose parts may together unpack to `limits.unpacked_bytes`."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError(Reason.DAMAGED, "a damaged ZIP archive") from error
        self._left = limits.unpacked_bytes

    def part(self, name: str) -> bytes | None:
        """Give the bytes of a part; None where there is none."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise UnreadableError(Reason.PASSWORD, f"{name} is encrypted")
        chunks: list[bytes] = []
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise UnreadableError(Reason.TOO_LARGE, "unpacks to too much")
                    chunks.append(chunk)
        except _DAMAGED as error:
            raise UnreadableError(Reason.DAMAGED, f"{name} is damaged") from error
        return b"".join(chunks)

    def tree(self, name: str) -> etree._Element | None:
        """Give the XML of a part; None where there is none."""
        data = self.part(name)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError(Reason.DAMAGED, f"{name} is no XML") from error
