"""Damage to files, as chance and malice do it: to the bytes, or within the members of a zip."""

import io
import random
import re
import zipfile

OUTSIDE = "belagg-was-here"
"""The name of a member that climbs out of where it is unpacked."""

PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"&amp;", b"<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    b"=cmd|' /C calc'!A0", b"../../belagg-was-here", b"-1", b"99999999999999999999",
    b"1e309", b"NaN", b"\r\n", b'"', b"'", b";", b"\t", "å\u0308\u202e".encode(), b"\xed\xa0\x80",
    b"%PDF-1.7", b"PK\x03\x04", b"endobj", b"{{", b"${", b"__import__('os')", b"\\", b"<![CDATA[",
    b"</row>", b"]]>",
)  # fmt: skip
"""What parsers trip over."""

_TOKENS = re.compile(rb"<[^<>]{1,200}>|[0-9]+|[A-Za-z_][A-Za-z0-9_.:-]{2,40}|\"[^\"]{0,80}\"")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Damage a file in one to six ways; a zip mostly within a member, so that it still opens."""
    if data[:4] == b"PK\x03\x04" and chance.random() < 0.8:
        return _zip(data, chance)
    return _several(data, chance)


def _several(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 6)):
        data = chance.choice((_flip, _cut, _repeat, _insert, _swap, _shorten, _token))(data, chance)
    return data


def _zip(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as there:
        members = [(info.filename, there.read(info)) for info in there.infolist()]
    place = chance.randrange(len(members))
    name, content = members[place]
    act = chance.random()
    if act < 0.05:
        del members[place]
    elif act < 0.1:
        elsewhere = ("../" * chance.randint(1, 3) + OUTSIDE, f"/{name}", name.upper())
        members[place] = (chance.choice(elsewhere), content)
    else:
        members[place] = (name, _several(content, chance))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for called, inside in members:
            out.writestr(called, inside)
    return made.getvalue()


def _span(data: bytes, chance: random.Random, most: int = 2000) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, most))


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), chance.randint(1, 8))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance, 200)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(PIECES) + data[place:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance, 100)
    other, last = _span(data, chance, 100)
    return data[:start] + data[other:last] + data[end:]


def _shorten(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.3 else data


def _token(data: bytes, chance: random.Random) -> bytes:
    """Put one word, number or tag of the file, or a piece, where another stands."""
    found = list(_TOKENS.finditer(data[: 1 << 18]))
    if not found:
        return data
    old = chance.choice(found)
    new = chance.choice((chance.choice(found).group(), chance.choice(PIECES)))
    return data[: old.start()] + new + data[old.end() :]
