"""The worker that `belagg serve` starts does not outlive it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="reads what runs from /proc"),
]


def running_with(home: Path) -> list[int]:
    """Give the processes whose data lie in a folder."""
    wanted, found = f"BELAGG_HOME={home}".encode(), []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z" and wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def wait_until(true) -> None:
    for _try in range(1200):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to that")


def test_a_server_that_is_killed_outright_leaves_no_worker_behind(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {**os.environ, "BELAGG_HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    log = tmp_path / "log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "belagg", "serve", "--port", str(port)],
            env=environment, stdout=stream, stderr=stream, start_new_session=True,
        )  # fmt: skip
    try:
        wait_until(lambda: b"running." in log.read_bytes())
        # The server and its worker, and what the worker started.
        assert len(running_with(tmp_path)) > 4
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        wait_until(lambda: running_with(tmp_path) == [])
    finally:
        for pid in running_with(tmp_path):
            os.kill(pid, signal.SIGKILL)
