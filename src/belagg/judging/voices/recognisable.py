"""What in a quote tells who said it: age, place, service, date, and ways to reach a person.

Patterns and lists, for Swedish. They find what is written out; that nothing is found does not mean
that nobody can be recognised, which only somebody who knows the circumstances can judge.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from belagg.judging.voices.consent import Quote
from belagg.study.geography import official_register
from belagg.study.study import Study
from belagg.study.vocabulary import Consent, Vocabulary


class Detail(Vocabulary):
    """A kind of detail by which a speaker can be recognised."""

    AGE = "age", "ålder", "age"
    PLACE = "place", "plats", "place"
    SERVICE = "service", "verksamhet", "service"
    DATE = "date", "tidpunkt", "date"
    CONTACT = "contact", "kontaktuppgift", "contact"


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """A detail in a text: where it stands, of what kind, and its words."""

    start: int
    end: int
    detail: Detail
    words: str


_NUMBERS = (
    "noll ett en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton "
    "sjutton arton nitton tjugo tjugoen tjugoett tjugotvå tjugotre tjugofyra tjugofem trettio "
    "fyrtio femtio sextio sjuttio"
)
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(_NUMBERS.split(), key=len, reverse=True))})"
_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_SEASON = "vår|sommar|höst|vinter"

_PATTERNS = (
    (Detail.AGE, rf"\b{_NUMBER}(?:[- ]?(?:åring\w*|årig\w*)|[ \u00a0]års?(?: gammal\w*)?)\b"),
    (Detail.AGE, rf"\b(?:när|då|sedan) (?:jag|hon|han|hen) (?:var|fyllde) {_NUMBER}\b"),
    (Detail.AGE, rf"\b(?:fyllde|fyllt|fyller) {_NUMBER}\b"),
    (Detail.AGE, r"\b(?:född(?:es)?|årskurs|åk)[ \u00a0](?:\d{1,4}|i \w+)\b"),
    (Detail.AGE, r"\bi (?:ettan|tvåan|trean|fyran|femman|sexan|sjuan|åttan|nian)\b"),
    (Detail.DATE, r"\b(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?\b"),
    (Detail.DATE, rf"\b(?:den )?\d{{1,2}}[ \u00a0](?:{_MONTH})\b"),
    (Detail.DATE, rf"\bi (?:{_MONTH})\b"),
    (Detail.DATE, rf"\b(?:{_SEASON})\w*[ \u00a0](?:19|20)\d\d\b"),
    (Detail.DATE, r"\b\d{1,2}/\d{1,2}\b"),
    (Detail.CONTACT, r"\b[\w.+-]+@[\w-]+\.[\w.]+\b"),
    (Detail.CONTACT, r"\b(?:\d{2})?\d{6}[-+]\d{4}\b"),
    (Detail.CONTACT, r"(?<!\w)(?:\+46|0)[ -]?\d{1,3}(?:[ -]?\d{2,3}){2,4}\b"),
    (Detail.PLACE, r"\b[A-ZÅÄÖ][a-zåäöé]+(?:gatan|vägen|torget|gränd|skolan|gymnasiet|hemmet)\b"),
    (Detail.SERVICE, r"\b[A-ZÅÄÖ]\w+(?:mottagningen|kliniken|sjukhuset|huset|jouren|enheten)\b"),
)
_COMPILED = tuple((detail, re.compile(pattern, re.UNICODE)) for detail, pattern in _PATTERNS)


@dataclass(frozen=True)
class Known:
    """The names of places and services that a text may tell."""

    places: frozenset[str]
    services: frozenset[str]

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Find any of the names, in the genitive too; None where there are none."""
        names = sorted(self.places | self.services, key=lambda name: (-len(name), name))
        if not names:
            return None
        return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})s?(?!\w)")


def known_names(study: Study) -> Known:
    """Give the places and services of a study, and every Swedish region and municipality."""
    units = study.tables["units"].select("name", "aliases").iter_rows()
    places = {name for own, aliases in units for name in (own, *(aliases or ()))}
    places |= {row["short_name"] for row in official_register("se-municipalities")}
    for row in official_register("se-regions"):
        county = row["county"].removesuffix(" län")
        places |= {row["name"], row["county"], county, county.removesuffix("s")}
    services = study.tables["services"].select("name", "place").iter_rows()
    held = list(services)
    places |= {place for _name, place in held if place}
    return Known(frozenset(p for p in places if len(p) > 2), frozenset(n for n, _p in held if n))


def traces(text: str, known: Known) -> list[Trace]:
    """Give the details in a text in order of place; of those that overlap, the longest."""
    found = sorted(_found(text, known), key=lambda t: (t.start, -(t.end - t.start), t.detail.value))
    kept: list[Trace] = []
    for trace in found:
        if not kept or trace.start >= kept[-1].end:
            kept.append(trace)
    return kept


def _found(text: str, known: Known) -> Iterator[Trace]:
    for detail, pattern in _COMPILED:
        for match in pattern.finditer(text):
            yield Trace(match.start(), match.end(), detail, match[0])
    if known.pattern is not None:
        for match in known.pattern.finditer(text):
            detail = Detail.SERVICE if match[1] in known.services else Detail.PLACE
            yield Trace(match.start(), match.end(), detail, match[0])


@dataclass(frozen=True, slots=True)
class Recognisable:
    """A speaker, or one quote of nobody named, with the details told: by quote."""

    speaker: str | None
    told: tuple[tuple[str, tuple[Trace, ...]], ...]

    @property
    def details(self) -> frozenset[Detail]:
        """The kinds of details told in all of them together."""
        return frozenset(trace.detail for _quote, found in self.told for trace in found)


def recognisable(quotes: Iterable[Quote], known: Known) -> list[Recognisable]:
    """Give the speakers of whom some detail is told, in order, all their quotes taken together.

    Both words and attribution count. Who has agreed to be quoted by name is left aside, and so are
    bodies; quotes of a person without a pseudonym stand each for itself.
    """
    told: dict[tuple[str | None, str], list[tuple[str, tuple[Trace, ...]]]] = {}
    for quote in quotes:
        if not quote.of_person or quote.consent is Consent.NAMED:
            continue
        found = tuple(traces(quote.text, known)) + tuple(traces(quote.attribution, known))
        if found:
            key = (quote.speaker, "" if quote.speaker else quote.quote_id)
            told.setdefault(key, []).append((quote.quote_id, found))
    ordered: Sequence[tuple[str | None, str]] = sorted(told, key=lambda k: (k[0] or "", k[1]))
    return [Recognisable(key[0], tuple(told[key])) for key in ordered]
