"""Make `.oracles`: environments of their own for the programs that ours is held against.

Usage: python scripts/make_oracles.py

They are GPL, or need old versions of other libraries, so they are never installed beside Belägg;
tests ask them over a pipe, or start them (Taguette, in `.oracles/taguette`).
"""

import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Make the environments afresh, each from its lock in tests/oracles."""
    target = ROOT / ".oracles"
    make(target, "requirements.lock")
    make(target / "taguette", "taguette.lock")
    (target / ".ready").touch()


def make(target: Path, lock: str) -> None:
    """Make one environment with what is in the lock."""
    venv.create(target, with_pip=True, clear=True)
    python = str(target / "bin" / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "-q", "install", "--require-hashes"]
    subprocess.run([*pip, "-r", str(ROOT / "tests" / "oracles" / lock)], check=True)


if __name__ == "__main__":
    main()
