"""Make `.oracles`: an environment of its own for the programs that agreement is held against.

Usage: python scripts/make_oracles.py

They are GPL, or need old versions of numpy, so they are never installed beside Belägg; tests ask
them over a pipe.
"""

import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Make the environment afresh from tests/oracles/requirements.lock."""
    target = ROOT / ".oracles"
    venv.create(target, with_pip=True, clear=True)
    lock = ROOT / "tests" / "oracles" / "requirements.lock"
    python = str(target / "bin" / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "-q", "install", "--require-hashes"]
    subprocess.run([*pip, "-r", str(lock)], check=True)
    (target / ".ready").touch()


if __name__ == "__main__":
    main()
