"""From the base form of one word to everything that counts as the same word in a text.

A *family* is what one word of a concept stands for: its inflections, the words derived from it
(exploatera, exploatering, exploatör), and compounds with either before or after. Inflection comes
from the kept dictionary; a word it does not have is inflected as its last part, or by its ending.
Whether letters before and after may be a compound is judged by the dictionary's own compound
flags; words too long to stand in another by chance may have anything before and after.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from belagg.documents.language_data import LanguageData
from belagg.documents.lexicon import Dictionary, Kind

FREE_LENGTH = 7
"""From this many letters on, what stands before or after need not be in the dictionary."""

_VOWELS = frozenset("aeiouyåäöéü")


@dataclass(frozen=True, eq=False)
class Family:
    """Everything that counts as one word: `kinds` tells what a token of the text is of it."""

    base: str
    lexicon: Dictionary
    data: LanguageData
    forms: dict[str, frozenset[Kind]]
    links: frozenset[str]
    compounds: bool = True
    parts: tuple[str, str] | None = None
    _seen: dict[str, frozenset[Kind]] = field(default_factory=dict, repr=False)

    def kinds(self, token: str) -> frozenset[Kind]:
        """Tell what a lower-case token is of this family; the empty set where it is not of it."""
        found = self._seen.get(token)
        if found is None:
            found = self._seen[token] = self._kinds(token)
        return found

    def _kinds(self, token: str) -> frozenset[Kind]:
        exact = self.forms.get(token)
        if exact is not None:
            return exact
        if any(part.startswith(self.data.false_words) for part in token.split("-")):
            return frozenset()
        found: frozenset[Kind] = frozenset()
        for written in {token, token.replace("-", "")}:
            for stem in self.stems:
                start = written.find(stem)
                while start >= 0:
                    found |= self._at(written, start, len(stem))
                    start = written.find(stem, start + 1)
        return found

    def _at(self, token: str, start: int, shortest: int) -> frozenset[Kind]:
        if not self._opens(token, token[:start]):
            return frozenset()
        found: frozenset[Kind] = frozenset()
        for end in range(len(token), start + shortest - 1, -1):
            core, rest = token[start:end], token[end:]
            if rest in ("", "-"):
                if core in self.forms and not self._inflected_otherwise(token, start, core):
                    found |= self.forms[core]
                elif core in self.links and rest == "-":
                    found |= {Kind.NOUN}
            elif (self.compounds or rest[0] == "-") and self._closes(token, start, core, rest):
                found |= {Kind.NOUN}
        return found

    def _inflected_otherwise(self, token: str, start: int, core: str) -> bool:
        """Tell whether what ends as a form of this word is rather a form of another.

        ignoreras is of ignorera, whatever ras is; sekretesslagen is sekretess + lagen, for more
        entries end in -lag than in -slag.
        """
        if not start or len(self.base) >= FREE_LENGTH or token[start - 1] == "-":
            return False
        entries = {r.lemma for r in self.lexicon.readings(token) if r.flag}
        if entries and not any(e[start:] in self.forms for e in entries):
            return True
        without = core[1:]
        if (
            core[0] != "s"
            or len(without) < 3
            or not opens_compound(self.lexicon, token[: start + 1])
        ):
            return False
        with_s = self.lexicon.closes_entries(core)
        return self.lexicon.closes_entries(without) - with_s > with_s

    def _opens(self, token: str, prefix: str) -> bool:
        """Tell whether `prefix` may stand before the word: nothing, or what opens a compound."""
        if not prefix:
            return True
        plain = prefix.rstrip("-")
        if plain in self.data.false_prefixes or not plain:
            return False
        if self.base in self.data.numerals.words and self._numeral(plain):
            return False
        if prefix.endswith("-"):
            return True
        if not self.compounds or len(plain) < 2:
            return False
        if len(self.base) >= FREE_LENGTH and len(plain) >= 3 and _VOWELS & set(plain):
            return not self._lexical(token) or opens_compound(self.lexicon, prefix)
        if plain in self.data.openings or (len(self.base) >= 5 and self._is_adjective(plain)):
            return True
        return len(plain) >= 3 and opens_compound(self.lexicon, prefix)

    def _is_noun(self, word: str) -> bool:
        return any(r.kind is Kind.NOUN for r in self.lexicon.readings(word))

    def _is_adjective(self, word: str) -> bool:
        return len(word) >= 3 and any(
            r.kind is Kind.ADJECTIVE and not r.flag for r in self.lexicon.readings(word)
        )

    def _closes(self, token: str, start: int, core: str, rest: str) -> bool:
        """Tell whether `rest` may stand after the word: the rest of a compound."""
        if core not in self.links and not (core in self.forms and rest.startswith("-")):
            return False
        plain = rest.strip("-")
        if plain in self.data.false_rests or self._counts(core, plain):
            return False
        if rest.startswith("-"):
            return bool(plain)
        if len(plain) < 3:
            return False
        if plain in self.data.closings:
            return True
        linked = core.endswith("s") and core not in (self.base, self.base + "et")
        if linked and self._is_noun(plain) and (start or self._not_another(token)):
            return True
        if closes_compound(self.lexicon, plain):
            if len(core) < FREE_LENGTH and self._parts_better(token, start, len(core), plain):
                return False
            return bool(start) or self._not_another(token)
        if len(core) < FREE_LENGTH or not _VOWELS & set(plain):
            return False
        return not self._lexical(token) or self._lexical(plain)

    def _parts_better(self, token: str, start: int, length: int, rest: str) -> bool:
        """Tell whether a joint within the word parts the token more likely.

        skolklass is skol + klass: most entries of the dictionary in -lass end in -klass.
        """
        return any(
            opens_compound(self.lexicon, token[:i])
            and self.lexicon.is_last(token[i:])
            and 2 * self.lexicon.closes_entries(token[i:]) > self.lexicon.closes_entries(rest)
            for i in range(max(3, start + 1), start + length)
        )

    def _not_another(self, token: str) -> bool:
        """Tell whether a token of the dictionary is a compound with this word in its base form.

        What looks like a compound may be an inflection of another word: våldsamma is not
        våld + s + amma, for its entry våldsam is not våld + s + am.
        """
        entries = {r.lemma for r in self.lexicon.readings(token) if r.flag} - {token}
        if not entries:
            return True
        return any(
            entry.startswith(link)
            and (
                closes_compound(self.lexicon, entry[len(link) :])
                or (len(entry) - len(link) >= 3 and entry[len(link) :] in self.lexicon)
            )
            and entry[len(link) :] not in self.data.false_rests
            for entry in entries
            for link in self.links
        )

    def _lexical(self, token: str) -> bool:
        return bool(self.lexicon.readings(token))

    def _numeral(self, prefix: str) -> bool:
        return prefix.isdigit() or any(
            self.lexicon.is_numeral(prefix[i:]) for i in range(max(0, len(prefix) - 7), len(prefix))
        )

    def _counts(self, core: str, rest: str) -> bool:
        numerals = self.data.numerals
        return core in numerals.words and rest.startswith(numerals.in_compounds)

    @property
    def stems(self) -> tuple[str, ...]:
        """A small set of strings such that every form and link begins with one of them."""
        return _stems(frozenset(self.forms) | self.links)

    @property
    def literals(self) -> tuple[str, ...]:
        """A small set of strings such that every token of the family contains one of them."""
        stems = sorted(self.stems, key=len)
        return tuple(s for i, s in enumerate(stems) if not any(o in s for o in stems[:i]))


def told(word: str, kinds: frozenset[Kind]) -> bool:
    """Tell whether a word of these kinds, before a noun, is a verb: sälja sex, selling sex."""
    named = Kind.NOUN in kinds and not word.endswith("ing")
    return Kind.VERB in kinds and Kind.ADJECTIVE not in kinds and not named


@lru_cache(maxsize=4096)
def _stems(words: frozenset[str]) -> tuple[str, ...]:
    groups: dict[str, str] = {}
    for word in sorted(words):
        key = word[:5]
        known = groups.get(key)
        if known is None:
            groups[key] = word
            continue
        length = next(
            (i for i, (a, b) in enumerate(zip(known, word, strict=False)) if a != b),
            min(len(known), len(word)),
        )
        groups[key] = known[:length]
    kept: list[str] = []
    for stem in sorted(groups.values(), key=len):
        if not any(stem.startswith(other) for other in kept):
            kept.append(stem)
    return tuple(sorted(kept))


@lru_cache(maxsize=100_000)
def opens_compound(lexicon: Dictionary, prefix: str) -> bool:
    """Tell whether `prefix` is one or more words as they stand before others in a compound."""
    plain = prefix.rstrip("-")
    if lexicon.is_first(plain) or lexicon.opens_entries(plain):
        return True
    return any(
        lexicon.is_first(plain[:i]) and opens_compound(lexicon, plain[i:].lstrip("-"))
        for i in range(3, len(plain) - 2)
    )


@lru_cache(maxsize=100_000)
def closes_compound(lexicon: Dictionary, rest: str) -> bool:
    """Tell whether `rest` is a word, or several, as they stand last in a compound."""
    if lexicon.is_last(rest):
        return True
    if len(rest) >= 5 and any(r.kind is not Kind.OTHER for r in lexicon.readings(rest)):
        return True
    return any(
        lexicon.is_first(rest[:i]) and closes_compound(lexicon, rest[i:].lstrip("-"))
        for i in range(3, len(rest) - 2)
    )
