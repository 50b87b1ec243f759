"""PNGs that need not be drawn again: each tells within itself what it was drawn from.

Drawing is most of what a large site costs, and a picture seldom changes from one build to the next.
So the last output is the store: nothing else is kept, nothing in it grows old, and what is taken
away from an output is nowhere afterwards. A picture is used again where it was drawn from the very
same SVG by the same program, and is whole; then what it says of its revision is written anew.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from belagg.report.pictures import drawn_from, svg_png

SOURCE = "Source"
"""The keyword under which a picture tells where it comes from (PNG, 11.3.3.2)."""

_DRAWN = "belagg-drawn"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = len(_SIGNATURE) + 25
"""Where the first chunk ends, which is 25 bytes and has to be the header (PNG, 11.2.1)."""
_TEXT = b"iTXt"


@dataclass(frozen=True)
class Drawn:
    """The PNGs of an earlier output, by what they were drawn from."""

    before: Mapping[str, bytes] = field(default_factory=dict)

    @staticmethod
    def of(pictures: Iterable[bytes]) -> "Drawn":
        """Give the pictures that tell what they were drawn from and are whole; others are left."""
        return Drawn({key: plain for png in pictures for key, plain in _read(png)})

    @staticmethod
    def within(folder: Path) -> "Drawn":
        """Give the pictures of an output in a folder; those that go away meanwhile are left."""
        return Drawn.of(_files(folder / "site"))

    def pngs(self, svgs: Sequence[str], ppi: int, source: str) -> list[bytes]:
        """Give every SVG as a PNG that tells its `source`; none is drawn twice."""
        keys = {svg: drawn_from(svg, ppi) for svg in svgs}
        new = [svg for svg, key in keys.items() if key not in self.before]
        made = dict(zip(new, svg_png(new, ppi), strict=True))
        return [
            _told(made[svg] if svg in made else self.before[keys[svg]], keys[svg], source)
            for svg in svgs
        ]


NOTHING = Drawn()
"""No earlier output."""


def _files(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*.png"):
        try:
            yield path.read_bytes()
        except OSError:
            continue  # Another build has just put its own in place.


def _told(plain: bytes, key: str, source: str) -> bytes:
    """Give a picture with its source, and what it was drawn from."""
    texts = _text(SOURCE, source) + _text(_DRAWN, f"{key} {sha256(plain).hexdigest()}")
    return plain[:_HEADER] + texts + plain[_HEADER:]


def _text(keyword: str, text: str) -> bytes:
    """Give a chunk of international text (PNG, 11.3.3.4), not compressed and of no language."""
    data = keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    body = _TEXT + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def _read(png: bytes) -> Iterator[tuple[str, bytes]]:
    """Give what a picture of ours was drawn from and the picture without texts, where it holds."""
    if not png.startswith(_SIGNATURE):
        return
    plain, told, place = [_SIGNATURE], "", len(_SIGNATURE)
    while place + 8 <= len(png):
        length, kind = struct.unpack_from(">I4s", png, place)
        chunk = png[place : place + 12 + length]
        place += len(chunk)
        if kind == _TEXT:
            keyword, _nul, rest = chunk[8:-4].partition(b"\0")
            if keyword == _DRAWN.encode():
                told = rest[4:].decode("ascii", "replace")
        else:
            plain.append(chunk)
    key, _space, digest = told.partition(" ")
    whole = b"".join(plain)
    if digest and digest == sha256(whole).hexdigest():
        yield key, whole
