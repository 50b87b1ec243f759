"""The corpus file: what was read, kept once per content, so that a new list needs no reading.

One SQLite file (write-ahead log: readers never wait, a crash loses the last transaction at most
and breaks nothing). The texts stand apart from all else, joined to blocks of about a megabyte and
compressed with zstd, so that a scan reads nothing but text and runs the engine once a block. A
document is added to the last block while it is small, else to a new one: what adding costs does
not depend on what is there. Lines, paragraphs and boxes are kept per document and are read only
where something was found.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import numpy as np
import zstandard

from belagg.documents.text import (
    FORMAT,
    PAGE_STATES,
    Layout,
    PageState,
    ReadDocument,
    Reason,
    Unreadable,
    decode,
    encode,
    other_readings,
)

BLOCK = 1 << 20
"""Bytes of text from which a block takes no more."""
_LEVEL = 3
_SEPARATOR = "\u2029"
"""Between a text and the other readings of its joints, and between these; ends a sentence."""

_SCHEMA = """
create table if not exists blocks (
    block integer primary key, raw integer not null, text blob not null
);
create table if not exists documents (
    document integer primary key, sha256 text not null unique, block integer, place integer,
    bytes integer not null, characters integer not null, language text not null,
    pages integer not null, unread integer not null, words integer not null, layout text not null,
    title text not null, doubtful integer not null, error text, detail text not null,
    rest blob not null
);
create index if not exists documents_in_block on documents (block, place);
create table if not exists files (
    path text primary key, size integer not null, modified integer not null, sha256 text not null
) without rowid;
"""


_COLUMNS = (
    "sha256", "block", "place", "bytes", "characters", "language", "pages", "unread", "words",
    "layout", "title", "doubtful", "error", "detail", "rest",
)  # fmt: skip
_INSERT = (
    f"insert into documents ({', '.join(_COLUMNS)})"  # noqa: S608  (names of this module)
    f" values ({', '.join(':' + column for column in _COLUMNS)})"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a kept document without its text.

    `unread` pages hold no text to read; `doubtful` says that another engine finds more words.
    """

    number: int
    sha256: str
    pages: int
    unread: int
    words: int
    layout: Layout
    language: str
    title: str
    doubtful: bool
    error: Unreadable | None


@dataclass(frozen=True, slots=True)
class Block:
    """Texts of several documents: joined by LF in `data`, in the order of the other columns."""

    number: int
    data: bytes
    documents: tuple[int, ...]
    bytes: tuple[int, ...]
    characters: tuple[int, ...]
    languages: tuple[str, ...]


def unread_pages(document: ReadDocument) -> int:
    """Count the pages that are pictures without text, or damaged."""
    unread = [PAGE_STATES.index(state) for state in (PageState.IMAGE, PageState.DAMAGED)]
    return int(np.isin(document.page_states, unread).sum())


def scanned_text(document: ReadDocument) -> str:
    """Give what is scanned of a document: its text and the other reading of each joint.

    The other readings follow the text after one separator, in the order and with the offsets of
    `other_readings(text, joints).text`.
    """
    if not len(document.joints):
        return document.text
    other = other_readings(document.text, document.joints).text
    return document.text + _SEPARATOR + other.replace("\n", _SEPARATOR)


