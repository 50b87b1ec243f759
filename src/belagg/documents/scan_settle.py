"""What of all that was found in a document counts: exclusions, context, the longest of each."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from belagg.documents.scan_entries import Role, language
from belagg.documents.scan_plan import Plan
from belagg.documents.scan_words import Find
from belagg.documents.sentences import sentence

_CONTEXT = 300
"""Characters to either side of an abbreviation in which the context it needs may stand."""
_NEAR = 200
"""Characters to either side of a hit in which one of the concept's `near` words must stand."""


class Hit(NamedTuple):
    """A concept found: offsets in the document's text in code points, end exclusive."""

    start: int
    end: int
    concept: str
    term: str


def settled(plan: Plan, finds: list[Find], text: str) -> list[Hit]:
    """Apply exclusions, neighbours, abbreviations and struck forms; keep the longest of each."""
    counted: list[Hit] = []
    terms = [find for find in finds if find.entry.role is Role.TERM]
    by_concept: dict[int, list[Find]] = {}
    for find in finds:
        by_concept.setdefault(find.entry.concept, []).append(find)
    for number, own in by_concept.items():
        concept = plan.concepts[number]
        kept = [find for find in own if find.entry.role is Role.TERM]
        kept += [
            find
            for find in own
            if find.entry.role is Role.ABBREVIATION and _in_context(plan, find, own, terms, text)
        ]
        if concept.exclude:
            kept = [find for find in kept if not _excluded(find, own, text)]
        if concept.near:
            near = [find for find in own if find.entry.role is Role.NEAR]
            kept = [find for find in kept if _has_near(find, near, text)]
        if concept.strike:
            kept = [f for f in kept if text[f.start : f.end].lower() not in concept.strike]
        counted += [Hit(f.start, f.end, concept.concept_id, f.entry.term) for f in _longest(kept)]
    return sorted(counted)


def _longest(finds: list[Find]) -> Iterator[Find]:
    """Keep the first and longest where finds of one concept overlap."""
    end = -1
    ordered = sorted(finds, key=lambda f: (f.start, -f.end, f.entry.term))
    for _, group in groupby(ordered, key=lambda f: f.start):
        find = next(group)
        if find.start >= end:
            yield find
            end = find.end


def _excluded(find: Find, own: list[Find], text: str) -> bool:
    for other in own:
        if other.entry.role is Role.EXCLUDE and other.start < find.end and find.start < other.end:
            return True
        if other.entry.role is Role.EXCLUDE_SENTENCE:
            abbreviations = language(other.entry.language).data.abbreviations
            low, high = sentence(text, find.start, abbreviations)
            if low <= other.start < high:
                return True
    return False


def _has_near(find: Find, near: list[Find], text: str) -> bool:
    return any(_together(find, other, text, _NEAR) for other in near)


def _together(one: Find, other: Find, text: str, reach: int) -> bool:
    """Tell whether two finds stand within `reach` characters in one paragraph."""
    if one.end <= other.start:
        low, high = one.end, other.start
    elif other.end <= one.start:
        low, high = other.end, one.start
    else:
        return True
    return high - low <= reach and "\n" not in text[low:high]


def _in_context(plan: Plan, find: Find, own: list[Find], terms: list[Find], text: str) -> bool:
    """Tell whether an abbreviation stands in the context it needs.

    It does where the document spells it out with a term of the concept; where a term of the list
    or a `near` word of the concept stands close by in the paragraph; and where somebody is said
    to be exposed to it. It does not where the text spells it out otherwise: KSE (Kyiv School of
    Economics).
    """
    short = find.entry.term
    spelled = plan.abbreviations[find.entry.concept, short]
    if any(f.entry.role is Role.TERM and f.entry.term in spelled for f in own):
        return not _spelled_otherwise(short, find, terms, text)
    if re.search(rf"\b{re.escape(short)}\b\s*\(|\({re.escape(short)}\)", text) and any(
        _spelled_otherwise(short, Find(find.entry, m.start(), m.end()), terms, text)
        for m in re.finditer(rf"\b{re.escape(short)}\b", text)
    ):
        return False
    close = [f for f in own if f.entry.role is Role.NEAR] + terms
    return any(_together(find, other, text, _CONTEXT) for other in close) or _befalls(find, text)


def _spelled_otherwise(short: str, find: Find, terms: list[Find], text: str) -> bool:
    """Tell whether other words with these first letters stand in brackets at an abbreviation."""
    after = re.match(r"\s*[(,–-]\s*([^().;]{3,80})", text[find.end : find.end + 90])
    before = re.search(r"([^().;]{3,80})\(\s*$", text[max(0, find.start - 90) : find.start])
    for match, offset in ((after, find.end), (before, max(0, find.start - 90))):
        if match is None:
            continue
        words = re.findall(r"[^\W\d_]+", match[1])
        capitals = "".join(word[0] for word in words if word[0].isupper())
        low, high = offset + match.start(1), offset + match.end(1)
        if short.upper() in capitals and not any(
            low <= f.start < high or low < f.end <= high for f in terms
        ):
            return True
    return False


_BEFALLS = re.compile(
    r"\b(?:utsat\w*|utsät\w*|offer|brottsoffer|drabba\w*|överlevare|erfarenhet\w*|exposed|"
    r"victims?|survivors?|subjected)\s+(?:för|av|för|to|of)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def _befalls(find: Find, text: str) -> bool:
    before = text[max(0, find.start - 60) : find.start]
    after = text[find.end : find.end + 20]
    joined = re.match(r"-?(?:utsat|offer|exposed|victim)", after) or re.search(
        r"-(?:utsat\w*|offer\w*)$", text[find.start : find.end]
    )
    return bool(_BEFALLS.search(before) or joined)
