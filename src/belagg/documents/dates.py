"""Dates: those that a file carries, and those that its first pages say of the document."""

import re
from functools import cache

from babel.dates import get_month_names

from belagg.documents.text import DateKind, DocumentDate

_OPENING = 8000
"""How far into the text the document's own dates are looked for, in characters."""

_WORDS = {
    DateKind.DECIDED: "beslutad|beslutat|beslut|fastställd|fastställt|antagen|antaget|godkänd|"
    "beslutsdatum|fastställelsedatum|adopted|approved|decided",
    DateKind.REVISED: "reviderad|reviderat|revidering|uppdaterad|senast ändrad|revised|updated",
    DateKind.PUBLISHED: "publicerad|publicerat|publiceringsdatum|utgiven|published",
    DateKind.VALID: "gäller från|giltig från|giltigt från|gäller fr\\.o\\.m\\.|giltig från och med|"
    "gäller från och med|valid from",
}
_CUE = re.compile(
    "|".join(f"(?P<{kind.name}>\\b(?:{words}))" for kind, words in _WORDS.items()), re.IGNORECASE
)
_ISO = re.compile(r"\b((?:19|20)\d\d)[-‐–](\d\d)[-‐–](\d\d)\b")
_FILE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?")
_NEAR = 70
"""How far behind its cue a date may stand, in characters."""


def file_dates(*found: tuple[DateKind, str | None]) -> tuple[DocumentDate, ...]:
    """Give the dates that a file's properties carry, in PDF's or XML's way of writing."""
    dates = []
    for kind, value in found:
        match = _FILE.match(value or "")
        if match:
            year, month, day = match.groups()
            date = _iso(int(year), int(month or 1), int(day or 1))
            if date:
                dates.append(DocumentDate(kind, date))
    return tuple(dates)


def stated_dates(text: str) -> tuple[DocumentDate, ...]:
    """Give the dates that a document's opening states: decided, revised, published, valid from."""
    found: dict[DateKind, DocumentDate] = {}
    opening = text[:_OPENING]
    for cue in _CUE.finditer(opening):
        kind = DateKind[cue.lastgroup or ""]
        near = opening[cue.end() : cue.end() + _NEAR].partition("\n\n")[0]
        match = _ISO.search(near) or _written().search(near)
        if match is None or kind in found:
            continue
        if match.re is _ISO:
            year, month, day = (int(part) for part in match.groups())
        else:
            day, month, year = int(match[1]), _months()[match[2].casefold()], int(match[3])
        date = _iso(year, month, day)
        if date:
            found[kind] = DocumentDate(kind, date, cue.end() + match.start())
    return tuple(found.values())


def _iso(year: int, month: int, day: int) -> str:
    if not (1900 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return f"{year:04}-{month:02}-{day:02}"


@cache
def _months() -> dict[str, int]:
    return {
        name.casefold(): number
        for language in ("sv", "en")
        for number, name in get_month_names("wide", locale=language).items()
    }


@cache
def _written() -> re.Pattern[str]:
    months = "|".join(_months())
    return re.compile(rf"(?i)\b(\d{{1,2}}) ({months}) ((?:19|20)\d\d)\b")
