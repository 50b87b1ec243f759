"""How fast PDFs are read, against bare pypdfium2 with line rectangles; see README.md.

python benchmarks/0101-reading/run.py [--documents 9] [--rounds 15]
"""

import argparse
import json
import math
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pypdfium2 as pdfium
import typst

sys.path.insert(0, str(Path(__file__).parents[1] / "0102-scanning"))
from text import pages

from belagg.documents.limits import Limits
from belagg.documents.pdf import read_pdf
from belagg.documents.pool import ReaderPool
from belagg.documents.read import read_file
from belagg.documents.text import decode

PAGES = 40


def document(number: int, count: int = PAGES) -> bytes:
    """Set a document of made-up guidelines: every third in two columns, hyphenated, justified."""
    draw = random.Random(number)
    columns = 2 if number % 3 == 0 else 1
    body = "\n#pagebreak()\n".join(
        "\n\n".join(text[k : k + draw.randrange(300, 700)] for k in range(0, len(text), 700))
        for text in (f"{a} {b}" for a, b in zip(
            pages(count, 0.02, seed=number), pages(count, 0.02, seed=number + 999), strict=True))
    )  # fmt: skip
    head = (
        f'#set page(columns: {columns}, header: [Påhittat program {number}], numbering: "1")\n'
        '#set text(lang: "sv", size: 10pt, hyphenate: true)\n#set par(justify: true)\n'
    )
    return bytes(typst.compile((head + body.replace("@", "").replace("$", "")).encode()))


def bare(data: bytes) -> int:
    """Do the least that gives text with the rectangles of its lines."""
    found = 0
    with pdfium.PdfDocument(data) as pdf:
        for page in pdf:
            text = page.get_textpage()
            found += len(text.get_text_range())
            for k in range(text.count_rects()):
                text.get_rect(k)
            text.close()
            page.close()
    return found


def ours(data: bytes) -> int:
    """Read as the program does, without headings and language."""
    return len(read_pdf(data, "", Limits()).text)


Read = Callable[[list[Path]], None]


def alone(read: Callable[[bytes], int]) -> Read:
    """Read all files in this process."""

    def run(files: list[Path]) -> None:
        for file in files:
            read(file.read_bytes())

    return run


def _read_all(read: Callable[[bytes], int], files: list[Path]) -> None:
    alone(read)(files)


@contextmanager
def two(read: Callable[[bytes], int]) -> Iterator[Read]:
    """Read each file in both of two processes, so that each has as much as one had."""
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:

        def run(files: list[Path]) -> None:
            tasks = [pool.submit(_read_all, read, files) for _ in range(2)]
            for task in tasks:
                task.result()

        yield run


@contextmanager
def guarded(workers: int) -> Iterator[Read]:
    """Read as a review does: guarded processes, with headings and language, results sent back."""
    with ReaderPool(workers) as pool:

        def run(files: list[Path]) -> None:
            tasks = [
                pool.submit(read_file, str(f), Limits()) for f in files for _ in range(workers)
            ]
            for task in tasks:
                decode(task.result())

        yield run


def seconds(read: Read, files: list[Path]) -> float:
    """Give the seconds by the clock."""
    start = time.perf_counter()
    read(files)
    return time.perf_counter() - start


def rounds_of(files: list[Path], rounds: int) -> list[dict[str, float]]:
    """Read all files in each way by turns; a way with two has twice as much to do."""
    with two(bare) as bare_two, two(ours) as ours_two, guarded(1) as one, guarded(2) as both:
        ways = {
            "bare": alone(bare), "bare two": bare_two,
            "ours": alone(ours), "ours two": ours_two,
            "guarded": one, "guarded two": both,
        }  # fmt: skip
        for way in ways.values():
            way(files[:2])
        return [{name: seconds(way, files) for name, way in ways.items()} for _ in range(rounds)]


def gain(found: dict[str, float], way: str) -> float:
    """Give how many times as fast two are as one."""
    return 2 * found[way] / found[f"{way} two"]


def ratios(found: dict[str, float]) -> dict[str, float]:
    """Give what the aims are about."""
    own = {way: gain(found, way) for way in ("bare", "ours", "guarded")}
    return {
        "ours_of_bare": found["bare"] / found["ours"],
        **{f"{way}_gain_of_two": value for way, value in own.items()},
        "ours_gain_of_bares": own["ours"] / own["bare"],
        "guarded_gain_of_bares": own["guarded"] / own["bare"],
    }


def growth(folder: Path) -> dict[str, object]:
    """Read documents of 10, 100 and 1,000 pages, each in a process of its own.

    An exponent is the logarithm of the growth of cost from 100 to 1,000 pages, over that of pages.
    """
    found = {}
    for count in (10, 100, 1000):
        file = folder / f"{count}.pdf"
        file.write_bytes(document(1, count))
        command = [sys.executable, __file__, "--read", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[count] = json.loads(done.stdout)
    exponents = {
        f"exponent_{key}": math.log10(found[1000][key] / found[100][key]) for key in found[10]
    }
    return {"documents_of_pages": found, **exponents}


def read_once(file: Path) -> dict[str, float]:
    """Give the processor time and the memory that a first reading takes on top of starting."""
    Path("/proc/self/clear_refs").write_text("5")  # forgets the peak so far (Linux)
    begun, before = time.process_time(), resident("VmRSS")
    alone(ours)([file])
    seconds_ = time.process_time() - begun
    return {"seconds": seconds_, "memory_mb": resident("VmHWM") - before}


def resident(which: str) -> float:
    """Give what Linux says of this process's memory, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"{which}:\s+(\d+)", status)[1]) / 1024


def main() -> None:
    """Print ratios of the best of each way, medians of the rounds' own, and the growth, as JSON."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--documents", type=int, default=9)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.read:
        print(json.dumps(read_once(given.read)))
        return
    with tempfile.TemporaryDirectory(prefix="belagg-reading-") as name:
        files = [Path(name) / f"{number}.pdf" for number in range(given.documents)]
        for number, file in enumerate(files):
            file.write_bytes(document(number))
        found = rounds_of(files, given.rounds)
        best = {way: min(one[way] for one in found) for way in found[0]}
        each = [ratios(one) for one in found]
        result = {
            "bare_pages_s": PAGES * given.documents / best["bare"],
            "best": ratios(best),
            "median_of_rounds": {
                key: statistics.median(one[key] for one in each) for key in each[0]
            },
            **growth(Path(name)),
        }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
