"""How fast PDFs are read, against bare pypdfium2 with line rectangles; see README.md.

python benchmarks/0101-reading/run.py [--documents 24] [--rounds 5]
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pypdfium2 as pdfium
import typst

sys.path.insert(0, str(Path(__file__).parents[1] / "0102-scanning"))
from text import pages

from belagg.documents.limits import Limits
from belagg.documents.pdf import read_pdf

PAGES = 40


def document(number: int) -> bytes:
    """Set a document of made-up guidelines: every third in two columns, hyphenated, justified."""
    draw = random.Random(number)
    columns = 2 if number % 3 == 0 else 1
    body = "\n#pagebreak()\n".join(
        "\n\n".join(text[k : k + draw.randrange(300, 700)] for k in range(0, len(text), 700))
        for text in (f"{a} {b}" for a, b in zip(
            pages(PAGES, 0.02, seed=number), pages(PAGES, 0.02, seed=number + 999), strict=True))
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


def timed(read: Callable[[bytes], int], corpus: list[bytes]) -> float:
    """Give the seconds of one process for all."""
    start = time.perf_counter()
    for data in corpus:
        read(data)
    return time.perf_counter() - start


def timed_two(read: Callable[[bytes], int], corpus: list[bytes]) -> float:
    """Give the seconds of two processes for twice all, so that each has as much as one had."""
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        list(pool.map(read, corpus[:2]))
        start = time.perf_counter()
        list(pool.map(read, corpus + corpus))
        return time.perf_counter() - start


def main() -> None:
    """Print medians and ratios as JSON."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--documents", type=int, default=24)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    corpus = [document(number) for number in range(given.documents)]
    count = sum(len(pdfium.PdfDocument(data)) for data in corpus)
    timed(ours, corpus[:2])
    rounds = [
        {"bare": timed(bare, corpus), "ours": timed(ours, corpus),
         "bare two": timed_two(bare, corpus), "ours two": timed_two(ours, corpus)}
        for _round in range(given.rounds)
    ]  # fmt: skip

    def median(value: Callable[[dict[str, float]], float]) -> float:
        return round(statistics.median(map(value, rounds)), 3)

    result = {
        "pages": count,
        "bare_pages_s": median(lambda r: count / r["bare"]),
        "ours_pages_s": median(lambda r: count / r["ours"]),
        "ours_of_bare": median(lambda r: r["bare"] / r["ours"]),
        "bare_gain_of_two": median(lambda r: 2 * r["bare"] / r["bare two"]),
        "ours_gain_of_two": median(lambda r: 2 * r["ours"] / r["ours two"]),
        "gain_of_bares": median(
            lambda r: (r["ours"] / r["ours two"]) / (r["bare"] / r["bare two"])
        ),
    }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
