"""The whole build of 290 made-up bodies x 60 items, as a ratio to the model case's, in one run."""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from made_up import write_study  # noqa: E402  (the folder above is no package)

ROUNDS = 5


def build(study: Path, out: Path) -> tuple[float, float]:
    """Build in a process of its own; give seconds by the clock and of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "belagg", "build", study, "--out", out],
        check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print medians and ratios as JSON."""
    with tempfile.TemporaryDirectory() as scratch:
        large = Path(scratch) / "290x60"
        write_study(large, 290, 60)
        cases = {"model": ROOT / "examples" / "kse-2021", "290x60": large}
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
        for _round in range(ROUNDS):
            for name, study in cases.items():
                taken[name].append(build(study, Path(scratch) / "out" / name))
    medians = {
        name: [round(statistics.median(values), 2) for values in zip(*rounds, strict=True)]
        for name, rounds in taken.items()
    }
    pairs = zip(taken["290x60"], taken["model"], strict=True)
    ratios = [large[0] / small[0] for large, small in pairs]
    print(json.dumps({"clock_processor_s": medians, "ratio": round(statistics.median(ratios), 2)}))


if __name__ == "__main__":
    main()
