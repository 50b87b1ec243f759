"""A count in the text beside a list of bodies that are not as many, or not the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from belagg.analysis.figure import FigureKind
from belagg.checks.counts import Count, counts_in
from belagg.checks.prose import Sentence
from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Severity

_BETWEEN = re.compile(r"\s*(?:,|\b(?:och|samt|eller|and|or)\b|, (?:och|and|or)\b)\s*")
_OPENS = re.compile(r"(?::|\()\s*$")
_SOME = re.compile(
    r"\b(?:bland (?:annat|andra|dem)|däribland|till exempel|exempelvis|t\.ex\.|bl\.a\.|såsom|främst"
    r"|inklusive|for example|such as|including|among (?:others|them)|e\.g\.|mainly)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _List:
    """Bodies listed in a sentence: where the list begins, and their ids."""

    start: int
    units: frozenset[str]


def find(subject: Subject) -> Iterator[Hit]:
    """Find lists of bodies after a colon or in brackets that fit no count before them."""
    for sentence in subject.sentences:
        for listed in _lists(sentence, subject):
            before = [c for c in counts_in(sentence, subject.figures) if c.end <= listed.start]
            if not before or any(_fits(count, listed) for count in before):
                continue
            count = before[-1]
            where = sentence.place(count.start)
            yield Hit(where, _message(count, listed, subject), sentence.subject)


def _fits(count: Count, listed: _List) -> bool:
    if count.value != len(listed.units):
        return False
    units = count.figure.units if count.figure else ()
    return not units or set(units) == listed.units


def _message(count: Count, listed: _List, subject: Subject) -> str:
    if count.value != len(listed.units):
        return _("{} is said and {} are listed").format(count.value, len(listed.units))
    known = set(count.figure.units if count.figure else ())
    extra = ", ".join(subject.unit(unit) for unit in sorted(listed.units - known))
    lacking = ", ".join(subject.unit(unit) for unit in sorted(known - listed.units))
    name = count.figure.name if count.figure else ""
    return _("the list is not the bodies of {}: it has {} and lacks {}").format(
        name, extra, lacking
    )


def _lists(sentence: Sentence, subject: Subject) -> Iterator[_List]:
    for offset, figure in sentence.figures(subject.figures, FigureKind.UNITS):
        if _opens(sentence.text, offset):
            yield _List(offset, frozenset(figure.units))
    if ":" not in sentence.text and "(" not in sentence.text:
        return
    run: list[tuple[int, int, str]] = []
    for mention in subject.names.find(sentence.text):
        if run and not _BETWEEN.fullmatch(sentence.text, run[-1][1], mention.start):
            yield from _whole(run, sentence.text)
            run = []
        run.append((mention.start, mention.end, mention.form.unit_id))
    yield from _whole(run, sentence.text)


def _whole(run: list[tuple[int, int, str]], text: str) -> Iterator[_List]:
    if len(run) > 1 and _opens(text, run[0][0]):
        yield _List(run[0][0], frozenset(unit for _start, _end, unit in run))


def _opens(text: str, start: int) -> bool:
    """Say whether a list that begins here is the whole of what was counted before."""
    before = _OPENS.search(text, 0, start)
    return before is not None and not _SOME.search(text, max(0, start - 40), start)


RULE = Rule(
    "count-beside-list",
    Severity.ERROR,
    marked("A count beside a list is the number of bodies in it"),
    marked(
        "A reader counts the names. When they are not as many as the sentence says, or not those "
        "of the figure, one of the two is wrong. A list that is meant to be examples says so."
    ),
    bad="Fem regioner saknar rutiner (Blekinge, Gotland, Halland och Västmanland).",
    good="{{ 3.no.count | Words | noun }} saknar rutiner ({{ 3.no.units | short }}).",
    find=find,
)
