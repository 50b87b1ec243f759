"""A list of concepts made ready to be looked for: what to search, and what a find must fulfil."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from belagg.documents.concepts import Concept, initials
from belagg.documents.scan_engine import casings
from belagg.documents.scan_entries import Entry, entries, language
from belagg.documents.sentences import fold
from belagg.documents.templates import Template

Phrase = tuple[frozenset[str], frozenset[frozenset[str]]]
"""Strings one of which is in the anchor of a phrase, and the same for other words of it."""

_RARE = 9
"""So long a string costs next to nothing to look for."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries that a token may begin to match, and what must stand near it for that.

    `needs` has for each other word of the phrase the strings (in small letters, UTF-8) one of
    which is in it. Where `certain`, the token alone is the match.
    """

    needs: tuple[tuple[bytes, ...], ...]
    entries: tuple[Entry, ...]
    certain: bool

    def promise(self, near: bytes) -> bool:
        """Tell whether each other word can be in the text near the token."""
        for literals in self.needs:
            for literal in literals:
                if literal in near:
                    break
            else:
                return False
        return True


class Search:
    """What to look for to find some entries.

    `words` are the strings one of which is in every word that is looked for alone. `phrases` are
    pairs of strings, one of which is in the anchor of a phrase, and for each other word of it the
    strings one of which is in it. `literals` are all of these, and `triggers` a few strings one of
    which is in every match.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        templates = {entry.template for entry in entries if entry.template is not None}
        self.words = frozenset(
            literal
            for template in templates
            if not template.others
            for literal in template.slots[template.anchor].literals
        ) | {entry.term.lower() for entry in entries if entry.template is None}
        self.phrases = _phrases(templates)
        self.literals = tuple(
            sorted(self.words.union(*(a.union(*others) for a, others in self.phrases)))
        )
        self.triggers = _triggers(templates, self.words, self.literals)
        self._tokens: dict[str, tuple[Candidates, ...]] = {}

    def candidates(self, token: str) -> tuple[Candidates, ...]:
        """Give what a token, as written in the text, may be the anchor of."""
        found = self._tokens.get(token)
        if found is None:
            if len(self._tokens) > 500_000:
                self._tokens.clear()
            found = self._tokens[token] = tuple(self._candidates(token))
        return found

    def _candidates(self, token: str) -> Iterator[Candidates]:
        groups: dict[tuple[tuple[tuple[bytes, ...], ...], bool], list[Entry]] = {}
        for entry in self._entries_for(token):
            template = entry.template
            single = template is None or len(template.slots) == 1
            number = fold(token) in language(entry.language).data.numerals.words
            needs = () if template is None else _needs(template)
            groups.setdefault((needs, single and not number), []).append(entry)
        for (needs, certain), members in groups.items():
            yield Candidates(needs, tuple(members), certain)

    def _entries_for(self, token: str) -> Iterator[Entry]:
        folded = fold(token)
        for entry in self._entries:
            if entry.template is None:
                if _is_abbreviation(entry.term, token):
                    yield entry
                continue
            if entry.template.slots[entry.template.anchor].may_be(folded):
                yield entry


class Plan:
    """Concepts ready to be looked for; made once for a list, usable in any process."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Derive every form of every term; takes some milliseconds a term.

        `terms` finds what can be a hit. `bounds` finds what only tells whether a hit counts, and
        is looked for around hits alone; `bounded` are the numbers of the concepts that have such.
        """
        self.concepts = tuple(concepts)
        every = [entry for number, c in enumerate(self.concepts) for entry in entries(number, c)]
        self.terms = Search([entry for entry in every if entry.role.is_hit])
        self.bounds = Search([entry for entry in every if not entry.role.is_hit])
        self.bounded = frozenset(entry.concept for entry in every if not entry.role.is_hit)
        self.abbreviations = {
            (number, short): frozenset(t for t in c.terms if initials(t) == short.upper())
            for number, c in enumerate(self.concepts)
            for short in c.abbreviations
        }


@cache
def _needs(template: Template) -> tuple[tuple[bytes, ...], ...]:
    """Give the literals of the other words of a template; those in both cases where not ASCII."""
    found = {
        tuple(sorted({way for literal in literals for way in casings(literal)}))
        for literals in template.others
    }
    return tuple(sorted(found))


def _is_abbreviation(short: str, token: str) -> bool:
    """Tell whether a token is an abbreviation as written, inflected or joined by a hyphen."""
    pattern = rf"(?:[\w-]+-)?{re.escape(short)}(?:s|[:’'-][\w-]*)?"
    return re.fullmatch(pattern, token) is not None


def _phrases(templates: set[Template]) -> frozenset[Phrase]:
    """Give the strings by which phrases are looked for: the anchor's, and those of other words."""
    return frozenset(
        (
            frozenset(template.slots[template.anchor].literals),
            frozenset(map(frozenset, template.others)),
        )
        for template in templates
        if template.others
    )


def _triggers(
    templates: set[Template], words: frozenset[str], literals: Sequence[str]
) -> tuple[str, ...]:
    """Give a few rare strings one of which is in every match.

    A phrase of two words can be told by either, any other by its anchor, so that all of it stands
    near the trigger. One word is mostly of many phrases: the greedy rule for covering sets takes
    the word that covers most phrases for its commonness until all are covered. Longer strings
    that hold a trigger add nothing, but Hyperscan is twice as fast among many strings.
    """
    chosen = words
    phrases = [_told_by(template) for template in templates if template.others]
    while rest := [ways for ways in phrases if not any(_covered(way, chosen) for way in ways)]:
        gain: dict[frozenset[str], float] = {}
        for ways in rest:
            for way, commonness in ways.items():
                gain[way] = gain.get(way, 0) + 1 / max(1, commonness)
        best = max(gain.items(), key=lambda pair: (pair[1], sorted(pair[0])))
        chosen |= best[0]
    shortest = {s for s in chosen if not any(other != s and other in s for other in chosen)}
    return tuple(
        s for s in literals
        if s in shortest or (len(s) >= _RARE and any(other in s for other in shortest))
    )  # fmt: skip


def _told_by(template: Template) -> dict[frozenset[str], int]:
    """Give the words any one of which can tell that a phrase may be there, and their commonness."""
    slots = [slot for slot in template.slots if slot.literals]
    if len(slots) != 2:
        slots = [template.slots[template.anchor]]
    return {frozenset(slot.literals): slot.commonness for slot in slots}


def _covered(literals: frozenset[str], chosen: frozenset[str]) -> bool:
    """Tell whether each of the strings has one of the chosen in it."""
    return all(any(other in literal for other in chosen) for literal in literals)
