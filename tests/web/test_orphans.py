"""A background process ends with what started it, even where it cannot end in an orderly way."""

import os
import signal
import subprocess
import sys
import time

STUCK = """
import os, signal, sys, time
from belagg.web import orphans

orphans._PAUSE = orphans._PATIENCE = 0.1
signal.signal(signal.SIGTERM, signal.SIG_IGN)
orphans.end_with(os.getppid())
print(os.getpid(), flush=True)
time.sleep(600)
"""

PARENT = f"""
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", {STUCK!r}])
time.sleep(600)
"""


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_hangs_in_its_ending_is_ended_all_the_same():
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    try:
        parent.kill()
        parent.wait()
        for _look in range(300):
            if not lives(child):
                break
            time.sleep(0.1)
        assert not lives(child)
    finally:
        if lives(child):
            os.kill(child, signal.SIGKILL)
        parent.stdout.close()
