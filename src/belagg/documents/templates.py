"""Templates: slots for words, and gaps that say what may stand between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from belagg.documents.forms import Family
from belagg.documents.lexicon import Kind
from belagg.documents.sentences import Token
from belagg.documents.word_reader import WordReader

NOUNS = frozenset({Kind.NOUN, Kind.PARTICIPLE, Kind.OTHER})
THINGS = frozenset({Kind.NOUN, Kind.OTHER})
VERBS = frozenset({Kind.VERB, Kind.PARTICIPLE})
MODIFIERS = frozenset({Kind.ADJECTIVE, Kind.PARTICIPLE, Kind.NOUN, Kind.OTHER})
ADJECTIVES = frozenset({Kind.ADJECTIVE, Kind.PARTICIPLE})
ADVERBS = frozenset({Kind.ADVERB})
ANY = frozenset(Kind)


def is_noun(family: Family) -> bool:
    """Tell whether a word of a term is a noun as it is written there."""
    return Kind.NOUN in family.forms.get(family.base, frozenset())


def modifying(family: Family) -> frozenset[Kind]:
    """Give what a word before a noun may be: a noun (in the genitive) only where it is one."""
    return MODIFIERS | ADVERBS if is_noun(family) else ADJECTIVES | ADVERBS


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one word: of a family as one of `kinds`, or one of listed function words."""

    family: Family | None = None
    kinds: frozenset[Kind] = ANY
    words: frozenset[str] = frozenset()

    @property
    def literals(self) -> tuple[str, ...]:
        """Strings one of which is in every word that fits; none for listed function words."""
        if self.family is not None:
            return self.family.literals
        return tuple(word for word in self.words if word.endswith("-"))

    @property
    def commonness(self) -> int:
        """A guess at how often the engine will point at it.

        The part of a compound written with a hyphen is rarer than any word.
        """
        if self.family is None:
            return 0
        return sum(map(self.family.lexicon.commonness, self.literals))

    def may_be(self, token: str) -> bool:
        """Tell whether a lower-case token can stand here, wherever it stands."""
        if self.family is None:
            return token in self.words
        return bool(self.family.kinds(token) & self.kinds)

    def fits(self, reader: WordReader, sentence: Sequence[Token], at: int) -> bool:
        """Tell whether the token at `at` can stand here."""
        word = sentence[at].text
        if not self.may_be(word):
            return False
        number = word.removesuffix("-") in reader.data.numerals.words
        return not (number and reader.is_number(sentence, at))


@dataclass(frozen=True, slots=True)
class Gap:
    """What may stand between two slots: at most `most` tokens, all approved by `allows`."""

    most: int
    allows: Callable[[WordReader, Sequence[Token]], bool]


@dataclass(frozen=True)
class Template:
    """Slots and the gaps between them: `gaps[i]` is between `slots[i]` and `slots[i + 1]`."""

    slots: tuple[Slot, ...]
    gaps: tuple[Gap, ...] = ()

    @cached_property
    def anchor(self) -> int:
        """The slot that is looked for first: the rarest."""
        return min(
            (i for i, slot in enumerate(self.slots) if slot.literals),
            key=lambda i: (self.slots[i].commonness, i),
        )

    @cached_property
    def others(self) -> tuple[tuple[str, ...], ...]:
        """For each word of content but the anchor, strings one of which must stand near it."""
        return tuple(
            slot.literals for i, slot in enumerate(self.slots) if i != self.anchor and slot.literals
        )

    def match(
        self, reader: WordReader, sentence: Sequence[Token], at: int
    ) -> tuple[int, int] | None:
        """Give the first and last token of a match whose anchor is token `at`, if there is one."""
        anchor = self.anchor
        if not self.slots[anchor].fits(reader, sentence, at):
            return None
        last = self._right(reader, sentence, anchor, at)
        first = self._left(reader, sentence, anchor, at)
        return (first, last) if first is not None and last is not None else None

    def _right(
        self, reader: WordReader, sentence: Sequence[Token], slot: int, at: int
    ) -> int | None:
        if slot == len(self.slots) - 1:
            return at
        gap = self.gaps[slot]
        for nxt in range(at + 1, min(at + 2 + gap.most, len(sentence))):
            if self.slots[slot + 1].fits(reader, sentence, nxt) and gap.allows(
                reader, sentence[at + 1 : nxt]
            ):
                found = self._right(reader, sentence, slot + 1, nxt)
                if found is not None:
                    return found
        return None

    def _left(
        self, reader: WordReader, sentence: Sequence[Token], slot: int, at: int
    ) -> int | None:
        if slot == 0:
            return at
        gap = self.gaps[slot - 1]
        for before in range(at - 1, max(at - 2 - gap.most, -1), -1):
            if self.slots[slot - 1].fits(reader, sentence, before) and gap.allows(
                reader, sentence[before + 1 : at]
            ):
                found = self._left(reader, sentence, slot - 1, before)
                if found is not None:
                    return found
        return None


