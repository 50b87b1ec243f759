"""The ways to say what a list of concepts asks for: each term in each language it can be in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from belagg.documents.concepts import Concept
from belagg.documents.english import EnglishMaker, english
from belagg.documents.families import FamilyMaker
from belagg.documents.language_data import LanguageData, language_data
from belagg.documents.lexicon import Dictionary, swedish
from belagg.documents.phrases import TermReader
from belagg.documents.sentences import fold
from belagg.documents.templates import Template
from belagg.documents.word_reader import WordReader

_BORROWED = 6
"""From this many letters on, an English word inflected in Swedish is no other word by chance."""


class Role(Enum):
    """What a find is for."""

    TERM = auto()
    EXCLUDE = auto()
    EXCLUDE_SENTENCE = auto()
    NEAR = auto()
    ABBREVIATION = auto()

    @property
    def is_hit(self) -> bool:
        """Whether it can be a hit itself, and does not only tell whether one counts."""
        return self in (Role.TERM, Role.ABBREVIATION)


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to say one term of one concept; an abbreviation has no template.

    `languages` are the languages of the documents it is looked for in; empty means all.
    """

    concept: int
    term: str
    role: Role
    template: Template | None
    language: str
    languages: frozenset[str]


@dataclass(frozen=True)
class Language:
    """The means of one language."""

    code: str
    dictionary: Dictionary
    data: LanguageData
    terms: TermReader
    words: WordReader

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary has the word or, in Swedish, its last part."""
        return word in self.data.function_words or bool(self.words.readings(word))


@cache
def language(code: str) -> Language:
    """Load a language once a process: `sv` or `en`."""
    data = language_data(code)
    if code == "sv":
        words = swedish()
        terms = TermReader(FamilyMaker(words, data), data)
        return Language(code, words, data, terms, WordReader(words, data))
    other = english()
    return Language(
        code, other, data, TermReader(EnglishMaker(other, data), data), WordReader(other, data)
    )


def languages_of(term: str) -> tuple[str, ...]:
    """Give the languages a term can be in: those whose dictionary has every word of it.

    Swedish, where no dictionary has them all; and for an English word of some length, which
    Swedish borrows and inflects as its own (escorter).
    """
    words = [fold(word) for word in term.split()]
    found = tuple(c for c in ("sv", "en") if all(language(c).knows(word) for word in words))
    borrowed = found == ("en",) and len(words) == 1 and len(words[0]) >= _BORROWED
    return ("sv", "en") if borrowed else found or ("sv",)


def entries(number: int, concept: Concept) -> Iterator[Entry]:
    """Give every entry of the concept of that number in the list."""
    for role, terms in (
        (Role.TERM, concept.terms),
        (Role.EXCLUDE, concept.exclude),
        (Role.NEAR, concept.near),
    ):
        for term in terms:
            codes = languages_of(term)
            for code in codes:
                apart = frozenset() if len(codes) == 1 else _only(code)
                kind = role
                if role is Role.EXCLUDE and _is_other(term, concept, code):
                    kind = Role.EXCLUDE_SENTENCE
                for template in language(code).terms.templates(term):
                    yield Entry(number, term, kind, template, code, apart)
    for short in concept.abbreviations:
        yield Entry(number, short, Role.ABBREVIATION, None, "sv", frozenset())


def _only(code: str) -> frozenset[str]:
    """A term of both languages is English in English documents and Swedish in all others."""
    return frozenset({"en"}) if code == "en" else frozenset({"sv", ""})


def _is_other(exclude: str, concept: Concept, code: str) -> bool:
    """Tell whether an excluded term shares no word with the concept's own terms."""
    maker = language(code).terms.maker
    words = [fold(word) for word in exclude.split()]
    return not any(
        maker.family(own).kinds(word)
        for term in concept.terms
        for own in term.split()
        if own not in language(code).data.function_words
        for word in words
    )
