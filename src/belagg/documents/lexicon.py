"""A kept Swedish dictionary, read for its inflections and compounds.

The dictionary is hunspell-sv (PyPI, LGPL-3.0, used unmodified): some 280,000 words, each with
flags that say how it is inflected and where it may stand in a compound. Only the two statements
of the Hunspell format that the dictionary uses for this are read here, suffix rules and entries
(hunspell(5)); spylls reads all of the format, but takes 2.3 s to load and up to 20 ms a compound,
and a rescan of a country is to take seconds.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.metadata import files
from itertools import islice
from pathlib import Path
from typing import Protocol


class Kind(StrEnum):
    """What a form can be in a sentence, as far as phrases need to know."""

    NOUN = "noun"
    VERB = "verb"
    PARTICIPLE = "participle"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """A suffix rule: take `strip` from the end of a word that ends as `condition`, put `add`."""

    flag: str
    strip: str
    add: str
    condition: re.Pattern[str]
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a form: the entry it belongs to, what it is, and the rule that made it."""

    lemma: str
    kind: Kind
    flag: str
    add: str


class Dictionary(Hashable, Protocol):
    """What families and the words around them ask of a language's dictionary."""

    def readings(self, form: str) -> tuple[Reading, ...]:
        """Give every way to read a lower-case form as a word; none for a word not known."""

    def flags(self, word: str) -> frozenset[str]:
        """Give the flags of an entry."""

    def __contains__(self, word: str) -> bool: ...

    def is_first(self, part: str) -> bool:
        """Tell whether `part` may open a compound or stand within one, as it is written."""

    def opens_entries(self, part: str) -> bool:
        """Tell whether entries show that `part` opens compounds."""

    def is_last(self, part: str) -> bool:
        """Tell whether `part` is a form of a word that may close a compound."""

    def is_numeral(self, word: str) -> bool:
        """Tell whether an entry is a number word or a piece of one."""

    def closes_entries(self, part: str) -> int:
        """Give how many entries end with `part`."""

    def commonness(self, literal: str) -> int:
        """Give a guess at how common a string is in texts; only comparisons mean anything."""


_INFLECTION = frozenset("ABCDEFGHIJKLMmNOPQRT")
_LINK = frozenset("zgyhxwvfuitsr")
_FIRST = frozenset("XU")
_LAST = "Y"
_NUMERAL = frozenset("0123456789")
_VERBAL_SUFFIX = frozenset("KLMNmJR")
_NOUN_FLAGS = frozenset("CEFGHI")
_ADJECTIVE_FLAGS = frozenset("OPQ")
ADJECTIVE_ENDINGS = ("isk", "lig", "ell", "iv", "sam", "bar", "fri")


def _kinds(word: str, flags: frozenset[str]) -> frozenset[Kind]:
    """Tell from the flags of an entry which parts of speech it is.

    A verb in the infinitive takes the verbal flags; the same letters mean other things on
    words that do not end in -a, so the ending is part of the rule.
    """
    found = set()
    is_verb = (word.endswith("a") and flags & set("JKLmMNPRT")) or (
        word[-1:] in "åeoyäö" and flags & set("mK") and "M" in flags
    )
    if is_verb:
        found.add(Kind.VERB)
    noun_flags = flags & _NOUN_FLAGS
    if not word.endswith("a") and flags & set("BDGHI"):
        found.add(Kind.NOUN)
    if noun_flags and (not is_verb or (word.endswith("a") and flags & set("EGH"))):
        found.add(Kind.NOUN)
    if not word.endswith("a") and flags & _ADJECTIVE_FLAGS:
        found.add(Kind.ADJECTIVE)
    if not found and word.endswith(ADJECTIVE_ENDINGS):
        found.add(Kind.ADJECTIVE)
    if not found and "A" in flags:
        found.add(Kind.NOUN)
    return frozenset(found)


def _kind(word: str, rule: Rule, kinds: frozenset[Kind]) -> Kind:
    """Tell what the form is that `rule` makes of an entry of `kinds`."""
    if Kind.VERB in kinds and word[-1] in "aåeoyäö":
        if rule.flag == "A":
            return Kind.VERB
        if rule.flag in "EGH" and Kind.NOUN in kinds:
            return Kind.NOUN
        if rule.add.startswith("nde"):
            return Kind.NOUN if rule.flag in "BF" else Kind.PARTICIPLE
        if (rule.flag == "P" and rule.add in ("d", "de")) or rule.flag in "OQ":
            return Kind.PARTICIPLE
        if rule.flag == "T":
            return Kind.NOUN
        return Kind.VERB
    if rule.flag == "T" and rule.add.startswith("isk"):
        return Kind.ADJECTIVE
    if rule.flag in "OPQL" and Kind.ADJECTIVE in kinds:
        return Kind.ADJECTIVE
    return Kind.NOUN if Kind.NOUN in kinds else Kind.ADJECTIVE if kinds else Kind.OTHER


