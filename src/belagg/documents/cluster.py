"""Reading and scanning on a cluster: Dask's, by the address of its scheduler.

The bytes of a document, and the packed texts of a scan, travel with the work, so that the
machines share nothing but Belägg itself. What a worker was doing when it was lost is done again
elsewhere, and nothing else is: work is known by a hash of its content. Each worker reads in
guarded child processes as this machine does, so a hostile document costs its own child there too.
The result is that of this machine, bit for bit.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import zstandard

from belagg.documents.concepts import Concept
from belagg.documents.conversion import converter_for
from belagg.documents.limits import Limits
from belagg.documents.pool import ReaderPool
from belagg.documents.read import read_file
from belagg.documents.review_read import read_copy, read_files
from belagg.documents.scan import Texts
from belagg.documents.scan_corpus import BLOCKS_A_TASK, by_document, scanner
from belagg.documents.scan_settle import Hit
from belagg.documents.store import Block, Corpus
from belagg.documents.text import FORMAT, ReadDocument, decode, encode
from belagg.language import _
from belagg.study.problems import Problem, StudyError

_AHEAD = 4
"""Pieces under way for each thread of the cluster: what this machine must hold at once."""
_TRIES = 10
"""How often a piece may be on a worker that is lost before this machine does it."""
_PATIENCE = 10
"""Seconds to wait for a scheduler, and for its first worker."""

Found = list[tuple[int, int, list[Hit]]]


class Packed(NamedTuple):
    """The texts of a block, compressed, as `belagg.documents.scan.Texts` has them."""

    data: bytes
    bytes: tuple[int, ...]
    languages: tuple[str, ...]


class LostError(Exception):
    """A piece was on workers that were lost, as often as it may be."""


class OtherFormatError(Exception):
    """A worker runs a version of Belägg that reads otherwise than this one."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster as the two things a review needs: `read` and `scan`.

    `executor` runs functions elsewhere and `threads` says how many at once; `killed` is the error
    of a piece that was lost with its workers.
    """

    executor: Executor
    threads: int
    killed: type[Exception]

    def read(self, paths: Sequence[Path], workers: int) -> Iterator[tuple[Path, ReadDocument]]:
        """Read files over there; give each as it is done. `workers` is for what is left for here.

        Raises StudyError when the scheduler is lost; what was given before is read for good.
        """
        left = iter(paths)
        waiting: dict[Future[bytes], Path] = {}
        here: list[Path] = []
        while True:
            for path in islice(left, _AHEAD * self.threads - len(waiting)):
                try:
                    data = path.read_bytes()
                except OSError:
                    here.append(path)
                    continue
                waiting[self._ask(read_there, path.suffix, data)] = path
            if not waiting:
                break
            for task in wait(waiting, return_when=FIRST_COMPLETED).done:
                path = waiting.pop(task)
                try:
                    yield path, decode(_result(task))
                except LostError:
                    here.append(path)
        yield from read_files(here, workers)

    def scan(
        self,
        path: Path,
        concepts: tuple[Concept, ...],
        documents: frozenset[int],
        _workers: int = 1,
    ) -> Iterator[tuple[int, list[Hit]]]:
        """Scan some documents of a corpus over there, in the order of the corpus."""
        with Corpus(path) as corpus:
            numbers = corpus.block_numbers(documents)
            tasks = [numbers[i : i + BLOCKS_A_TASK] for i in range(0, len(numbers), BLOCKS_A_TASK)]
            waiting: list[tuple[list[Block], Future[Found]]] = []
            for task in tasks:
                blocks = [corpus.block(number) for number in task]
                waiting.append((blocks, self._ask(scan_there, concepts, _packed(blocks))))
                if len(waiting) >= _AHEAD * self.threads:
                    yield from self._scanned(corpus, concepts, *waiting.pop(0), documents)
            for blocks, future in waiting:
                yield from self._scanned(corpus, concepts, blocks, future, documents)

    def _scanned(
        self,
        corpus: Corpus,
        concepts: tuple[Concept, ...],
        blocks: list[Block],
        future: Future[Found],
        documents: frozenset[int],
    ) -> Iterator[tuple[int, list[Hit]]]:
        try:
            found = _result(future)
        except LostError:
            found = scan_there(FORMAT, 0, concepts, _packed(blocks))
        return by_document(corpus, blocks, found, documents)

    def _ask(self, function: Callable[..., Any], *content: Any) -> Future[Any]:
        """Have a piece done, again elsewhere when it is lost with its worker."""
        answer: Future[Any] = Future()

        def ask(attempt: int) -> None:
            piece = self.executor.submit(function, FORMAT, attempt, *content)
            piece.add_done_callback(lambda done: answered(done, attempt))

        def answered(done: Future[Any], attempt: int) -> None:
            if done.cancelled():
                answer.set_exception(CancelledError())
            elif isinstance(done.exception(), self.killed):
                if attempt + 1 < _TRIES:
                    threading.Thread(target=ask, args=(attempt + 1,), daemon=True).start()
                else:
                    answer.set_exception(LostError())
            elif error := done.exception():
                answer.set_exception(error)
            else:
                answer.set_result(done.result())

        ask(0)
        return answer


def _result(future: Future[Any]) -> Any:
    """Give what a piece gave, or say what is wrong with the cluster."""
    try:
        return future.result()
    except (CancelledError, OSError):
        message = _("The scheduler was lost. What was read is kept: run the same command again.")
        raise StudyError([Problem("lost-scheduler", message)]) from None
    except (OtherFormatError, ImportError, AttributeError):
        message = _("The workers run another version of Belägg, or none: install this one there.")
        raise StudyError([Problem("other-version", message)]) from None


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Give the cluster whose scheduler has an address such as `tcp://10.0.0.1:8786`.

    Raises StudyError when Dask is not installed, nobody answers, or there is no worker.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        message = _("Install belagg[cluster] to use a cluster.")
        raise StudyError([Problem("no-cluster", message)]) from None
    # Its log tells in many lines what this module says in one.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError):
        message = _("No scheduler answers at {}; expected an address such as tcp://10.0.0.1:8786.")
        raise StudyError([Problem("no-scheduler", message.format(address))]) from None
    with closing(client):
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            message = _("The scheduler at {} has no workers.").format(address)
            raise StudyError([Problem("no-workers", message)]) from None
        threads = sum(client.nthreads().values())
        yield Cluster(client.get_executor(pure=True), threads, KilledWorker)


# --- on the workers ---------------------------------------------------------------------------


_here = threading.local()


def read_there(form: int, attempt: int, suffix: str, data: bytes) -> bytes:
    """Read the bytes of a document in a guarded child of a worker; gives it `encode`d.

    `form` is the `FORMAT` of who asks, and `attempt` tells one asking from the next. Raises
    OtherFormatError.
    """
    del attempt
    _same(form)
    if not hasattr(_here, "pool"):
        _here.pool = ReaderPool(1)
    pool: ReaderPool = _here.pool
    with TemporaryDirectory(prefix="belagg-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"document{suffix}"
        path.write_bytes(data)
        answer = pool.submit(read_file, str(path), Limits()).result()
        document = decode(answer)
        converter = converter_for(document.error)
        if converter is None or not converter.installed:
            return answer
        return encode(read_copy(pool, path, document, converter))


def scan_there(
    form: int, attempt: int, concepts: tuple[Concept, ...], blocks: Sequence[Packed]
) -> Found:
    """Scan the texts of some blocks: places of block and text, and the hits of each."""
    del attempt
    _same(form)
    expand = zstandard.ZstdDecompressor()
    texts = [Texts(expand.decompress(b.data), b.bytes, b.languages) for b in blocks]
    return list(scanner(concepts).scan_joined(texts))


def _same(form: int) -> None:
    if form != FORMAT:
        raise OtherFormatError


def _packed(blocks: Sequence[Block]) -> list[Packed]:
    compress = zstandard.ZstdCompressor()
    return [Packed(compress.compress(b.data), b.bytes, b.languages) for b in blocks]
