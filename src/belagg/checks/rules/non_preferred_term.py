"""A word of the glossary that another should be used for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from belagg.checks.inflections import is_form, stem
from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.problems import Where
from belagg.study.vocabulary import Severity

_WORD = re.compile(r"\w+(?:-\w+)*")
_QUOTED = re.compile(r"[”“\"»][^”“\"»«]+[”“\"«]")
_QUESTION = "question"
_SPEECH = {"quote", "answer"}


@dataclass(frozen=True, slots=True)
class _Term:
    """A term to avoid: its words, the one to use, and where it may stand (empty: as said)."""

    term: str
    words: tuple[str, ...]
    preferred: str
    allowed: frozenset[str]

    @property
    def head(self) -> int:
        """The place of the longest word, which is looked for first."""
        return max(range(len(self.words)), key=lambda place: len(self.words[place]))


def find(subject: Subject) -> Iterator[Hit]:
    """Find terms to avoid, in any form, outside questions, answers and quotes."""
    terms, fine = _glossary(subject)
    if not terms:
        return
    language = subject.study.settings.language
    heads = re.compile(
        "|".join(sorted({re.escape(stem(t.words[t.head])) for t in terms})), re.IGNORECASE
    )
    for sentence in subject.sentences:
        if sentence.language == language and heads.search(sentence.text):
            for start, term, words in _used(sentence.text, terms, fine, language):
                where = sentence.place(start)
                yield Hit(where, _message(term, words), sentence.subject or term.term)
    yield from _questions(subject, [t for t in terms if t.allowed and _QUESTION not in t.allowed])


def _glossary(subject: Subject) -> tuple[list[_Term], re.Pattern[str] | None]:
    rows = subject.study.tables["glossary"].select("term", "preferred", "allowed_in")
    avoided = rows.filter(pl.col("preferred").is_not_null())
    terms = [
        _Term(term, tuple(_WORD.findall(term)), preferred, frozenset(allowed or ()))
        for term, preferred, allowed in avoided.iter_rows()
    ]
    good = {*avoided["preferred"], *rows.filter(pl.col("preferred").is_null())["term"]}
    longest_first = sorted(map(re.escape, sorted(good)), key=len, reverse=True)
    fine = re.compile(rf"\b(?:{'|'.join(longest_first)})", re.IGNORECASE) if good else None
    return [term for term in terms if term.words], fine


def _used(
    text: str, terms: list[_Term], fine: re.Pattern[str] | None, language: str
) -> Iterator[tuple[int, _Term, str]]:
    """Give where a term stands in a text, and in which words."""
    tokens = list(_WORD.finditer(text))
    spared = [match.span() for match in fine.finditer(text)] if fine else []
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for term in terms:
        spans = spared + (quoted if not term.allowed or term.allowed & _SPEECH else [])
        for place in range(len(tokens) - len(term.words) + 1):
            among = tokens[place : place + len(term.words)]
            start, end = among[0].start(), among[-1].end()
            if _is_term(among, term, language) and not _within(start, end, spans):
                yield start, term, text[start:end]


def _is_term(tokens: list[re.Match[str]], term: _Term, language: str) -> bool:
    order = sorted(range(len(tokens)), key=lambda place: place != term.head)
    return all(is_form(tokens[place][0], term.words[place], language) for place in order)


def _within(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _questions(subject: Subject, terms: list[_Term]) -> Iterator[Hit]:
    language = subject.study.settings.language
    for item in subject.study.items if terms else ():
        wording = " ".join((item.label.get(language, ""), item.hint.get(language, "")))
        for _start, term, words in _used(wording, terms, None, language):
            where = Where("questionnaire", column="label")
            yield Hit(where, _message(term, words), item.question_id)


def _message(term: _Term, words: str) -> str:
    return _("“{}”: the glossary says “{}” instead").format(words, term.preferred)


RULE = Rule(
    "non-preferred-term",
    Severity.WARNING,
    marked("The words are those that the glossary prefers"),
    marked(
        "The glossary says which words the study stands for. Others may stand where they are "
        "somebody else's: in a question that was put, in an answer, in a quotation. All forms of a "
        "word count, and compounds with it."
    ),
    bad="Regionen behandlar missbrukarna på en egen mottagning.",
    good="Regionen behandlar personer med beroende på en egen mottagning.",
    find=find,
)