class Lexicon:
    """The entries and suffix rules of the dictionary, and what they say of a form."""

    def __init__(self, affixes: Path, words: Path) -> None:
        """Read the two files of a Hunspell dictionary in UTF-8; OSError where they are not."""
        self._rules = _read_rules(affixes)
        self._by_ending: dict[str, list[Rule]] = defaultdict(list)
        for rules in self._rules.values():
            for rule in rules:
                if rule.flag in _INFLECTION or rule.flag in _LINK:
                    self._by_ending[rule.add].append(rule)
        self._longest = max(map(len, self._by_ending))
        self._entries = _read_entries(words)
        self._sorted: list[str] = []
        self._joined = ""

    def flags(self, word: str) -> frozenset[str]:
        """Give the flags of an entry, the empty set where there is no such entry."""
        return frozenset(self._entries.get(word, ""))

    def __contains__(self, word: str) -> bool:
        return word in self._entries

    @lru_cache(maxsize=200_000)  # noqa: B019  (one lexicon lives as long as the process)
    def readings(self, form: str) -> tuple[Reading, ...]:
        """Give every way to read a lower-case form as a word; none for a word not known."""
        found = []
        if form in self._entries:
            flags = self.flags(form)
            if "Z" not in flags:
                kinds = _kinds(form, flags) or frozenset({Kind.OTHER})
                found += [Reading(form, kind, "", "") for kind in sorted(kinds)]
        for rule, stem in self._stripped(form):
            flags = self.flags(stem)
            if rule.flag in flags and rule.flag in _INFLECTION:
                found.append(
                    Reading(stem, _kind(stem, rule, _kinds(stem, flags)), rule.flag, rule.add)
                )
        return tuple(dict.fromkeys(found))

    def _stripped(self, form: str) -> Iterator[tuple[Rule, str]]:
        for length in range(min(self._longest, len(form) - 1) + 1):
            ending = form[len(form) - length :] if length else ""
            for rule in self._by_ending.get(ending, ()):
                stem = form[: len(form) - length] + rule.strip
                if stem in self._entries and rule.condition.search(stem):
                    yield rule, stem

    def inflected(self, lemma: str) -> dict[str, set[Kind]]:
        """Give every form of an entry, the entry itself included, with what it can be."""
        flags = self.flags(lemma)
        kinds = _kinds(lemma, flags)
        forms: dict[str, set[Kind]] = defaultdict(set)
        forms[lemma] |= kinds or {Kind.OTHER}
        for rule in self._apply(lemma, flags & _INFLECTION):
            form = lemma[: len(lemma) - len(rule.strip)] + rule.add
            forms[form].add(_kind(lemma, rule, kinds))
        return dict(forms)

    def links(self, lemma: str) -> set[str]:
        """Give the forms in which an entry stands first or midmost in a compound."""
        flags = self.flags(lemma)
        found = {lemma} if flags & _FIRST else set()
        for rule in self._apply(lemma, flags & _LINK):
            if rule.flag != "r":
                found.add(lemma[: len(lemma) - len(rule.strip)] + rule.add)
        return found

    def _apply(self, word: str, flags: frozenset[str]) -> Iterator[Rule]:
        for flag in sorted(flags):
            for rule in self._rules.get(flag, ()):
                if word.endswith(rule.strip) and rule.condition.search(word):
                    yield rule

    @lru_cache(maxsize=200_000)  # noqa: B019
    def is_first(self, part: str) -> bool:
        """Tell whether `part` may open a compound or stand within one, as it is written."""
        flags = self.flags(part)
        if flags & _FIRST:
            return True
        return any(
            rule.flag in _LINK and rule.flag != "r" and rule.flag in self.flags(stem)
            for rule, stem in self._stripped(part)
        )

    @lru_cache(maxsize=200_000)  # noqa: B019
    def opens_entries(self, part: str) -> bool:
        """Tell whether entries show that `part` opens compounds, though no flag says so.

        Most of the entries that begin with it go on with another word: gatu-, of gata.
        """
        if not self._sorted:
            self._sorted = sorted(word for word in self._entries if word.islower())
        first = bisect_left(self._sorted, part)
        compounds = others = 0
        for word in islice(self._sorted, first, first + 400):
            if not word.startswith(part):
                break
            rest = word[len(part) :]
            if len(rest) >= 4:
                known = rest in self._entries or rest.removeprefix("s") in self._entries
                compounds, others = compounds + known, others + (not known)
        return compounds >= 3 and compounds >= others

    @lru_cache(maxsize=10_000)  # noqa: B019
    def closes_entries(self, part: str) -> int:
        """Give how many entries end with `part`."""
        return sum(word.endswith(part) for word in self._entries)

    @lru_cache(maxsize=10_000)  # noqa: B019
    def commonness(self, literal: str) -> int:
        """Give in how many entries a string occurs: a guess at how common it is in texts."""
        if not self._joined:
            self._joined = "\n".join(self._entries).lower()
        return self._joined.count(literal)

    @lru_cache(maxsize=200_000)  # noqa: B019
    def is_last(self, part: str) -> bool:
        """Tell whether `part` is a form of a word that may close a compound."""
        return any(_LAST in self.flags(reading.lemma) for reading in self.readings(part))

    def is_numeral(self, word: str) -> bool:
        """Tell whether an entry is a number word or a piece of one."""
        return bool(self.flags(word) & _NUMERAL)


def _read_rules(path: Path) -> dict[str, list[Rule]]:
    rules: dict[str, list[Rule]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] != "SFX":
            continue
        _, flag, strip, add, condition = parts[:5]
        added, _, flags = add.partition("/")
        rules[flag].append(
            Rule(
                flag,
                "" if strip == "0" else strip,
                "" if added == "0" else added,
                re.compile(condition + "$"),
                frozenset(flags),
            )
        )
    return dict(rules)


def _read_entries(path: Path) -> dict[str, str]:
    entries: dict[str, str] = {}
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            word, _, flags = line.rstrip("\n").partition("/")
            flags = flags.partition("\t")[0]
            if "%" in flags:
                continue
            if word in entries:
                flags += entries[word]
            entries[word] = flags
    return entries


@cache
def swedish() -> Lexicon:
    """Load the Swedish dictionary of the installation, once a process (about 0.3 s)."""
    found = {path.name: Path(str(path.locate())) for path in files("hunspell-sv") or ()}
    return Lexicon(found["sv_SE.aff"], found["sv_SE.dic"])
