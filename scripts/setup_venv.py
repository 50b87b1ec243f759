"""Make a virtual environment with the locked packages and this project in it.

Usage: python3 scripts/setup_venv.py .venv
"""

import subprocess
import sys
import venv
from pathlib import Path


def main(target: Path) -> None:
    """Create `target` afresh from requirements.lock; exit with one clear line when it cannot be."""
    try:
        venv.create(target, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, ImportError):
        sys.exit(
            "Python's own venv module is not complete here. "
            "On Debian and Ubuntu: apt install python3-venv, then run make again."
        )
    pip = [str(target / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "install", "--require-hashes", "-r", "requirements.lock"], check=True)
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-build-isolation", "--editable", "."], check=True
    )
    # pip compiles what it installs, but not an editable source: the first run would be slow.
    subprocess.run([str(target / "bin" / "python"), "-m", "compileall", "-q", "src"], check=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit(f"Belägg needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    main(Path(sys.argv[1]))
