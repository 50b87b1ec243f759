"""What in a text may tell of a single person: identity numbers, names, alleged offences.

The rules are cautious: what they find is looked at by a person and never removed by itself, and
what they miss is why the questionnaire asks for nothing on single persons.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.se import personnummer

from belagg.study.vocabulary import Vocabulary
from belagg.web.respond.names_sv import ENDINGS, GIVEN, SURNAMES

REDACTED = "[…]"
"""What stands in a text in place of what was taken out of it."""


class Kind(Vocabulary):
    """What a place in a text may tell."""

    NUMBER = "number", "personnummer eller samordningsnummer", "personal identity number"
    NAME = "name", "namn", "name"
    OFFENCE = "offence", "påstått brott av en enskild", "alleged offence of a single person"


@dataclass(frozen=True)
class Finding:
    """A place in a text, in code points, end exclusive."""

    kind: Kind
    start: int
    end: int


_NUMBER = re.compile(r"(?<![\d-])(?:\d{2})?\d{6}\s?[-+–]?\s?\d{4}(?![\d-])")
_NAME = re.compile(
    r"\b(?P<given>[A-ZÅÄÖÉ][a-zåäöéü]+)(?:-[A-ZÅÄÖÉ][a-zåäöéü]+)?"
    r"(?:\s[A-ZÅÄÖ]\.?)?\s(?P<family>[A-ZÅÄÖÉ][a-zåäöéü]+)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]+")
_PERSON = re.compile(
    r"\b(han|hon|honom|henne|mannen|kvinnan|pojken|flickan|patienten|klienten|brukaren|eleven"
    r"|en (?:\S+ )?(?:man|kvinna|pojke|flicka|patient|klient|elev|kollega|chef)"
    r"|\d{1,2}-åring(?:en)?|he|she|him|her|the (?:man|woman|boy|girl|patient|client|pupil))\b",
    re.IGNORECASE,
)
_OFFENCE = re.compile(
    r"\b(är misstänkt|misstänks|blev dömd|är dömd|dömdes|har dömts|åtalad|åtalades|häktad|häktades"
    r"|gripen|greps|begått|förgripit|våldtagit|våldtog|misshandlat|misshandlade|köpt sex|köpte sex"
    r"|sålt narkotika|polisanmäld|polisanmäldes|suspected of|convicted of|charged with|raped"
    r"|assaulted|was arrested|has committed)\b",
    re.IGNORECASE,
)


def findings_in(text: str) -> tuple[Finding, ...]:
    """Give what is found in a text, in order of place."""
    found = [*_numbers(text), *_names(text), *_offences(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def redacted(text: str) -> str:
    """Give the text with what was found taken out, as a proposal for the one who decides."""
    parts, done = [], 0
    for one in findings_in(text):
        if one.start < done:
            continue
        parts += [text[done : one.start], REDACTED]
        done = one.end
    return "".join([*parts, text[done:]])


def excerpts(text: str, around: int = 60) -> tuple[str, ...]:
    """Give each place that was found with what stands around it."""
    return tuple(
        text[max(0, one.start - around) : one.end + around].replace("\n", " ")
        for one in findings_in(text)
    )


def _numbers(text: str) -> Iterator[Finding]:
    for match in _NUMBER.finditer(text):
        if _is_identity_number(re.sub(r"[^\d+]", "", match[0].replace("–", "-"))):
            yield Finding(Kind.NUMBER, *match.span())


def _is_identity_number(digits: str) -> bool:
    """Tell a personal identity number, or a coordination number, whose day is 60 more."""
    plain = digits.replace("+", "")
    if len(plain) not in (10, 12):
        return False
    try:
        personnummer.validate(digits)
    except ValidationError:
        return _is_coordination_number(plain)
    return True


def _is_coordination_number(digits: str) -> bool:
    short = digits[-10:]
    century = int(digits[:2]) if len(digits) == 12 else 20
    try:
        date(century * 100 + int(short[:2]), int(short[2:4]), int(short[4:6]) - 60)
    except ValueError:
        return False
    return luhn.is_valid(short)


def _names(text: str) -> Iterator[Finding]:
    place = 0
    while match := _NAME.search(text, place):
        family = match["family"]
        if match["given"] in GIVEN and (
            family in SURNAMES or (family not in GIVEN and family.endswith(ENDINGS))
        ):
            yield Finding(Kind.NAME, *match.span())
            place = match.end()
        else:
            # The second word may be the given name: "Kontakta Anna Svensson".
            place = match.start() + len(match["given"])


def _offences(text: str) -> Iterator[Finding]:
    for sentence in _SENTENCE.finditer(text):
        if _OFFENCE.search(sentence[0]) and _PERSON.search(sentence[0]):
            start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
            yield Finding(Kind.OFFENCE, start, sentence.end())
