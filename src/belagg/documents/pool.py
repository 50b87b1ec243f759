"""Reading documents that may be hostile, in child processes that may be lost.

A child reads one document after another, since starting one costs more than reading most
documents. It has little address space and processor time, a watchdog, and no network where
bubblewrap works. When a child is lost the document it was reading is read once more, alone, in
a fresh one: an earlier document may have spoilt the child. Only a document that loses a child by
itself comes back unread, with the reason.
"""

import contextlib
import hashlib
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import msgspec

from belagg.documents.child import HEAD, LENGTH, Request
from belagg.documents.confinement import confinement
from belagg.documents.limits import Limits
from belagg.documents.read import read_file
from belagg.documents.text import ReadDocument, Reason, Unreadable, encode

P = ParamSpec("P")
T = TypeVar("T")

_MODULE = "belagg.documents.child"
_MOST = 1 << 30
"""No answer is longer, in bytes."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What a child may use: address space in bytes, seconds, documents before it is renewed.

    `cpu_seconds` and `wall_seconds` are for one document. A child is also renewed when its
    resident memory has passed half its address space.
    """

    memory_bytes: int = 768 << 20
    cpu_seconds: int = 60
    wall_seconds: float = 180.0
    documents: int = 500


class ReaderPool(Executor):
    """Runs `belagg.documents.read.read_file`, and nothing else, in `workers` guarded children.

    The future of a document always has a result, `encode`d: one that ends its child comes back
    with `error`. Use as a context manager.
    """

    def __init__(self, workers: int, guard: Guard | None = None) -> None:
        self._guard = guard or Guard()
        self._tasks: queue.SimpleQueue[tuple[Future[bytes], str, Limits] | None] = (
            queue.SimpleQueue()
        )
        self._closed = False
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a document read: `submit(read_file, path, limits)`."""
        if fn is not read_file or kwargs or len(args) != 2 or self._closed:
            raise RuntimeError("a reader pool runs read_file(path, limits), until it is closed")
        path, limits = args
        future: Future[Any] = Future()
        self._tasks.put((future, os.fspath(cast(str, path)), cast(Limits, limits)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the children when what is submitted is done, or at once when it is cancelled."""
        self._closed = True
        if cancel_futures:
            with contextlib.suppress(queue.Empty):
                while task := self._tasks.get_nowait():
                    task[0].cancel()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _work(self) -> None:
        desk = _Desk(self._guard)
        try:
            while task := self._tasks.get():
                future, path, limits = task
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    future.set_result(desk.read(path, limits))
                except BaseException as error:
                    future.set_exception(error)
        finally:
            desk.close()


class _LostError(Exception):
    """A child ended, was ended or ran out of memory over a document."""

    def __init__(self, reason: Reason, detail: str) -> None:
        self.unreadable = Unreadable(reason, detail)
        super().__init__(detail)


class _Desk:
    """One place in the pool: a child at a time."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._child: _Child | None = None

    def read(self, path: str, limits: Limits) -> bytes:
        """Read a document; again, alone, when its child is lost and had read others before."""
        child = self._child or _Child(self._guard)
        self._child = None
        try:
            if child.answered:
                with contextlib.suppress(_LostError):
                    return self._ask(child, path, limits)
                child = _Child(self._guard)
            return self._ask(child, path, limits)
        except _LostError as lost:
            return encode(ReadDocument(_digest(path), "", error=lost.unreadable))

    def _ask(self, child: "_Child", path: str, limits: Limits) -> bytes:
        try:
            answer = child.ask(path, limits)
        except BaseException:
            child.close()
            raise
        if child.spent:
            child.close()
        else:
            self._child = child
        return answer

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.close()


class _Child:
    """A process that runs `belagg.documents.child`."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self.answered = 0
        self.spent = False
        python = (sys.executable, "-m", _MODULE, str(guard.memory_bytes))
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [*confinement(), *python],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
            start_new_session=True,
        )

    def ask(self, path: str, limits: Limits) -> bytes:
        """Have a document read; raises _LostError when the child does not live to answer."""
        request = msgspec.msgpack.encode(Request(path, limits, self._guard.cpu_seconds))
        end = time.monotonic() + self._guard.wall_seconds
        source = self._process.stdin
        assert source is not None  # noqa: S101 - a pipe was asked for
        try:
            source.write(LENGTH.pack(len(request)) + request)
        except OSError as error:
            raise self._lost() from error
        length, resident, out_of_memory = HEAD.unpack(self._receive(HEAD.size, end))
        if out_of_memory:
            raise _LostError(Reason.MEMORY, "out of memory")
        if length > _MOST:
            raise _LostError(Reason.CRASHED, "an answer that cannot be")
        answer = self._receive(length, end)
        self.answered += 1
        full = resident << 10 > self._guard.memory_bytes // 2
        self.spent = full or self.answered >= self._guard.documents
        return answer

    def _receive(self, length: int, end: float) -> bytes:
        stream = self._process.stdout
        assert stream is not None  # noqa: S101 - a pipe was asked for
        chunks: list[bytes] = []
        while length:
            ready, _, _ = select.select([stream], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise _LostError(Reason.TIMEOUT, f"no answer in {self._guard.wall_seconds:g} s")
            chunk = os.read(stream.fileno(), min(length, 1 << 20))
            if not chunk:
                raise self._lost()
            chunks.append(chunk)
            length -= len(chunk)
        return b"".join(chunks)

    def _lost(self) -> _LostError:
        """Say why the child ended."""
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return _LostError(Reason.CRASHED, "stopped answering")
        # Bubblewrap passes a signal on as a shell does.
        number = -code if code < 0 else code - 128 if code > 128 else 0
        if number == signal.SIGXCPU:
            return _LostError(Reason.TIMEOUT, f"{self._guard.cpu_seconds} s of processor time")
        if number == signal.SIGKILL:
            return _LostError(Reason.MEMORY, "ended by the system")
        name = signal.Signals(number).name if number in set(signal.Signals) else f"exit {code}"
        return _LostError(Reason.CRASHED, name)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.kill()
        self._process.wait()


def _digest(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
