"""Background processes end when what started them is gone, also when that was killed outright."""

import os
import signal
import threading
import time

_PAUSE = 1.0
"""Seconds between two looks at whether the parent is there."""
_PATIENCE = 30.0
"""Seconds in which a process may end in an orderly way."""


def end_with(parent: int) -> None:
    """Let this process be ended once `parent` is no longer the process that started it.

    It is asked first (SIGTERM), and killed where it has not ended some time later: what ends a
    queue of tasks can wait for ever on a lock that a signal came in the midst of.

    A process whose parent has died is given another by the system, whatever the parent died of.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PAUSE)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_PATIENCE)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def end_children_with_us() -> None:
    """Let every process that is forked from this one, or from such a one, end with its parent."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: end_with(os.getppid()))
