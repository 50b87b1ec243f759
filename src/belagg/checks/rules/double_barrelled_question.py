"""A question that asks two things at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.problems import Where
from belagg.study.questionnaire import worded
from belagg.study.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class _Language:
    """The words that join, ask, and govern what follows, as patterns.

    `holding` are verbs after which it is said what is asked for, and `least` how many words must
    stand between the verb and the joint.
    """

    joint: str
    asking: str
    preposition: str
    holding: str
    least: int


_SWEDISH = _Language(
    r"(?:och/eller|och|eller|samt|respektive)",
    r"(?:hur|vad|vilken|vilka|vilket|när|var|varför|vem)",
    r"(?:för|om|av|i|på|till|med|mot|kring|hos|vid|under|från|över|efter)",
    r"(?:har|finns|ges|erbjuds|erbjuder|används|ingår|saknas)",
    least=2,  # Har regionen rutiner …
)
_ENGLISH = _Language(
    r"(?:and/or|and|or|as well as)",
    r"(?:how|what|which|when|where|why|who)",
    r"(?:for|on|of|in|at|to|with|against|about|by|during|from|over|after)",
    r"(?:have|has|offer|offers|use|uses|give|gives|provide|provides)",
    least=1,  # … have routines
)
_LANGUAGES = {"sv": _SWEDISH, "en": _ENGLISH}
_REACH = 5
_SAME_ENDING = 5


def find(subject: Subject) -> Iterator[Hit]:
    """Find items whose wording, in the study's first language, joins two things that are asked."""
    language = subject.study.settings.language
    if language not in _LANGUAGES:
        return
    for item in subject.study.items:
        wording = worded(item.label, language)
        if joined := joined_in(wording, language):
            message = _(
                "item {} may ask two things at once (“{}”): “{}”. "
                "A body can do one and not the other"
            ).format(item.question_id, joined, wording)
            yield Hit(Where("questionnaire", column="label"), message, item.question_id)


def joined_in(wording: str, language: str) -> str:
    """Give the words that join two things which are asked; empty where there seem to be none.

    They do where two questions stand in one (how …, and how …), where each side has the same word
    (sex for … or sex as …) or ends alike (reports to the police and reports of concern), or where
    what a body has is one thing and another. A list, whose last member *and* joins, is one thing.
    """
    known = _LANGUAGES[language]
    for match in re.finditer(rf"(,?) {known.joint} (?=\w)", wording, re.IGNORECASE):
        before, after = wording[: match.start()], wording[match.end() :]
        joint = match[0].strip(" ,")
        if re.match(rf"{known.asking}\b", after, re.IGNORECASE):
            return joint
        if match[1] or before.endswith("-") or _closes_list(before, after):
            continue
        if "/" in joint or joint == "respektive" or _alike(before, after):
            return joint
        if _two_things(before, after, known):
            return joint
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.casefold())


def _closes_list(before: str, after: str) -> bool:
    """Say whether the word joins the last of several that commas part: A, B and C."""
    last_clause = re.split(r"[:;?(]", before)[-1]
    return re.search(r"\w, [\w-]+(?: [\w-]+)?$", last_clause) is not None and bool(after)


def _alike(before: str, after: str) -> bool:
    left, right = _words(before)[-_REACH:], _words(after)
    if not left or not right:
        return False
    if right[0] in left and len(right[0]) > 2:
        return True
    ending = right[0][-_SAME_ENDING:]
    return len(ending) == _SAME_ENDING and left[-1].endswith(ending)


def _two_things(before: str, after: str, known: _Language) -> bool:
    """Say whether a verb of having is followed by one thing and another, each in one word."""
    right = _words(after)
    if not right or re.fullmatch(known.preposition, right[0]):
        return False
    match = re.search(rf"\b{known.holding}((?: [\w-]+)+)$", before, re.IGNORECASE)
    between = _words(match[1]) if match else []
    governed = any(re.fullmatch(known.preposition, word) for word in between)
    return known.least <= len(between) < _REACH and not governed


RULE = Rule(
    "double-barrelled-question",
    Severity.HINT,
    marked("A question asks one thing"),
    marked(
        "When two things are asked at once, nobody knows which of them a yes is for. This is a "
        "cautious hint: and, or may also join two words for one thing."
    ),
    bad="Ingår sex mot ersättning eller sex som självskada i frågorna?",
    good="Ingår sex mot ersättning i frågorna?",
    find=find,
)
