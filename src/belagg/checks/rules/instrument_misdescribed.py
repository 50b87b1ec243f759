"""The questionnaire described as it is not."""

import re
from collections.abc import Iterator, Mapping

from belagg.checks.counts import counts_in
from belagg.checks.prose import Sentence
from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.questionnaire import ItemType
from belagg.study.vocabulary import Severity

_KINDS: Mapping[str, Mapping[ItemType, re.Pattern[str]]] = {
    "sv": {
        ItemType.SELECT_ONE: re.compile(r"\b(?:envals|ett-?vals)frågor(?:na)?\b", re.IGNORECASE),
        ItemType.SELECT_MULTIPLE: re.compile(r"\bflervalsfrågor(?:na)?\b", re.IGNORECASE),
        ItemType.TEXT: re.compile(r"\b(?:fritextfrågor(?:na)?|öppna frågor)\b", re.IGNORECASE),
    },
    "en": {
        ItemType.SELECT_ONE: re.compile(r"\bsingle-choice (?:questions|items)\b", re.IGNORECASE),
        ItemType.SELECT_MULTIPLE: re.compile(
            r"\bmulti(?:ple)?-(?:choice|select) (?:questions|items)\b", re.IGNORECASE
        ),
        ItemType.TEXT: re.compile(
            r"\b(?:free-text|open|open-ended) (?:questions|items)\b", re.IGNORECASE
        ),
    },
}
_AMBIGUOUS = re.compile(r"öppna |open ", re.IGNORECASE)
_FORM = ("enkät", "formulär", "survey", "questionnaire")
"""An open question may also be one that nobody has answered yet."""

_WHOLE = re.compile(
    r"\b(?:bestod|består) (?:enbart |helt |bara )?av (?:bara |enbart )?$"
    r"|\b(?:consist(?:s|ed) (?:only |entirely )?of|(?:were|are) all) $",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Hit]:
    """Find how many items of a kind the text says there are, where the form has another number."""
    held = {kind: sum(item.type is kind for item in subject.study.items) for kind in ItemType}
    for sentence in subject.sentences:
        if not sentence.holds("frågor", "questions", "items"):
            continue
        for kind, pattern in _KINDS.get(sentence.language, {}).items():
            match = pattern.search(sentence.text)
            if match is None or (_AMBIGUOUS.match(match[0]) and not sentence.holds(*_FORM)):
                continue
            said = _said(sentence, match.start(), subject)
            if said is None and _WHOLE.search(sentence.text, 0, match.start()):
                said = len(subject.study.items)
            if said is not None and said != held[kind]:
                message = _("{} items are said to be “{}”; of {} items {} are").format(
                    said, match[0], len(subject.study.items), held[kind]
                )
                yield Hit(sentence.place(match.start()), message, sentence.subject)


def _said(sentence: Sentence, start: int, subject: Subject) -> int | None:
    """Give the number that stands right before the words, if any does."""
    before = [c for c in counts_in(sentence, subject.figures) if c.end <= start]
    nearest = max(before, key=lambda count: count.end, default=None)
    if nearest is None or sentence.text[nearest.end : start].strip():
        return None
    return nearest.value


RULE = Rule(
    "instrument-misdescribed",
    Severity.ERROR,
    marked("The questionnaire is described as it is"),
    marked(
        "How a question could be answered decides what its result means. A reader who is told that "
        "all had fixed answers takes what was read out of free text for the body's own choice."
    ),
    bad="Enkäten bestod av fjorton envalsfrågor.",
    good="Enkäten bestod av {{ items.select_one.count | words }} frågor med svarsalternativ och "
    "{{ items.text.count | words }} med fritext.",
    find=find,
)
