"""Runs the investigations one after the other and writes what they print to benchmarks/RESULTS.md.

    python benchmarks/all.py [NUMBER ...]

With numbers (0001 0101 ...) only those are run, and the others keep the results they have. Let the
machine do nothing else meanwhile.
"""

import datetime as dt
import os
import platform
import re
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
RESULTS = HERE / "RESULTS.md"
LOCUST = ROOT / "build" / "locust"
BAROMETER = ROOT / "build" / "odb2-context-impact.csv"

HEAD = """# Results of the investigations

Written by `python benchmarks/all.py`, which runs every investigation as its README says.
Each is beside a named alternative in the same run; the README of each says what was decided.
"""


def arguments(number: str) -> list[list[str]] | str:
    """Give what an investigation is run with, once for each run; or why it cannot be run here."""
    if number == "0204":
        if not (LOCUST / "bin" / "locust").exists():
            venv.create(LOCUST, with_pip=True)
            lock = HERE / "0204-officials" / "requirements.lock"
            pip = [LOCUST / "bin" / "pip", "install", "-q", "--require-hashes", "-r", lock]
            subprocess.run(pip, check=True)
        locust = str(LOCUST / "bin" / "locust")
        return [[locust, "sqlite"], [locust, "postgresql"]]
    if number == "0501":
        where = BAROMETER.relative_to(ROOT)
        return [[str(BAROMETER)]] if BAROMETER.exists() else f"put the publisher's file at {where}"
    return [[]]


def section(folder: Path) -> str:
    """Run an investigation; give its heading, question and what it printed."""
    text = (folder / "README.md").read_text("utf-8")
    title = text.split("\n", 1)[0].lstrip("# ")
    asked = re.search(r"\*\*Question\.?\*\*\s*(.+?)\n\n", text, re.DOTALL)
    wanted = arguments(folder.name[:4])
    runs = []
    if isinstance(wanted, str):
        runs.append(f"Not run: {wanted}.\n")
        wanted = []
    for given in wanted:
        start = time.monotonic()
        told = subprocess.run(
            [sys.executable, str(folder / "run.py"), *given],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = told.stdout.strip() or "nothing"
        if told.returncode:
            said += f"\nended with {told.returncode}: {told.stderr.strip()[-1000:]}"
        plain = [word for word in given if "/" not in word]
        runs.append(
            f"{' '.join(['run.py', *plain])}, {dt.date.today().isoformat()}, {machine()}, "
            f"{time.monotonic() - start:.0f} s:\n\n```\n{said}\n```\n"
        )
    question = f"{' '.join(asked.group(1).split())}\n\n" if asked else ""
    return f"## {title}\n\n{question}" + "\n".join(runs)


def machine() -> str:
    """Give what the numbers depend on: processors, Python, revision of the program."""
    revision = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, {revision}"


def kept() -> dict[str, str]:
    """Give the sections there are, by number."""
    if not RESULTS.exists():
        return {}
    parts = re.split(r"^(?=## )", RESULTS.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {part[3:7]: part for part in parts}


def main() -> None:
    """Run what is asked for; save after each, so that an interruption costs one."""
    sections = kept()
    for folder in sorted(HERE.glob("[0-9]*")):
        number = folder.name[:4]
        if sys.argv[1:] and number not in sys.argv[1:]:
            continue
        print(folder.name, flush=True)
        sections[number] = section(folder)
        body = "\n".join(f"{sections[key].rstrip()}\n" for key in sorted(sections))
        RESULTS.write_text(f"{HEAD}\n{body}", encoding="utf-8")


if __name__ == "__main__":
    main()
