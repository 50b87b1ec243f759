"""The prose that readers meet, sentence by sentence: the manuscripts, and the tables' sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from belagg.analysis.figure import Figure, FigureKind
from belagg.analysis.figures import Figures
from belagg.documents.language_data import language_data
from belagg.language import LANGUAGES
from belagg.manuscript.compose import Composed
from belagg.manuscript.parse import parse_inline
from belagg.manuscript.source import HOLE, Passage, Slot, passage_of
from belagg.study.problems import Where
from belagg.study.study import Study

_WRITTEN = (
    ("findings", "finding_id", "statement"),
    ("recommendations", "recommendation_id", "title"),
    ("clauses", "clause_id", "text"),
)
"""Tables whose sentences stand in the report: table, key, column."""

_SPACES = {ord(c): " " for c in "\n\t\u00a0\u202f\u2009"}
_END = re.compile(rf"[.!?…][”\"’»)\]]*(?=\s+[“”\"«(–]?[A-ZÅÄÖ0-9{HOLE}])")
_LONGEST = 12
"""No abbreviation is longer."""
_LAST_WORD = re.compile(r"[\w.]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage; white space in `text` is blanks, each placeholder a `HOLE`.

    `lowered` is the text in small letters.
    `slots` are the placeholders by offset in `text`; `subject` is the id of the row of a table
    that the sentence stands in, empty in a manuscript.
    """

    text: str
    lowered: str
    slots: Mapping[int, Slot]
    passage: Passage
    start: int
    subject: str = ""

    @property
    def language(self) -> str:
        """The language it is written in."""
        return self.passage.language

    def place(self, offset: int = 0) -> Where:
        """Give the place of a character of the text."""
        return self.passage.place(self.start + offset)

    def holds(self, *words: str) -> bool:
        """Say whether any of some words in small letters stands in it: a quick look before more."""
        return any(word in self.lowered for word in words)

    @property
    def is_bound(self) -> bool:
        """Say whether a figure of the study stands in it."""
        return any(slot.name for slot in self.slots.values())

    def figures(self, figures: Figures, kind: FigureKind) -> Iterator[tuple[int, Figure]]:
        """Give the figures of a kind that stand in it, with their offsets."""
        for offset, slot in self.slots.items():
            figure = figures.get(slot.name)
            if figure is not None and figure.kind is kind:
                yield offset, figure


@dataclass(frozen=True, slots=True)
class Written:
    """A passage, and the id of the row of a table it stands in, empty in a manuscript."""

    passage: Passage
    subject: str = ""


def prose_of(study: Study, manuscripts: Iterable[Composed]) -> Iterator[Written]:
    """Give the passages of the manuscripts, then those of the tables."""
    for composed in manuscripts:
        for passage in composed.manuscript.passages:
            yield Written(passage)
    for table, key, column in _WRITTEN:
        rows = study.tables[table].select(key, column).iter_rows()
        for index, (name, text) in enumerate(rows):
            run, _problems = parse_inline(text or "", study.place(table, index, column))
            yield Written(passage_of(run, "paragraph", study.settings.language), str(name))


def sentences_of(prose: Iterable[Written]) -> Iterator[Sentence]:
    """Give every sentence, in order; those within a block quotation are left out."""
    for whole in prose:
        if not whole.passage.quoted:
            yield from _sentences(whole)


def _sentences(whole: Written) -> Iterator[Sentence]:
    passage = whole.passage
    flat = passage.text.translate(_SPACES)
    language = passage.language if passage.language in LANGUAGES else LANGUAGES[-1]
    short = language_data(language).abbreviations
    start = 0
    for end in (*_ends(flat, short), len(flat)):
        text = flat[start:end]
        if text.strip():
            slots = {at - start: s for at, s in passage.slots.items() if start <= at < end}
            yield Sentence(text, text.lower(), slots, passage, start, whole.subject)
        start = end


def _ends(flat: str, abbreviations: frozenset[str]) -> Iterator[int]:
    for match in _END.finditer(flat):
        before = _LAST_WORD.search(flat, max(0, match.start() - _LONGEST), match.start())
        if match[0] == "." and before and before[0].casefold().strip(".") in abbreviations:
            continue
        yield match.end()
