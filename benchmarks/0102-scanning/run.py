"""How fast a corpus is scanned with a new list of concepts; see README.md.

python benchmarks/0102-scanning/run.py [--pages 1000000] [--about 0.02] [--folder DIR]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import hyperscan
import numpy as np
from text import pages

from belagg.documents.concepts import read_concepts
from belagg.documents.scan import Scanner
from belagg.documents.scan_corpus import scan_corpus
from belagg.documents.scan_engine import AhoCorasickEngine
from belagg.documents.scan_plan import Plan
from belagg.documents.store import Corpus
from belagg.documents.text import Lines, ReadDocument, Spans

HERE = Path(__file__).parent
CONCEPTS = HERE.parents[1] / "examples" / "kse-2021" / "concepts.toml"
PAGES_A_DOCUMENT = 43


def document(number: int, text: list[str]) -> ReadDocument:
    """A document of as many paragraphs as pages, each of lines of 80 characters."""
    whole = "\n".join(text)
    start = np.arange(0, len(whole), 80, dtype=np.int32)
    page = (1 + start // max(1, len(whole) // len(text) + 1)).astype(np.int32)
    lines = Lines(
        start, np.minimum(start + 80, len(whole)).astype(np.int32), page,
        np.arange(1, len(start) + 1, dtype=np.int32),
        np.zeros((len(start), 4), np.float32), np.zeros(len(start), np.float32),
    )  # fmt: skip
    ends = np.cumsum([len(p) + 1 for p in text], dtype=np.int32) - 1
    starts = np.concatenate([[0], ends[:-1] + 1]).astype(np.int32)
    return ReadDocument(
        sha256=f"{number:064x}", media="application/pdf", text=whole, lines=lines,
        paragraphs=Spans(starts, ends, np.zeros(len(text), np.int32)),
        pages=np.zeros((len(text), 2), np.float32), language="sv", words=whole.count(" ") + 1,
    )  # fmt: skip


def fill(path: Path, count: int, about: float) -> None:
    """Write a corpus of `count` pages."""
    with Corpus(path) as corpus:
        made = pages(count, about)
        numbers = iter(range(count))
        while batch := [
            document(next(numbers), text)
            for _ in range(200)
            if (text := list(islice(made, PAGES_A_DOCUMENT)))
        ]:
            corpus.add(batch)


def bare_hyperscan(literals: tuple[str, ...], data: list[bytes]) -> float:
    """Megabytes a second (of processor time) of hyperscan, same literals, counting only."""
    database = hyperscan.Database()
    database.compile(
        expressions=[literal.encode() for literal in literals],
        ids=list(range(len(literals))),
        elements=len(literals),
        flags=[hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_UTF8] * len(literals),
    )
    count = [0]

    def on_match(*_: object) -> None:
        count[0] += 1

    begun = time.process_time()
    for block in data:
        database.scan(block, match_event_handler=on_match)
    return sum(map(len, data)) / 1e6 / (time.process_time() - begun)


def one_core(path: Path) -> dict[str, float]:
    """Engines and whole scan over the first 64 blocks, in one process, by processor time."""
    plan = Plan(read_concepts(CONCEPTS))
    with Corpus(path) as corpus:
        blocks = [corpus.block(n) for n in corpus.block_numbers()[:64]]
    data = [block.data for block in blocks]
    size = sum(map(len, data)) / 1e6
    fast = Scanner(plan)
    for block in blocks[:4]:
        list(fast.scan_joined(block.data, block.bytes, block.languages))
    begun = time.process_time()
    found = sum(1 for b in blocks for _ in fast.scan_joined(b.data, b.bytes, b.languages))
    scanned = size / (time.process_time() - begun)
    slow = AhoCorasickEngine(plan.literals)
    begun = time.process_time()
    for block in data:
        slow.places(block)
    fallback = size / (time.process_time() - begun)
    candidates = sum(len(fast._engine.places(block)[0]) for block in data) / size / 1000
    return {
        "bare_hyperscan_mb_s": bare_hyperscan(plan.literals, data),
        "fallback_engine_mb_s": fallback,
        "scan_mb_s": scanned,
        "candidates_per_kb": candidates,
        "documents_with_hits": found,
    }


def rescan(path: Path, workers: int) -> dict[str, float]:
    """Seconds for a new list over the whole corpus, starting the program included."""
    begun = time.perf_counter()
    concepts = read_concepts(CONCEPTS)
    hits = 0
    with ProcessPoolExecutor(workers, get_context("spawn")) as executor:
        for _, found in scan_corpus(path, concepts, executor):
            hits += len(found)
    usage = max(
        resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": time.perf_counter() - begun,
        "processor_seconds": sum(u.ru_utime + u.ru_stime for u in used),
        "hits": hits,
        "most_memory_of_a_process_mb": usage / 1024,
    }


def adding(path: Path) -> float:
    """Milliseconds to add one document to the corpus, the middle of nine."""
    times = []
    with Corpus(path) as corpus:
        for number in range(9):
            one = document(
                10**9 + number + time.time_ns(), list(pages(PAGES_A_DOCUMENT, 0.02, number))
            )
            begun = time.perf_counter()
            corpus.add([one])
            times.append(time.perf_counter() - begun)
    return 1000 * sorted(times)[4]


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--about", type=float, default=0.02)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rescan", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rescan:
        print(json.dumps(rescan(options.rescan, 2)))
        return
    folder = options.folder or Path(tempfile.mkdtemp(prefix="belagg-scanning-"))
    path = folder / f"{options.pages}-{options.about}.corpus"
    if not path.exists():
        fill(path, options.pages, options.about)
    small = folder / "small.corpus"
    if not small.exists():
        fill(small, 5_000, options.about)
    with Corpus(path) as corpus:
        size = sum(raw for (raw,) in corpus._connection.execute("select raw from blocks"))
    result: dict[str, object] = {
        "pages": options.pages,
        "text_mb": size / 1e6,
        "file_mb": path.stat().st_size / 1e6,
        "one_core": one_core(path),
        "adding_ms": {"to_5000_pages": adding(small), f"to_{options.pages}_pages": adding(path)},
    }
    command = [sys.executable, __file__, "--rescan", str(path)]
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE)
    result["rescan_two_processes"] = json.loads(done.stdout)
    result["rescan_with_start_s"] = time.perf_counter() - begun
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
