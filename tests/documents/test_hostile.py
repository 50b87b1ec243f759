"""Damaged, mutated and hostile documents are read or come back with their reason."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from belagg.documents.limits import Limits
from belagg.documents.pool import Guard, ReaderPool
from belagg.documents.read import read_bytes, read_file
from belagg.documents.text import ReadDocument, Reason, decode

SENTENCE = "Personer utsatta för kommersiell sexuell exploatering erbjuds stöd (påhittat). "
NUMBERS = (b"0", b"-1", b"65536", b"2147483647", b"99999999999999999999", b"1e38")
KEYS = (
    b"/Kids", b"/Count", b"/Parent", b"/Length", b"/Filter", b"/Font", b"/Contents", b"/MediaBox",
    b"/W", b"/Index", b"/Prev", b"/ToUnicode", b"/Widths", b"/Encoding", b"/Predictor", b"/N",
)  # fmt: skip
OPERATORS = (
    b"q ", b"Q ", b"BT ", b"ET ", b"0 0 0 0 0 0 Tm ", b"1e38 Tw ", b"0 Tz ", b"(\xff\xfe) Tj ",
    b"[(a) -99999999 (b) 1e30 (c)] TJ ", b"[" * 3000, b"<<" * 3000, b"1e6 0 0 1e6 0 0 cm ",
)  # fmt: skip
TAGS = (
    b"<w:p>", b"</w:p>", b"<w:tbl>", b"<text:p>", b"</text:p>", b"<table>", b"<td colspan=99999>",
    b'<text:s text:c="2000000000"/>', b"<!--", b"<![CDATA[", b"&#0;", b"&#xffff;", b"&lol;",
    b"<svg>", b"<template>", b"<div>" * 2000, b"> " * 500, b"[" * 2000,
)  # fmt: skip


def pdf() -> bytes:
    source = '#set page(width: 300pt, height: 300pt)\n#set text(lang: "sv")\n= Rubrik\n'
    return typst.compile((source + (SENTENCE * 12 + "\n\n") * 3).encode())


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def odt(body: str = f"<text:p>{SENTENCE}</text:p>" * 8) -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    media = b"application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": media, "content.xml": content.encode()})


def docx(tmp_path: Path) -> bytes:
    import docx as word

    document = word.Document()
    for _ in range(8):
        document.add_paragraph(SENTENCE)
    path = tmp_path / "frö.docx"
    document.save(str(path))
    return path.read_bytes()


def html() -> bytes:
    return ("<!doctype html><title>x</title><h1>Rubrik</h1>" + f"<p>{SENTENCE}</p>" * 10).encode()


def damaged(chance: random.Random, data: bytes) -> bytes:
    """Flip bits, cut, repeat, or put other numbers."""
    bytes_ = bytearray(data or b"x")
    at = chance.randrange(len(bytes_))
    way = chance.randrange(5)
    if way == 0:
        for _ in range(chance.choice([1, 10, 100, 1000])):
            bytes_[chance.randrange(len(bytes_))] ^= 1 << chance.randrange(8)
    elif way == 1:
        del bytes_[at:]
    elif way == 2:
        del bytes_[at : at + chance.randrange(1, 2000)]
    elif way == 3:
        bytes_[at:at] = bytes_[at : at + 500] * chance.choice([1, 50])
    else:
        numbers = list(re.finditer(rb"\d+", bytes_))
        chosen = chance.sample(numbers, min(9, len(numbers)))
        for match in sorted(chosen, key=_start, reverse=True):
            bytes_[match.start() : match.end()] = chance.choice(NUMBERS)
    return bytes(bytes_)


def _start(match: re.Match[bytes]) -> int:
    return match.start()


def mutated_pdf(chance: random.Random, data: bytes) -> bytes:
    """Lead references and keys astray, or put operators into what a page draws."""
    bytes_ = bytearray(data)
    way = chance.randrange(3)
    pattern = (rb"\d+ 0 R", b"|".join(map(re.escape, KEYS)), rb"stream\r?\n(.*?)\r?\nendstream")[
        way
    ]
    matches = list(re.finditer(pattern, data, re.DOTALL))
    for match in sorted(chance.sample(matches, min(len(matches), 3)), key=_start, reverse=True):
        if way == 0:
            new = b"%d 0 R" % chance.randrange(1, 30)
        elif way == 1:
            new = chance.choice(KEYS)
        else:
            try:
                drawn = bytearray(zlib.decompress(match[1]))
            except zlib.error:
                continue
            at = chance.randrange(len(drawn) + 1)
            drawn[at:at] = chance.choice(OPERATORS)
            new = b"stream\n" + zlib.compress(bytes(drawn)) + b"\nendstream"
        bytes_[match.start() : match.end()] = new
    return bytes(bytes_)


def mutated_zip(chance: random.Random, data: bytes) -> bytes:
    """Put tags where they do not belong into the main part, or damage it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "content.xml" if "content.xml" in parts else "word/document.xml"
    parts[name] = mutated_text(chance, parts[name])
    return zipped(parts)