# --- gaps -----------------------------------------------------------------------------------

_QUOTES = frozenset("\"”“»«'’()/–-,")


def _describing(reader: WordReader, between: Sequence[Token]) -> bool:
    """Only what may describe the next word: adjectives, adverbs, "och", commas; no noun, no not."""
    return all(
        reader.describes(token.text) if token.is_word else token.text in _QUOTES
        for token in between
    ) and not reader.negates(between)


def _close(reader: WordReader, between: Sequence[Token]) -> bool:
    """Anything within the clause: no mark but a quotation mark or a bracket."""
    return all(token.is_word or token.text in _QUOTES - {","} for token in between)


def _listing(reader: WordReader, between: Sequence[Token]) -> bool:
    """What describes the next word, or other members of the list it stands in."""
    for i, token in enumerate(between):
        if not token.is_word:
            if token.text not in _QUOTES:
                return False
        elif not reader.describes(token.text) and token.text not in reader.data.prepositions:
            following = between[i + 1].text if i + 1 < len(between) else ""
            before = between[i - 1].text if i else ""
            if token.text in reader.data.shapes or before in reader.data.shapes:
                continue
            if following != "," and following not in reader.data.conjunctions:
                return False
    return True


def _object(reader: WordReader, between: Sequence[Token]) -> bool:
    """What stands between a verb and its object: no other object but in a list, no preposition."""
    return not any(token.text in ("för", "for") for token in between) and _exchanged(
        reader, between
    )


def _exchanged(reader: WordReader, between: Sequence[Token]) -> bool:
    """What stands between a verb of exchange and its object: as `_object`, and what is given."""
    if len(between) > 1 and between[0].text in reader.data.conjunctions:
        # säljer eller byter sex
        between = between[2:] if reader.is_verb(between[1].text) else between
    for i, token in enumerate(between):
        following = between[i + 1].text if i + 1 < len(between) else ""
        data = reader.data
        if not token.is_word:
            if token.text not in _QUOTES:
                return False
        elif token.text in data.prepositions:
            if token.text not in ("för", "for"):
                return False
        elif (
            not reader.describes(token.text)
            and token.text not in data.auxiliaries
            and following not in data.conjunctions | {",", "för", "for"}
        ):
            return False
    return True


def _passive(reader: WordReader, between: Sequence[Token]) -> bool:
    """What stands between an object and the verb that follows it: som, auxiliaries, adverbs."""
    data = reader.data
    allowed = data.auxiliaries | data.adverbs | data.subordinators | data.determiners
    return all(token.text in allowed for token in between)


def _copular(reader: WordReader, between: Sequence[Token]) -> bool:
    """A noun and what is said of it: exploatering som är, exploateringen kan vara."""
    words = [token.text for token in between]
    data = reader.data
    return (
        bool(words)
        and all(w in data.copulas | data.auxiliaries | data.adverbs | {"som", "of"} for w in words)
        and bool(data.copulas & set(words))
        and not reader.negates(between)
    )


DESCRIBING = Gap(7, _describing)
CLOSE = Gap(4, _close)
LISTING = Gap(7, _listing)
OBJECT = Gap(5, _object)
EXCHANGED = Gap(5, _exchanged)
PASSIVE = Gap(3, _passive)
COPULAR = Gap(4, _copular)
ADVERBIAL = Gap(5, _close)
SHORT = Gap(2, _close)
ANY_ONE = Gap(1, _close)
AT_ONCE = Gap(0, _close)
NEAR = Gap(2, _describing)
NEXT = Gap(1, _describing)
