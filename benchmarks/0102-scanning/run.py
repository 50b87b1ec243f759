"""How fast a corpus is scanned with a new list of concepts; see README.md.

python benchmarks/0102-scanning/run.py [--rounds 7] [--folder build/scanning]

The corpora are made where the folder does not have them, which takes some minutes.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
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
TEXTS = {
    "plain": {"about": 0.0005, "care": 0.05, "traps": 0.01},
    "traps": {"about": 0.0005, "care": 0.25, "traps": 0.3},
    "traps and hits": {"about": 0.02, "care": 0.25, "traps": 0.3},
}
"""Shares of pages on the subject, of documents from health care, of pages with a trap."""
PAGES = 100_000
SIZES = (5_000, 10_000, 100_000, 1_000_000)
"""Pages of the corpora, of the third text, that are rescanned as a whole."""


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


def one_core(paths: dict[str, Path], rounds: int) -> dict[str, dict[str, float]]:
    """Bare engine and whole scan over the texts by turns, by processor time.

    The best of the rounds counts: what other work on the machine adds is no part of it. A scan
    begins without what was learnt of sentences, but for the one whose name says so.
    """
    plan = Plan(read_concepts(CONCEPTS))
    texts = {name: loaded(path) for name, path in paths.items()}
    best: dict[str, dict[str, float]] = {name: {} for name in texts}
    list(Scanner(plan).scan_joined(texts["plain"][:4]))
    for _ in range(rounds):
        for name, several in texts.items():
            data = [one.data for one in several]
            size = sum(map(len, data)) / 1e6
            scanner = Scanner(plan)
            now = {
                "scan_mb_s": size / scan_seconds(scanner, several),
                "scan_of_sentences_known_mb_s": size / scan_seconds(scanner, several),
                "bare_hyperscan_mb_s": bare_hyperscan(needed(plan.terms), data),
            }
            for key, value in now.items():
                best[name][key] = max(value, best[name].get(key, 0))
    for found in best.values():
        found["scan_of_bare"] = found["scan_mb_s"] / found["bare_hyperscan_mb_s"]
    for name, several in texts.items():
        best[name] |= engines(plan, [one.data for one in several])
    return best


def loaded(path: Path) -> list[Texts]:
    """Give the blocks of a corpus as they are scanned."""
    with Corpus(path) as corpus:
        blocks = [corpus.block(n) for n in corpus.block_numbers()]
    return [Texts(block.data, block.bytes, block.languages) for block in blocks]


def scan_seconds(scanner: Scanner, several: list[Texts]) -> float:
    """Give the processor time of a scan, block by block as it is done."""
    begun = time.process_time()
    for i in range(0, len(several), 8):
        for _ in scanner.scan_joined(several[i : i + 8]):
            pass
    return time.process_time() - begun


def engines(plan: Plan, data: list[bytes]) -> dict[str, float]:
    """Give the speed of the fallback engine, and how often the bare engine calls back."""
    slow, size = AhoCorasickEngine(plan.terms.triggers), sum(map(len, data[:32])) / 1e6
    begun = time.process_time()
    for block in data[:32]:
        slow.places(block)
    fallback = size / (time.process_time() - begun)
    fast = HyperscanEngine(needed(plan.terms))
    candidates = sum(len(fast.places(block)[0]) for block in data[:32])
    return {"fallback_engine_mb_s": fallback, "bare_callbacks_per_kb": candidates / size / 1000}


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


def growth(paths: dict[int, Path]) -> dict[str, object]:
    """Rescan corpora of growing size, and give the exponents of the growth.

    An exponent is the logarithm of the growth of cost over that of the pages, from 100,000 to
    1,000,000; of time without what the smallest corpus takes, which is starting.
    """
    found = {}
    for pages_, path in paths.items():
        command = [sys.executable, __file__, "--rescan", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE)
        found[pages_] = json.loads(done.stdout)
    start = found[SIZES[0]]

    def exponent(key: str, less: float) -> float:
        return math.log10((found[SIZES[3]][key] - less) / (found[SIZES[2]][key] - less))

    return {
        "rescans_two_processes": found,
        "exponent_processor_time": exponent("processor_seconds", start["processor_seconds"]),
        "exponent_memory": exponent("most_memory_of_a_process_mb", 0),
    }


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, default=HERE.parents[1] / "build" / "scanning")
    parser.add_argument("--rescan", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rescan:
        print(json.dumps(rescan(options.rescan, 2)))
        return
    texts = {name: options.folder / f"{name}.corpus" for name in TEXTS}
    sizes = {size: options.folder / f"{size}.corpus" for size in SIZES}
    for name, path in texts.items():
        if not path.exists():
            fill(path, PAGES, **TEXTS[name])
    for size, path in sizes.items():
        if not path.exists():
            fill(path, size, **TEXTS["traps and hits"])
    result = {
        "one_core": one_core(texts, options.rounds),
        "adding_ms": {size: adding(path) for size, path in sizes.items()},
        **growth(sizes),
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
