"""The process that reads one message from a stranger: message in, what it says as JSON out.

It may use 256 MB of memory and ten seconds of processor time; a message that asks for more, or that
makes the reader fail, ends this process alone.
"""

import json
import sys

from belagg.web.fieldwork.bounce_reports import LARGEST, returned_in

MEMORY = 256 << 20
"""How much address space the process may take, in bytes."""
SECONDS = 10
"""How much processor time it may take."""


def main() -> None:
    """Read the message on standard input; write its Message-ID and status, or nothing."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    found = returned_in(sys.stdin.buffer.read(LARGEST + 1))
    if found is not None:
        json.dump([found.message_id, found.status], sys.stdout)


if __name__ == "__main__":
    main()
