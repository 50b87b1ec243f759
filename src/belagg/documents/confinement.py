"""No network, and files to read only, for programs that open hostile documents."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

_CONFINED = (
    "bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--unshare-net",
    "--unshare-ipc", "--die-with-parent", "--new-session",
)  # fmt: skip


def confinement(writable: Path | None = None) -> tuple[str, ...]:
    """Give the command that confines the one after it; empty where bubblewrap does not work.

    `writable` is the one folder that may be written in.
    """
    if not _works():
        return ()
    return _CONFINED if writable is None else (*_CONFINED, "--bind", str(writable), str(writable))


@cache
def _works() -> bool:
    if shutil.which("bwrap") is None:
        return False
    tried = subprocess.run([*_CONFINED, sys.executable, "-c", ""], capture_output=True, check=False)
    return tried.returncode == 0
