"""Reading many files for a review, over the pool of guarded processes."""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from pathlib import Path

from belagg.documents.limits import Limits
from belagg.documents.pool import ReaderPool
from belagg.documents.read import read_file
from belagg.documents.text import ReadDocument, decode

_AHEAD = 4
"""Documents under way for each worker: enough to keep it busy, few enough to keep memory flat."""


def read_files(paths: Sequence[Path], workers: int) -> Iterator[tuple[Path, ReadDocument]]:
    """Read files with a number of workers; give each as it is done."""
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
