"""Swedish and English typography of plain text: quotes, dashes, spaces, numbers, lists, words.

Pure functions. `typeset` is idempotent: text that is already set comes back as it is.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from belagg.analysis.rounding import rounded

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

NBSP = "\u00a0"
"""A space that does not break."""

THIN = "\u202f"
"""A narrow space that does not break: between groups of three digits."""

Gender = Literal["en", "ett"]
"""The Swedish genders of what is counted: *tjugoen regioner*, *tjugoett län*."""

_STOP_SV = (
    "och|eller|samt|av|i|på|till|från|för|som|men|med|mot|vid|om|att|är|var|har|hade|kan|inte|"
    "medan|där|då|så|blev|fick|utan|under|över|efter|inom|enligt|respektive"
)
_STOP_EN = (
    "and|or|of|in|on|to|from|for|that|which|but|with|at|by|is|are|was|were|has|had|have|can|not|"
    "while|where|when|as|if|under|over|after|within|than"
)

_DIGIT = re.compile(r"\d")
_ELLIPSIS = re.compile(r"\.{3}(?!\.)(?<!\.{4})")
_DASHES = re.compile(r"(?<!-)-{2,3}(?![-])")
_LONE_HYPHEN = re.compile(r"(?<=\s)-(?=\s)")
_SPACE_BEFORE_DASH = re.compile(r"(?<=[^\s]) (?=– )")
_RANGE = re.compile(
    r"(?<![\w.,:/–-])(?<!ISO )(?<!EN )(?<!SS )(?<!IEC )([1-9]\d*)-([1-9]\d*)(?![\w–-]|[.,:/]\w)"
)
_GROUPS = re.compile(r"(?<![\d.,+-])(?<!\d )([1-9]\d{0,2})((?:[  ]\d{3})+)(?![\d%]|[ -]\d)")
_PERCENT = re.compile(r"(?<=\d)[  \u202f]?%")
_BEFORE_WORD = {
    "sv": re.compile(rf"(?<=\d) (?=(?!(?:{_STOP_SV})\b)[a-zåäöé])"),
    "en": re.compile(rf"(?<=\d) (?=(?!(?:{_STOP_EN})\b)[a-z])"),
}
_SECTION = re.compile(r"(?<=\d) (?=§)|(?<=§) (?=\d)|(?<=\d [a-z]) (?=§)")
_ABBREVIATED = re.compile(
    r"\b(?:s|sid|kap|nr|art|kl|p|pp|no|ch|fig|tab)\. (?=\d)|"
    r"\b(?:[Kk]apitel|[Dd]iagram|[Tt]abell|[Kk]arta|[Ff]råga|[Bb]ilaga|[Ss]ida|[Rr]ekommendation|"
    r"[Aa]rtikel|[Aa]vsnitt|[Bb]ild|[Ss]teg|"
    r"[Cc]hapter|[Ff]igure|[Tt]able|[Mm]ap|[Qq]uestion|[Pp]age|[Rr]ecommendation|[Aa]rticle|"
    r"[Ss]ection|[Cc]hart|[Ss]tep) (?=\d)"
)
_OPENS_AFTER = re.compile(r"[\s\u00a0\u202f(\[{–—/“‘-]")


@lru_cache(10_000)
def typeset(text: str, language: str, before: str = "") -> str:
    """Set plain text in the typography of `language` (`sv`, else English).

    Straight quotes become ”…” (sv) or “…” (en), typed hyphens dashes, three dots an ellipsis;
    12 000 and 45 % hold together, as do a number and its noun, *kap. 4*, *9 §* and *s. 12*.
    `before` is the character that stands before the text in the same paragraph, if any, so that
    text in several pieces is set as a whole.
    """
    if not text:
        return text
    whole = before[-1:] + text
    if "..." in whole:
        whole = _ELLIPSIS.sub("…", whole)
    if "-" in whole or "–" in whole:
        whole = _set_dashes(whole)
    if _DIGIT.search(whole):
        whole = _set_numbers(whole, language)
    if '"' in whole or "'" in whole:
        whole = _set_quotes(whole, language)
    return whole[len(before[-1:]) :]


def _set_dashes(text: str) -> str:
    text = _DASHES.sub("–", text)
    text = _LONE_HYPHEN.sub("–", text)
    text = _SPACE_BEFORE_DASH.sub(NBSP, text)
    return _RANGE.sub(r"\1–\2", text)


def _set_numbers(text: str, language: str) -> str:
    if language == "sv":
        text = _GROUPS.sub(_join_groups, text)
        text = _PERCENT.sub(NBSP + "%", text)
    else:
        text = _PERCENT.sub("%", text)
    text = _SECTION.sub(NBSP, text)
    text = _ABBREVIATED.sub(_hold_last_space, text)
    return _BEFORE_WORD["sv" if language == "sv" else "en"].sub(NBSP, text)


def _join_groups(match: re.Match[str]) -> str:
    return match[1] + match[2].replace(" ", THIN).replace(NBSP, THIN)


def _hold_last_space(match: re.Match[str]) -> str:
    return match[0][:-1] + NBSP


def _set_quotes(text: str, language: str) -> str:
    if language == "sv":
        return text.replace('"', "”").replace("'", "’")
    result: list[str] = []
    for character in text:
        opens = not result or _OPENS_AFTER.match(result[-1]) is not None
        match character:
            case '"':
                result.append("“" if opens else "”")
            case "'":
                result.append("‘" if opens else "’")
            case _:
                result.append(character)
    return "".join(result)


def number(value: float, language: str, decimals: int = 0) -> str:
    """Write a number: `12 000` and `0,5` in Swedish, `12,000` and `0.5` in English.

    A minus is a true minus sign; what rounds to nothing has no sign.
    """
    written = rounded(value, decimals)
    text = f"{abs(written):,.{decimals}f}"
    if language == "sv":
        text = text.replace(",", THIN).replace(".", ",")
    return f"\u2212{text}" if written < 0 else text


def percent_number(value: float, language: str, decimals: int = 0) -> str:
    """Write the number of a percentage; what is neither none nor all is never shown as 0 or 100.

    A share below what the decimals can show is `<1` (or `<0,1`), one above it `>99`.
    """
    step = 10.0**-decimals
    written = rounded(value, decimals)
    if value > 0 and not written:
        return f"<{number(step, language, decimals)}"
    if value < 100 and written == 100:
        return f">{number(100 - step, language, decimals)}"
    return number(value, language, decimals)


def probability(value: float, language: str) -> str:
    """Write a probability with three decimals: `0,042`; one that is smaller as `<0,001`."""
    if 0 < value < 0.001:
        return f"<{number(0.001, language, 3)}"
    return number(value, language, 3)


def percent(value: float, language: str, decimals: int = 0) -> str:
    """Write a percentage: `65 %` in Swedish, `65%` in English."""
    written = percent_number(value, language, decimals)
    return f"{written}{NBSP}%" if language == "sv" else f"{written}%"


def percent_words(value: float, language: str, decimals: int = 0) -> str:
    """Write a percentage for running text: `65 procent`, `mindre än 1 procent`, `65 percent`."""
    below, above = ("mindre än ", "mer än ") if language == "sv" else ("less than ", "more than ")
    written = percent_number(value, language, decimals)
    written = written.replace("<", below).replace(">", above)
    return f"{written}{NBSP}{'procent' if language == 'sv' else 'percent'}"


@cache
def _speller(language: str) -> "RbnfEngine":
    from unicode_rbnf import RbnfEngine

    return RbnfEngine.for_language(language)


@cache
def words(value: int, language: str, gender: Gender = "en") -> str:
    """Spell a whole number out: *tretton*, *tjugoen* (or *tjugoett* by `gender`), *twenty-one*.

    The rules are those of Unicode CLDR (rule-based number formats).
    """
    if language == "sv":
        rules = f"spellout-cardinal-{'masculine' if gender == 'en' else 'neuter'}"
    else:
        rules = "spellout-cardinal-verbose"
    engine = _speller("sv" if language == "sv" else "en")
    spelled = engine.format_number(abs(value), ruleset_names=[rules]).text.replace("\u00ad", "")
    return f"minus {spelled}" if value < 0 else spelled


def sentence_case(text: str) -> str:
    """Give the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def listing(items: Sequence[str], language: str, last: str = "") -> str:
    """Write items out as a list: *A, B och C*, *A, B and C*; `last` replaces the last link word."""
    link = last or ("och" if language == "sv" else "and")
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {link} {items[-1]}"


_MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def date_text(iso: str, language: str) -> str:
    """Write a date after ISO 8601 (a day, a month or a year) out: *19 maj 2021*, *maj 2021*."""
    months = _MONTHS["sv" if language == "sv" else "en"].split()
    match iso[:10].split("-"):
        case [year, month, day]:
            return f"{int(day)}{NBSP}{months[int(month) - 1]} {year}"
        case [year, month]:
            return f"{months[int(month) - 1]} {year}"
        case _:
            return iso
