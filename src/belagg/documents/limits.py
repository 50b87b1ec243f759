"""How much one document may cost before it is given up, with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one document: bytes of the file and unpacked, pages, characters of text.

    The largest documents of Swedish agencies have some 2,000 pages and 10 million characters.
    """

    file_bytes: int = 512 << 20
    unpacked_bytes: int = 256 << 20
    pages: int = 10_000
    characters: int = 50_000_000
