"""A finding that tells of something else than what its item asked."""

import re
from collections.abc import Iterator

import polars as pl

from belagg.checks.inflections import is_form, stem
from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.questionnaire import Item
from belagg.study.vocabulary import Severity

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONG = 6
_TOLD = {
    "sv": re.compile(
        r"\b(?:har|saknar|ger|erbjuder|finns|saknas)"
        r"(?: (?:en|ett|ingen|inget|inga|någon|något|några|delvis|inte|helt|egen|eget|egna"
        r"|olika|flera|särskild|särskilda|specialiserad|specialiserade|skriftlig|skriftliga))*"
        r" (?P<thing>[^\W\d_]{5,})",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:has|have|lacks?|gives?|offers?|there (?:is|are))"
        r"(?: (?:a|an|no|any|some|partly|not|own|various|several|special|specialised|written))*"
        r" (?P<thing>[^\W\d_]{5,})",
        re.IGNORECASE,
    ),
}


def find(subject: Subject) -> Iterator[Hit]:
    """Find findings that rest on figures of one item and tell of a thing it does not name."""
    language = subject.study.settings.language
    pattern = _TOLD.get(language)
    if pattern is None:
        return
    meanings = dict(subject.study.tables["glossary"].select("term", "definition").iter_rows())
    for index, row in subject.rows("findings", pl.col("rests_on").is_not_null()):
        item = _only_item(subject, row["rests_on"])
        match = pattern.search(str(row["statement"]))
        if item is None or match is None or match["thing"][0].isupper():
            continue
        meaning = meanings.get(match["thing"].casefold()) or ""
        if any(_names(item, word, language) for word in (match["thing"], *_long(meaning))):
            continue
        message = _("finding {} tells of “{}”, which item {} does not ask about: “{}”").format(
            row["finding_id"], match["thing"], item.question_id, item.label.get(language, "")
        )
        where = subject.study.place("findings", index, "statement")
        yield Hit(where, message, str(row["finding_id"]))


def _long(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) >= _LONG]


def _only_item(subject: Subject, ground: object) -> Item | None:
    """Give the item whose figures alone a finding rests on."""
    references = ground if isinstance(ground, list) else []
    names = [reference.removeprefix("figure:") for reference in references]
    items = {figure.question_id for name in names if (figure := subject.figures.get(name))}
    if len(items) != 1 or any(name not in subject.figures for name in names):
        return None
    return subject.study.questionnaire.by_id.get(items.pop())


def _names(item: Item, thing: str, language: str) -> bool:
    wordings = (item.label, item.hint, *(choice.label for choice in item.choices))
    text = " ".join(wording.get(language, "") for wording in wordings)
    words = set(_WORD.findall(text.casefold()))
    thing = thing.casefold()
    return any(
        stem(thing) in word
        or (len(word) >= len(thing) - 1 and stem(word) in thing)
        or is_form(thing, word, language)
        for word in words
        if len(word) > 3
    )


RULE = Rule(
    "another-construct",
    Severity.HINT,
    marked("A finding tells of what its item asked"),
    marked(
        "An item on routines says nothing of training, and a judgement of what an experience can "
        "do says nothing of how it is treated. This is a cautious hint, by the words alone: a "
        "finding may say the same thing in other words."
    ),
    bad="f11: “Fem regioner saknar utbildning”, rests on figure:3.no.count; item 3 asks about "
    "routines",
    good="f11: “Fem regioner saknar rutiner som säkerställer kunskap”, rests on figure:3.no.count",
    find=find,
)
