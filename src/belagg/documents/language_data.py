"""The hand-kept knowledge of each language: closed classes, irregular forms, homographs."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _rows(text: str) -> list[list[str]]:
    return [row.split() for row in text.replace("\n", " ").split("·") if row.strip()]


@dataclass(frozen=True)
class Unfold:
    """A head whose compounds can be said apart: sexköp, köp av sex."""

    head: str
    prepositions: frozenset[str]


@dataclass(frozen=True)
class Numerals:
    """Number words that are nouns too, and what stands by them when they count."""

    words: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    in_compounds: tuple[str, ...]
    given: frozenset[str]


@dataclass(frozen=True)
class LanguageData:
    """What `language_XX.toml` holds; the file says what each part is for."""

    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    determiners: frozenset[str]
    adverbs: frozenset[str]
    auxiliaries: frozenset[str]
    subordinators: frozenset[str]
    adjectives: frozenset[str]
    shapes: frozenset[str]
    copulas: frozenset[str]
    negations: frozenset[str]
    exchange: frozenset[str]
    same_prepositions: dict[str, frozenset[str]]
    verbs: tuple[tuple[str, str, str, str], ...]
    verb_prefixes: frozenset[str]
    plurals: dict[str, str]
    related: dict[str, tuple[str, ...]]
    unrelated: frozenset[tuple[str, str]]
    only_nouns: frozenset[str]
    openings: frozenset[str]
    closings: frozenset[str]
    forms: dict[str, tuple[str, ...]]
    first: dict[str, tuple[str, ...]]
    unfold: tuple[Unfold, ...]
    numerals: Numerals
    false_rests: frozenset[str]
    false_prefixes: frozenset[str]
    false_words: tuple[str, ...]
    abbreviations: frozenset[str]

    @property
    def function_words(self) -> frozenset[str]:
        """All words of the closed classes: what is never the content of a term."""
        return (
            self.prepositions | self.conjunctions | self.determiners | self.adverbs
            | self.auxiliaries | self.subordinators
        )  # fmt: skip


def _prepositions(table: list[dict[str, Any]]) -> dict[str, frozenset[str]]:
    same: dict[str, frozenset[str]] = {}
    for group in table:
        words = frozenset(group["same"])
        for word in group.get("only", words):
            same[word] = same.get(word, frozenset()) | words
    return same


def _pairs(text: str) -> dict[str, str]:
    return {row[0]: row[1] for row in _rows(text)}


def _related(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for first, second in _rows(text):
        found.setdefault(first, []).append(second)
    return {word: tuple(others) for word, others in found.items()}


@cache
def language_data(language: str) -> LanguageData:
    """Read what is known of `language` (`sv` or `en`)."""
    source = files("belagg.documents") / f"language_{language}.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    words, verbs, numerals = table["words"], table.get("verbs", {}), table.get("numerals", {})
    return LanguageData(
        prepositions=_words(words["prepositions"]),
        conjunctions=_words(words["conjunctions"]),
        determiners=_words(words["determiners"]),
        adverbs=_words(words["adverbs"]),
        auxiliaries=_words(words["auxiliaries"]),
        subordinators=_words(words["subordinators"]),
        adjectives=_words(words["adjectives"]),
        shapes=_words(words["shapes"]),
        copulas=_words(words["copulas"]),
        negations=_words(words["negations"]),
        exchange=_words(words["exchange"]),
        same_prepositions=_prepositions(table.get("preposition", [])),
        verbs=tuple((a, b, c, d) for a, b, c, d in _rows(verbs.get("simple", ""))),
        verb_prefixes=_words(verbs.get("prefixes", "")),
        plurals=_pairs(table.get("nouns", {}).get("plural", "")),
        related=_related(table.get("related", {}).get("pairs", "")),
        unrelated=frozenset((a, b) for a, b in _rows(table.get("unrelated", {}).get("pairs", ""))),
        only_nouns=_words(table.get("only", {}).get("nouns", "")),
        openings=_words(table.get("compounds", {}).get("first", "")),
        closings=_words(table.get("compounds", {}).get("last", "")),
        forms={word: tuple(forms) for word, forms in table.get("forms", {}).items()},
        first={word: tuple(forms) for word, forms in table.get("first", {}).items()},
        unfold=tuple(
            Unfold(row["head"], frozenset(row["preposition"])) for row in table.get("unfold", [])
        ),
        numerals=Numerals(
            frozenset(numerals.get("words", [])),
            _words(numerals.get("before", "")),
            _words(numerals.get("after", "")),
            tuple(numerals.get("counted_in_compounds", "").split()),
            _words(numerals.get("given", "")),
        ),
        false_rests=_words(table.get("false", {}).get("rests", "")),
        false_prefixes=_words(table.get("false", {}).get("prefixes", "")),
        false_words=tuple(table.get("false", {}).get("words", "").split()),
        abbreviations=_words(words.get("abbreviations", "")),
    )
