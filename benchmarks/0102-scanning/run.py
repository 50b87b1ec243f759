"""How fast a corpus is scanned with a new list of concepts; see README.md.

python benchmarks/0102-scanning/run.py [--pages 1000000] [--about 0.02] [--care 0.25] [--traps 0.3]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import hyperscan
import numpy as np
from text import pages

from belagg.documents.concepts import read_concepts
from belagg.documents.scan import Scanner, Texts
from belagg.documents.scan_corpus import scan_corpus
from belagg.documents.scan_engine import AhoCorasickEngine, HyperscanEngine
from belagg.documents.scan_plan import Plan, Search
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


def fill(path: Path, count: int, about: float, care: float = 0.25, traps: float = 0.3) -> None:
    """Write a corpus of `count` pages."""
    with Corpus(path) as corpus:
        made = pages(count, about, care=care, traps=traps)
        numbers = iter(range(count))
        while batch := [
            document(next(numbers), text)
            for _ in range(200)
            if (text := list(islice(made, PAGES_A_DOCUMENT)))
        ]:
            corpus.add(batch)


def bare_hyperscan(literals: Sequence[str], data: list[bytes]) -> float:
    """Megabytes a second (of processor time) of hyperscan, a callback that counts."""
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


def needed(search: Search) -> list[str]:
    """Strings to look for with an engine alone: of words, and of the rarest word of a phrase."""
    return sorted(search.words.union(*(anchor for anchor, _ in search.phrases)))


def one_core(path: Path, rounds: int) -> dict[str, float]:
    """Bare engine and whole scan over the first 64 blocks by turns, by processor time.

    The best of the rounds counts: what other work on the machine adds is no part of it. The scan
    begins each round without what it learnt of sentences.
    """
    plan = Plan(read_concepts(CONCEPTS))
    with Corpus(path) as corpus:
        blocks = [corpus.block(n) for n in corpus.block_numbers()[:64]]
    data = [block.data for block in blocks]
    size = sum(map(len, data)) / 1e6
    texts = [Texts(block.data, block.bytes, block.languages) for block in blocks]
    fast = Scanner(plan)
    list(fast.scan_joined(texts[:4]))
    best: dict[str, float] = {}
    found = 0
    for _ in range(rounds):
        fast = Scanner(plan)
        begun = time.process_time()
        found = sum(1 for i in range(0, 64, 8) for _ in fast.scan_joined(texts[i : i + 8]))
        scanned = size / (time.process_time() - begun)
        bare = bare_hyperscan(needed(plan.terms), data)
        for name, value in (("scan_mb_s", scanned), ("bare_hyperscan_mb_s", bare)):
            best[name] = max(value, best.get(name, 0))
    slow = AhoCorasickEngine(plan.terms.triggers)
    begun = time.process_time()
    for block in data:
        slow.places(block)
    fallback = size / (time.process_time() - begun)
    candidates = sum(len(HyperscanEngine(needed(plan.terms)).places(block)[0]) for block in data)
    return {
        **best,
        "scan_of_bare": best["scan_mb_s"] / best["bare_hyperscan_mb_s"],
        "fallback_engine_mb_s": fallback,
        "bare_callbacks_per_kb": candidates / size / 1000,
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
    parser.add_argument("--care", type=float, default=0.25)
    parser.add_argument("--traps", type=float, default=0.3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rescan", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rescan:
        print(json.dumps(rescan(options.rescan, 2)))
        return
    folder = options.folder or Path(tempfile.mkdtemp(prefix="belagg-scanning-"))
    path = folder / f"{options.pages}-{options.about}-{options.care}-{options.traps}.corpus"
    if not path.exists():
        fill(path, options.pages, options.about, options.care, options.traps)
    small = folder / "small.corpus"
    if not small.exists():
        fill(small, 5_000, options.about)
    with Corpus(path) as corpus:
        size = sum(raw for (raw,) in corpus._connection.execute("select raw from blocks"))
    result: dict[str, object] = {
        "pages": options.pages,
        "text_mb": size / 1e6,
        "file_mb": path.stat().st_size / 1e6,
        "one_core": one_core(path, options.rounds),
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
