"""Numbers and number words typed in a text that should have been bound to a figure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from belagg.manuscript.fine_numbers import FinePattern, fine_patterns
from belagg.manuscript.number_words import NumberWords, number_words

_PLAIN_SPACES = {ord(c): " " for c in "\n\t\u00a0\u202f\u2009"} | {ord("\u2011"): "-"}
"""One character for one, so that offsets hold."""


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number as it stands in the text: `start` and `end` (exclusive) count code points."""

    start: int
    end: int
    text: str


def typed_numbers(text: str, language: str, item_ids: Collection[str] = ()) -> list[TypedNumber]:
    """Find the numbers in `text` that should be figures, in order.

    Left alone are years, dates, times, ages, sections of law, pages, references within the report,
    names with digits, telephone numbers, ordinals, `item_ids` that hold a letter (4A), and *en*,
    *ett* and *one*. The Swedish *sex* counts as a number only where something is counted.
    """
    flat = text.translate(_PLAIN_SPACES)
    lower = flat.lower()
    if len(lower) != len(flat):
        # a letter such as İ has two in lower case, which would shift what follows
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)
    found = [m for m in _candidates(language).finditer(lower) if not _is_other_word(m, language)]
    for pattern in _fine(language, tuple(item_ids)):
        if not found:
            return []
        spans = pattern.spans(flat)
        found = [m for m in found if not any(a <= m.start() and m.end() <= z for a, z in spans)]
    return [TypedNumber(m.start(), m.end(), text[m.start() : m.end()]) for m in found]


@cache
def _fine(language: str, item_ids: tuple[str, ...]) -> tuple[FinePattern, ...]:
    lettered = "|".join(re.escape(i) for i in item_ids if not i.isdigit())
    own = (FinePattern(re.compile(rf"(?<!\w)(?:{lettered})(?!\w)")),) if lettered else ()
    return (*own, *fine_patterns(language))


@cache
def _candidates(language: str) -> re.Pattern[str]:
    words = number_words(language)
    digits = r"\d{1,3}(?:[ ,]\d{3})+(?![\d])|\d+"
    in_digits = rf"(?=[\d+−-])(?<!\d)[+−-]?(?:{digits})(?:[.,]\d+)?"
    spelled = rf"(?:{words.part}|{words.begins}{words.cardinal}(?:[–-]{words.cardinal})?)"
    in_words = rf"\b(?<!\w-){spelled}(?!\w)(?!-\w)"
    large = r"(?: (?:miljon(?:er)?|miljard(?:er)?|tusen|million|billion|thousand|hundred))?"
    share = rf"(?: ?%|(?: (?:{words.percent})\b))?"
    return re.compile(rf"(?:{in_digits}|{in_words}){large}{share}|[½⅓⅔¼¾]")


@cache
def _sex_counts(words: NumberWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give what stands before and what after *sex* when it is the number."""
    number = r"(?:\d+|två|tre|fyra|fem|sju|åtta|nio|tio|elva|tolv|\w+ton|tjugo\w*|\w+tio\w*)"
    before = (
        rf"(?:\b(?:de|alla|samtliga|övriga|resterande|minst|högst|drygt|knappt|cirka|ungefär|"
        rf"endast|bara|totalt|sammanlagt)|\b{number},? (?:och|eller|till|av)|\b{number}[,–-]) ?$"
    )
    after = (
        rf"(?: \w+[ae])? {words.counted}\b| av (?:de|dem|{number}|{words.counted})\b|"
        rf" (?:och|eller|till) {number}\b|[–-]{number}\b| år\b"
    )
    return re.compile(before), re.compile(after)


def _is_other_word(match: re.Match[str], language: str) -> bool:
    """Say whether the match is the Swedish word for sex (or intercourse), not the number six."""
    if language != "sv" or match[0] != "sex":
        return False
    before, after = _sex_counts(number_words(language))
    return not (
        before.search(match.string, max(0, match.start() - 40), match.start())
        or after.match(match.string, match.end())
    )
