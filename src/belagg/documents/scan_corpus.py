"""Scanning a corpus file, block by block, over any executor."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from belagg.documents.concepts import Concept
from belagg.documents.scan import Scanner, Texts
from belagg.documents.scan_plan import Plan
from belagg.documents.scan_settle import Hit
from belagg.documents.store import Block, Corpus
from belagg.documents.text import other_readings

_TASKS_AHEAD = 64
"""Tasks under way at once: enough for many workers, few enough to keep memory flat."""
BLOCKS_A_TASK = 8
"""Blocks scanned at a time: enough to spread what each round costs."""
_ALONE = 48
"""Blocks (megabytes of text) that are scanned before another process would have begun."""

Scan = Callable[[Path, tuple[Concept, ...], frozenset[int], int], Iterator[tuple[int, list[Hit]]]]
"""Scans some documents of a corpus file with a number of workers; gives those with hits."""


@lru_cache(maxsize=4)
def scanner(concepts: tuple[Concept, ...]) -> Scanner:
    """Give the scanner of a list of concepts, made once a process."""
    return Scanner(Plan(concepts))


def scan_here(
    path: Path, concepts: tuple[Concept, ...], documents: frozenset[int], workers: int
) -> Iterator[tuple[int, list[Hit]]]:
    """Scan some documents of a corpus on this machine, in processes where there is much of it."""
    with Corpus(path) as corpus:
        blocks = len(corpus.block_numbers(documents))
    if workers == 1 or blocks <= _ALONE:
        yield from scan_corpus(path, concepts, None, documents)
        return
    # Spawned, since a process that reads and shows progress has threads that must not be forked.
    with ProcessPoolExecutor(workers, get_context("spawn")) as executor:
        yield from scan_corpus(path, concepts, executor, documents)


def scan_corpus(
    path: Path,
    concepts: tuple[Concept, ...],
    executor: Executor | None = None,
    documents: frozenset[int] | None = None,
) -> Iterator[tuple[int, list[Hit]]]:
    """Give the number and hits of every document of a corpus in which something is found.

    `documents` bounds the scan to some numbers. The order is that of the corpus, whatever the
    executor; with none, everything happens in this process.
    """
    with Corpus(path) as corpus:
        blocks = corpus.block_numbers(documents)
    tasks = [blocks[i : i + BLOCKS_A_TASK] for i in range(0, len(blocks), BLOCKS_A_TASK)]
    if executor is None:
        for task in tasks:
            yield from scan_blocks(path, concepts, task, documents)
        return
    waiting: list[Future[list[tuple[int, list[Hit]]]]] = []
    for task in tasks:
        waiting.append(executor.submit(scan_blocks, path, concepts, task, documents))
        if len(waiting) >= _TASKS_AHEAD:
            yield from waiting.pop(0).result()
    for future in waiting:
        yield from future.result()


def scan_blocks(
    path: Path,
    concepts: tuple[Concept, ...],
    blocks: Sequence[int],
    documents: frozenset[int] | None,
) -> list[tuple[int, list[Hit]]]:
    """Scan some blocks of a corpus file; what `scan_corpus` hands to its executor."""
    look = scanner(concepts)
    with Corpus(path) as corpus:
        several = [corpus.block(number) for number in blocks]
        texts = [Texts(block.data, block.bytes, block.languages) for block in several]
        return list(by_document(corpus, several, look.scan_joined(texts), documents))


def by_document(
    corpus: Corpus,
    blocks: Sequence[Block],
    found: Iterable[tuple[int, int, list[Hit]]],
    documents: frozenset[int] | None,
) -> Iterator[tuple[int, list[Hit]]]:
    """Turn the hits of the texts of some blocks into those of documents, by their number.

    `found` has the place of the block, that of the text within it, and its hits, as
    `Scanner.scan_joined` gives them.
    """
    for which, place, hits in found:
        number = blocks[which].documents[place]
        if documents is not None and number not in documents:
            continue
        length = blocks[which].characters[place]
        own = [hit for hit in hits if hit.end <= length]
        if len(own) < len(hits):
            other = [hit for hit in hits if hit.start > length]
            own = _with_joints(corpus, number, own, other, length)
        if own:
            yield number, own


def _with_joints(
    corpus: Corpus, number: int, own: list[Hit], other: list[Hit], length: int
) -> list[Hit]:
    """Add the hits of the other readings that touch a joint, at their place in the text."""
    document = corpus.document(number)
    readings = other_readings(document.text, document.joints)
    found = dict.fromkeys(own)
    for hit in other:
        place = readings.in_document(hit.start - length - 1, hit.end - length - 1)
        if place is not None and not any(
            h.concept == hit.concept and h.start < place[1] and place[0] < h.end for h in own
        ):
            found[Hit(place[0], place[1], hit.concept, hit.term)] = None
    return sorted(found)
