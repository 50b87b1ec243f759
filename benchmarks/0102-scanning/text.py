"""Text in the manner of Swedish guidelines, by repetition with variations; about 1.6 kB a page."""

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
TRAP_SHARE = 0.3
"""Far more than in plain agency text: the engine's worst case."""


def pages(
    count: int, about: float, seed: int = 1, care: float = 0.25, traps: float = TRAP_SHARE
) -> Iterator[str]:
    """Give pages of seventeen sentences; a share of `about` has one on the subject.

    A share of `care` of the documents (43 pages) are guidelines of health care, whose plain
    sentences often hold words of the subject; the others are plans on anything else. A share of
    `traps` of the pages has a sentence with the words of the subject in another sense.
    """
    draw = random.Random(seed)
    plain = SENTENCES["plain"]
    for number in range(count):
        if number % 43 == 0:
            plain = SENTENCES["plain" if draw.random() < care else "general"]
        sentences = [draw.choice(plain) for _ in range(17)]
        if draw.random() < traps:
            sentences[draw.randrange(17)] = draw.choice(SENTENCES["traps"])
        if draw.random() < about:
            sentences[draw.randrange(17)] = draw.choice(SENTENCES["about"])
        place = draw.choice(SENTENCES["places"])
        numbers = {"n": draw.randrange(2, 400), "y": draw.randrange(1999, 2027), "o": place}
        yield " ".join(sentence.format(**numbers) for sentence in sentences)
