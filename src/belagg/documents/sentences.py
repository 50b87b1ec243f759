"""Sentences and their words, as the matching of phrases sees them."""

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:[-'’:.](?=[^\W_])[^\W_]+)*-?|[&§]|[^\s\w.]")
"""A full stop is no token: those that end sentences are not in them, others end abbreviations."""
_MARK = re.compile("[.!?…;•\n\u2029]")
_OPENS = re.compile(r"[\"”’»)\]!?.…]*\s+[\"“”»(\[–]?\s?[A-ZÅÄÖ0-9]")
_WORD_BEFORE = re.compile(r"[\w.]+$")
_HYPHENS = str.maketrans("‐‑", "--")
REACH = 400
"""A sentence is looked for this many characters to either side; phrases are shorter."""


class Token(NamedTuple):
    """A word or a mark: where it stands in the text, and its text as families know it."""

    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word and not a mark."""
        return self.text[0].isalnum()


def fold(text: str) -> str:
    """Write a text as families know it: in small letters, with the plain hyphen alone.

    It keeps its length: a letter whose small form is longer stays as it is.
    """
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return folded.translate(_HYPHENS)


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Give the words and marks of `text[start:end]`, with offsets in `text`."""
    return [
        Token(start + match.start(), start + match.end(), match[0])
        for match in _TOKEN.finditer(fold(text[start:end]))
    ]


def sentence(text: str, at: int, abbreviations: frozenset[str]) -> tuple[int, int]:
    """Give where the sentence that holds offset `at` begins and ends.

    A full stop ends one when white space and a capital or a digit follow and the word before is
    no abbreviation; a line that does not go on in small letters, a semicolon and a bullet do too.
    """
    low, high = max(0, at - REACH), min(len(text), at + REACH)
    for match in _MARK.finditer(text, low, at):
        if _ends(text, match.start(), abbreviations):
            low = match.end()
    for match in _MARK.finditer(text, at, high):
        if _ends(text, match.start(), abbreviations):
            return low, match.start()
    return low, high


def _ends(text: str, mark: int, abbreviations: frozenset[str]) -> bool:
    """Tell whether the mark at an offset ends a sentence."""
    sign = text[mark]
    if sign in ";•\u2029":
        return True
    if sign == "\n":
        return not text[mark + 1 : mark + 2].islower()
    if _OPENS.match(text, mark + 1) is None:
        return False
    return sign != "." or not _is_abbreviation(text, mark, abbreviations)


def _is_abbreviation(text: str, dot: int, abbreviations: frozenset[str]) -> bool:
    word = _WORD_BEFORE.search(text, max(0, dot - 12), dot)
    return word is not None and _known(word[0].lower(), abbreviations)


@lru_cache(maxsize=4096)
def _known(word: str, abbreviations: frozenset[str]) -> bool:
    return word.strip(".") in abbreviations or (len(word) == 1 and word.isalpha())
