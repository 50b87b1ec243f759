"""A review: read documents, look for concepts in them, and measure how much they say."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from belagg.documents.concepts import Concept
from belagg.documents.conversion import converter_for
from belagg.documents.coverage import Coverage, Measured, measure
from belagg.documents.review_files import Source
from belagg.documents.scan_corpus import Scan, scan_here
from belagg.documents.scan_settle import Hit
from belagg.documents.second_opinion import has_too_few_words
from belagg.documents.store import Corpus, Kept
from belagg.documents.text import ReadDocument, Reason, Unreadable

Tell = Callable[[str, int, int], None]
"""Called with what is being done (`read` or `scan`), how much of it, and of how much."""

Read = Callable[[Sequence[Path], int], Iterator[tuple[Path, ReadDocument]]]
"""Reads files with a number of workers; gives each as it is done, in any order."""

_BATCH = 50
"""Documents read between two savings: what a power cut can cost."""
_FLEETING = frozenset({Reason.TIMEOUT, Reason.MEMORY, Reason.CRASHED, Reason.MISSING})
"""Reasons that another day may not hold; such documents are tried anew the next time."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One document of a review; `measured` is None where it could not be read.

    `unread` of its `pages` hold no text to read; `doubtful` says that another engine finds many
    more words in it.
    """

    source: Source
    sha256: str
    pages: int
    unread: int
    words: int
    language: str
    title: str
    doubtful: bool
    error: Unreadable | None
    measured: Measured | None


@dataclass(frozen=True, slots=True)
class Review:
    """Documents in the order of their names, each measured on every concept."""

    concepts: tuple[Concept, ...]
    documents: tuple[Reviewed, ...]

    @property
    def unreadable(self) -> tuple[Reviewed, ...]:
        """The documents that nothing is known of: listed, never counted as saying nothing."""
        return tuple(d for d in self.documents if d.error is not None)

    def forms(self) -> dict[str, Counter[str]]:
        """Count the forms that were found, by concept, in small letters: what can be struck out."""
        found: dict[str, Counter[str]] = {c.concept_id: Counter() for c in self.concepts}
        for document in self.documents:
            for hit in document.measured.hits if document.measured else ():
                found[hit.concept][" ".join(hit.text.lower().split())] += 1
        return found


def default_corpus() -> Path:
    """Give the corpus file of this user: what was ever read is read once."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "belagg" / "documents.corpus"


def review(
    sources: Sequence[Source],
    concepts: tuple[Concept, ...],
    *,
    corpus: Path,
    read: Read,
    scan: Scan = scan_here,
    workers: int = 1,
    tell: Tell = lambda stage, done, total: None,
) -> Review:
    """Read what is not yet in the corpus file, scan, and measure.

    What an interrupted review has read stays read. The result is the same whatever the number
    of workers and the order in which documents were read.
    """
    hashes, failed = _read_new(sources, corpus, read, workers, tell)
    with Corpus(corpus) as store:
        kept = {sha256: known for sha256 in set(hashes.values()) if (known := store.kept(sha256))}
    numbers = frozenset(k.number for k in kept.values() if k.error is None)
    names = [concept.concept_id for concept in concepts]
    measured: dict[int, Measured] = {}
    with Corpus(corpus) as store:
        found = scan(corpus, concepts, numbers, workers)
        for done, (number, hits) in enumerate(found, 1):
            measured[number] = measure(store.document(number), _unique(hits), names)
            tell("scan", done, len(numbers))
    nothing = Measured((), (), tuple(_nothing(c.concept_id) for c in concepts), 0, 0, 0)
    return Review(
        concepts,
        tuple(
            _reviewed(source, hashes, kept, failed, measured, nothing) for source in sorted(sources)
        ),
    )


def _nothing(concept: str) -> Coverage:
    return Coverage(concept, 0, 0, 0, 0, 0, 0, 0.0, 0, 0, ())


def _reviewed(
    source: Source,
    hashes: Mapping[Path, str],
    kept: Mapping[str, Kept],
    failed: Mapping[Path, Unreadable],
    measured: Mapping[int, Measured],
    nothing: Measured,
) -> Reviewed:
    known = kept.get(hashes.get(source.path, ""))
    if known is None or known.error is not None:
        error = known.error if known else failed[source.path]
        pages = known.pages if known else 0
        return Reviewed(
            source, hashes.get(source.path, ""), pages, pages, 0, "", "", False, error, None
        )
    return Reviewed(
        source, known.sha256, known.pages, known.unread, known.words, known.language, known.title,
        known.doubtful, None, measured.get(known.number, nothing),
    )  # fmt: skip


# --- reading --------------------------------------------------------------------------------


def _read_new(
    sources: Sequence[Source], corpus: Path, read: Read, workers: int, tell: Tell
) -> tuple[dict[Path, str], dict[Path, Unreadable]]:
    """Read what the corpus lacks; give each file's checksum, and why some have none."""
    hashes: dict[Path, str] = {}
    failed: dict[Path, Unreadable] = {}
    paths = list(dict.fromkeys(source.path for source in sources))
    with Corpus(corpus) as store:
        unread, fresh = [], []
        for path in paths:
            try:
                sha256 = store.hash_of(path)
                if sha256 is None:
                    sha256 = _checksum(path)
                    fresh.append((path, sha256))
            except OSError as error:
                failed[path] = Unreadable(Reason.MISSING, type(error).__name__)
                continue
            hashes[path] = sha256
            if store.number_of(sha256) is None:
                unread.append(path)
        store.remember(fresh)
        first = {hashes[path]: path for path in reversed(unread)}
        batch: list[ReadDocument] = []
        doubtful: set[str] = set()
        try:
            for done, (path, document) in enumerate(read(list(first.values()), workers), 1):
                tell("read", done, len(first))
                if document.error is not None and _may_pass(document.error):
                    failed |= {p: document.error for p in paths if hashes.get(p) == hashes[path]}
                    continue
                batch.append(replace(document, sha256=hashes[path]))
                if has_too_few_words(path, document):
                    doubtful.add(hashes[path])
                if len(batch) >= _BATCH:
                    store.add(batch, doubtful)
                    batch = []
        finally:
            store.add(batch, doubtful)
    return hashes, failed


def _may_pass(error: Unreadable) -> bool:
    """Whether it may be read another day: in a quieter hour, or by a program then there."""
    converter = converter_for(error)
    return error.reason in _FLEETING or (converter is not None and not converter.installed)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unique(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(dict.fromkeys(hits))
