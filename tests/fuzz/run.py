"""Damaged files for every importer and the reader of documents, as long as is asked for.

    python -m tests.fuzz.run [--seconds 1800] [--seed N] [KIND ...]

Ends with 1 where anything but a refusal came of a file: a traceback, a hang, a lost process, or a
file outside its place. Such a file is kept in `build/fuzz/`.
"""

import argparse
import json
import os
import random
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.mutate import OUTSIDE, mutated
from tests.fuzz.seeds import ROOT, seeds

PATIENCE = 120
"""Seconds after which a file that is read hangs; generous, for machines that do much else."""
BATCH = 50
"""Files a process reads before the next."""


@dataclass(frozen=True)
class Fault:
    """What came of a file that should have been read or refused."""

    kind: str
    seed: int
    name: str
    data: bytes
    told: str


def faults(kind: str, numbers: Iterator[int]) -> Iterator[Fault]:
    """Damage files of a kind, one for every number, and give what comes of those that fail."""
    whole = seeds()[kind]
    while batch := [number for _, number in zip(range(BATCH), numbers, strict=False)]:
        with tempfile.TemporaryDirectory(prefix="belagg-fuzz-") as scratch:
            folder = Path(scratch) / "files"
            folder.mkdir()
            made: dict[str, tuple[int, bytes]] = {}
            for number in batch:
                chance = random.Random(f"{kind} {number}")
                name, data = chance.choice(whole)
                made[f"{number}-{name}"] = (number, mutated(data, chance))
            for name, (_, data) in made.items():
                (folder / name).write_bytes(data)
            for name, told in _ended(kind, folder, list(made)):
                yield Fault(kind, made[name][0], name, made[name][1], told)
            outside = {p.name for p in Path(scratch).iterdir()} - {"files", "home", "tmp"}
            changed = {p.name for p in folder.iterdir()} ^ set(made)
            escaped = any(Path(scratch).rglob(OUTSIDE))
            if outside or changed or escaped:
                yield Fault(kind, batch[0], "place", b"", f"left {sorted(outside | changed)}")


def _ended(kind: str, folder: Path, names: list[str]) -> Iterator[tuple[str, str]]:
    """Have files read in processes; give those that did not end well, and how."""
    places = {"HOME": folder.parent / "home", "TMPDIR": folder.parent / "tmp"}
    for place in places.values():
        place.mkdir()
    environment = os.environ | {key: str(place) for key, place in places.items()}
    left = list(names)
    while left:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.child", kind, str(folder)],
            cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert child.stdin is not None
        assert child.stdout is not None
        with child:
            while left:
                try:
                    child.stdin.write(f"{left[0]}\n")
                    child.stdin.flush()
                    ready, _, _ = select.select([child.stdout], [], [], PATIENCE)
                    answer = child.stdout.readline() if ready else ""
                except OSError:
                    ready, answer = [child], ""
                name = left.pop(0)
                if not answer:
                    child.kill()
                    yield name, "ended its process" if ready else f"no end in {PATIENCE} s"
                    break
                told = json.loads(answer)[1]
                if told:
                    yield name, told
            else:
                child.stdin.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("kinds", nargs="*")
    asked.add_argument("--seconds", type=float, default=1800)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    options = asked.parse_args()
    kept = ROOT / "build" / "fuzz"
    count = 0
    for kind in options.kinds or list(seeds()):
        end = time.monotonic() + options.seconds
        tried = 0

        def numbers(end: float = end) -> Iterator[int]:
            nonlocal tried
            while time.monotonic() < end:
                tried += 1
                yield options.seed + tried

        for fault in faults(kind, numbers()):
            count += 1
            kept.mkdir(parents=True, exist_ok=True)
            (kept / f"{kind}-{fault.name}").write_bytes(fault.data)
            _say(f"{kind} {fault.name}:\n{fault.told}")
        _say(f"{kind}: {tried} files from seed {options.seed}, {count} faults so far")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
