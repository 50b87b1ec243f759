"""A process that reads documents for `belagg.documents.pool`, within limits, until told to stop.

It imports the reader alone. A request on standard input is MessagePack of (path, limits); an
answer on standard output is a head (`HEAD`) and the document's bytes. Both are framed by length.
"""

import os
import resource
import struct
import sys

import msgspec

from belagg.documents.limits import Limits
from belagg.documents.read import read_path
from belagg.documents.text import encode

HEAD = struct.Struct("<II?")
"""Of an answer: length of the document's bytes, resident memory in KiB, whether memory ran out."""
LENGTH = struct.Struct("<I")
"""Of a request: its length."""


class Request(msgspec.Struct, frozen=True, array_like=True):
    """What a child is asked to read, and the seconds of processor time it may take."""

    path: str
    limits: Limits
    cpu_seconds: int


def main() -> None:
    """Serve until standard input ends; the argument is the limit of address space in bytes."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Nothing that a library prints may end up among the answers.
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    requests = msgspec.msgpack.Decoder(Request)
    with os.fdopen(0, "rb") as source, os.fdopen(answers, "wb") as target:
        while head := source.read(LENGTH.size):
            request = requests.decode(source.read(*LENGTH.unpack(head)))
            _allow(request.cpu_seconds)
            document, out_of_memory = _read(request)
            target.write(HEAD.pack(len(document), _resident(), out_of_memory))
            target.write(document)
            target.flush()


def _allow(seconds: int) -> None:
    """Let the process use so much more processor time; beyond it the system ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _read(request: Request) -> tuple[bytes, bool]:
    try:
        return encode(read_path(request.path, request.limits)), False
    except MemoryError:
        return b"", True


def _resident() -> int:
    """Give the largest resident memory so far, in KiB (macOS counts bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform != "darwin" else peak >> 10


if __name__ == "__main__":
    main()