def mutated_text(chance: random.Random, data: bytes) -> bytes:
    bytes_ = bytearray(data)
    for _ in range(chance.choice([1, 3, 30])):
        at = chance.randrange(len(bytes_) + 1)
        bytes_[at:at] = chance.choice(TAGS)
    return bytes(bytes_)


Mutation = Callable[[random.Random, bytes], bytes]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_mutated_documents_are_read_or_have_their_reason(tmp_path: Path, seed: int):
    chance = random.Random(seed)
    seeds: list[tuple[str, bytes, Mutation]] = [
        ("pdf", pdf(), mutated_pdf),
        ("odt", odt(), mutated_zip),
        ("docx", docx(tmp_path), mutated_zip),
        ("html", html(), mutated_text),
        ("md", (f"# Rubrik\n\n{SENTENCE}\n\n| a | b |\n|-|-|\n" * 3).encode(), mutated_text),
    ]
    paths = []
    for number in range(250):
        suffix, data, mutate = chance.choice(seeds)
        if chance.random() < 0.6:
            data = mutate(chance, data)
        data = damaged(chance, data) if chance.random() < 0.6 else data
        path = tmp_path / f"{number}.{suffix}"
        path.write_bytes(data)
        paths.append(path)
    with ReaderPool(2, Guard(wall_seconds=600)) as pool:
        futures = [pool.submit(read_file, str(path), Limits()) for path in paths]
        documents = [decode(future.result()) for future in futures]
    assert [
        path.name for path, d in zip(paths, documents, strict=True) if not d.text and not d.error
    ] == []
    assert [
        (path.name, d.error)
        for path, d in zip(paths, documents, strict=True)
        if d.error and (d.error.reason is Reason.CRASHED or not d.error.detail)
    ] == []


def _offset_beyond(archive: bytes) -> bytes:
    """Cut bytes out of a ZIP archive: by its directory, its first part then lies before it."""
    end = archive.rindex(b"PK\x05\x06")
    return archive[:200] + archive[260:end] + archive[end:]


def test_an_archive_whose_parts_lie_before_it_is_damaged():
    document: ReadDocument = read_bytes(_offset_beyond(odt()), "plan.odt", Limits())
    assert document.error is not None
    assert document.error.reason is Reason.DAMAGED


def test_a_fault_of_a_library_is_a_damaged_document(monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object) -> ReadDocument:
        raise KeyError("startxref")

    monkeypatch.setattr("belagg.documents.opendocument.read_opendocument", fails)
    document = read_bytes(odt(), "plan.odt", Limits())
    assert document.error is not None
    assert (document.error.reason, document.error.detail) == (
        Reason.DAMAGED,
        "the reader failed: KeyError",
    )
