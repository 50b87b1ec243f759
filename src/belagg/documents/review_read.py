"""Reading many files for a review, over the pool of guarded processes."""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from itertools import islice
from pathlib import Path

from belagg.documents.conversion import Converter, convert, converter_for
from belagg.documents.limits import Limits
from belagg.documents.pool import ReaderPool
from belagg.documents.read import read_file
from belagg.documents.text import ReadDocument, Unreadable, decode

_AHEAD = 4
"""Documents under way for each worker: enough to keep it busy, few enough to keep memory flat."""

_Later = tuple[Path, ReadDocument, Converter]


def read_files(paths: Sequence[Path], workers: int) -> Iterator[tuple[Path, ReadDocument]]:
    """Read files with a number of workers; give each as it is done.

    Those that another program must make readable are left to the end, as they take the longest.
    """
    later: list[_Later] = []
    for path, document in _read(paths, workers):
        converter = converter_for(document.error)
        if converter is not None and converter.installed:
            later.append((path, document, converter))
        else:
            yield path, document
    if later:
        yield from _read_converted(later, workers)


def _read(paths: Sequence[Path], workers: int) -> Iterator[tuple[Path, ReadDocument]]:
    if not paths:
        return
    limits = Limits()
    left = iter(paths)
    waiting: dict[Future[bytes], Path] = {}
    pool = ReaderPool(min(workers, len(paths)))
    try:
        while True:
            for path in islice(left, _AHEAD * workers - len(waiting)):
                waiting[pool.submit(read_file, str(path), limits)] = path
            if not waiting:
                return
            for task in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(task), decode(task.result())
    finally:
        pool.shutdown(cancel_futures=True)


def _read_converted(later: Sequence[_Later], workers: int) -> Iterator[tuple[Path, ReadDocument]]:
    """Read copies that other programs make, each in a folder that is gone with it."""
    workers = min(workers, len(later))
    with ReaderPool(workers) as pool, ThreadPoolExecutor(workers) as threads:

        def read(task: _Later) -> tuple[Path, ReadDocument]:
            path, document, converter = task
            return path, read_copy(pool, path, document, converter)

        yield from threads.map(read, later)


def read_copy(
    pool: ReaderPool, path: Path, document: ReadDocument, converter: Converter
) -> ReadDocument:
    """Read the copy that another program makes of a file that came back as `document`, unread."""
    with tempfile.TemporaryDirectory(prefix="belagg-", ignore_cleanup_errors=True) as name:
        copy = convert(converter, path, Path(name))
        if isinstance(copy, Unreadable):
            return replace(document, error=copy)
        return decode(pool.submit(read_file, str(copy), Limits()).result())