class Corpus:
    """An open corpus file; use it in a `with`, or call `close`."""

    def __init__(self, path: Path) -> None:
        """Open the file, made where there is none; what an older format kept is read anew."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._connection = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._connection.execute("pragma page_size = 16384")
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = normal")
        self._compress = zstandard.ZstdCompressor(level=_LEVEL)
        self._expand = zstandard.ZstdDecompressor()
        # Only who makes the file new waits for whoever writes to it.
        if self._format() != FORMAT:
            with self._writing():
                self._make_new()

    def _format(self) -> int:
        (version,) = self._connection.execute("pragma user_version").fetchone()
        return int(version)

    def _make_new(self) -> None:
        if self._format() == FORMAT:
            return
        for table in ("blocks", "documents", "files"):
            self._connection.execute(f"drop table if exists {table}")
        for statement in _SCHEMA.split(";"):
            self._connection.execute(statement)
        self._connection.execute(f"pragma user_version = {FORMAT}")

    def __enter__(self) -> "Corpus":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._connection.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Let several queries see one state, whoever writes meanwhile."""
        self._connection.execute("begin")
        try:
            yield
        finally:
            self._connection.execute("commit")

    # --- files ------------------------------------------------------------------------------

    def hash_of(self, path: Path) -> str | None:
        """Give the checksum remembered of a file, if size and time of change are the same."""
        state = path.stat()
        row = self._connection.execute(
            "select sha256 from files where path = ? and size = ? and modified = ?",
            (str(path.resolve()), state.st_size, state.st_mtime_ns),
        ).fetchone()
        return row[0] if row else None

    def remember(self, hashes: Iterable[tuple[Path, str]]) -> None:
        """Remember the checksums of files as they are now."""
        rows = []
        for path, sha256 in hashes:
            state = path.stat()
            rows.append((str(path.resolve()), state.st_size, state.st_mtime_ns, sha256))
        with self._writing():
            self._connection.executemany("insert or replace into files values (?, ?, ?, ?)", rows)

    # --- documents --------------------------------------------------------------------------

    def add(
        self, documents: Iterable[ReadDocument], doubtful: Collection[str] = frozenset()
    ) -> int:
        """Keep documents, each content once, in one transaction; give how many were new.

        `doubtful` are the checksums of those in which another engine finds more words.
        """
        added = 0
        with self._writing():
            block, texts = self._last_block()
            changed = False
            for document in documents:
                if self.number_of(document.sha256) is not None:
                    continue
                if sum(map(len, texts)) >= BLOCK:
                    self._write(block, texts)
                    block, texts = block + 1, []
                text = scanned_text(document).encode()
                rest = self._compress.compress(encode(replace(document, text="")))
                error = document.error
                row = {
                    "sha256": document.sha256, "block": block, "place": len(texts),
                    "bytes": len(text), "characters": len(document.text),
                    "language": document.language, "pages": len(document.pages),
                    "unread": unread_pages(document), "words": document.words,
                    "layout": document.layout.value, "title": document.title,
                    "doubtful": document.sha256 in doubtful,
                    "error": error.reason.value if error else None,
                    "detail": error.detail if error else "", "rest": rest,
                }  # fmt: skip
                self._connection.execute(_INSERT, row)
                texts.append(text)
                added, changed = added + 1, True
            if changed:
                self._write(block, texts)
        return added

    def _last_block(self) -> tuple[int, list[bytes]]:
        """Give the block to add to, with its texts: the last while it is small, else a new one."""
        row = self._connection.execute(
            "select block, raw, text from blocks order by block desc limit 1"
        ).fetchone()
        if row is None:
            return 1, []
        number, raw, data = row
        if raw >= BLOCK:
            return number + 1, []
        whole = self._expand.decompress(data)
        texts, at = [], 0
        for (size,) in self._connection.execute(
            "select bytes from documents where block = ? order by place", (number,)
        ):
            texts.append(whole[at : at + size])
            at += size + 1
        return number, texts

    def _write(self, block: int, texts: Sequence[bytes]) -> None:
        data = b"\n".join(texts)
        self._connection.execute(
            "insert or replace into blocks values (?, ?, ?)",
            (block, len(data), self._compress.compress(data)),
        )

    def number_of(self, sha256: str) -> int | None:
        """Give the number under which a content is kept; None where it is not."""
        row = self._connection.execute(
            "select document from documents where sha256 = ?", (sha256,)
        ).fetchone()
        return row[0] if row else None

    def kept(self, sha256: str) -> Kept | None:
        """Give what is known of a content; None where it is not kept."""
        row = self._connection.execute(
            "select document, sha256, pages, unread, words, layout, language, title, doubtful,"
            " error, detail from documents where sha256 = ?",
            (sha256,),
        ).fetchone()
        if row is None:
            return None
        number, _, pages, unread, words, layout, language, title, doubtful, error, detail = row
        reason = Unreadable(Reason(error), detail) if error else None
        return Kept(
            number, sha256, pages, unread, words, Layout(layout), language, title,
            bool(doubtful), reason,
        )  # fmt: skip

    def document(self, number: int) -> ReadDocument:
        """Give a document as it was read; KeyError where there is none of the number."""
        row = self._connection.execute(
            "select rest, block, place, bytes, characters from documents where document = ?",
            (number,),
        ).fetchone()
        if row is None:
            raise KeyError(number)
        rest, block, place, size, characters = row
        (before,) = self._connection.execute(
            "select coalesce(sum(bytes + 1), 0) from documents where block = ? and place < ?",
            (block, place),
        ).fetchone()
        data = self._text(block)
        text = data[before : before + size].decode()[:characters]
        return replace(decode(self._expand.decompress(rest)), text=text)

    def rest(self, number: int) -> ReadDocument:
        """Give all of a document but its text; KeyError where there is none of the number."""
        row = self._connection.execute(
            "select rest from documents where document = ?", (number,)
        ).fetchone()
        if row is None:
            raise KeyError(number)
        return decode(self._expand.decompress(row[0]))

    # --- scanning ---------------------------------------------------------------------------

    def block_numbers(self, documents: Iterable[int] | None = None) -> list[int]:
        """Give the blocks there are, or those that hold any of some documents, in order."""
        if documents is None:
            rows = self._connection.execute("select block from blocks order by block").fetchall()
            return [row[0] for row in rows]
        found: set[int] = set()
        for number in documents:
            found |= {
                row[0]
                for row in self._connection.execute(
                    "select block from documents where document = ?", (number,)
                )
            }
        return sorted(found)

    def block(self, number: int) -> Block:
        """Give a block with what is needed to tell its documents apart."""
        with self._reading():
            rows = self._connection.execute(
                "select document, bytes, characters, language from documents"
                " where block = ? order by place",
                (number,),
            ).fetchall()
            data = self._text(number)
        documents, sizes, characters, languages = zip(*rows, strict=True) if rows else ((),) * 4
        return Block(number, data, documents, sizes, characters, languages)

    def _text(self, block: int) -> bytes:
        (data,) = self._connection.execute(
            "select text from blocks where block = ?", (block,)
        ).fetchone()
        return self._expand.decompress(data)
