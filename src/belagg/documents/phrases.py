"""From a term of base forms to the ways it can stand in a sentence.

A term is read as groups of content words joined by function words: `köp av sexuella tjänster` is
[köp] av [sexuell tjänst]. Each way to say it is a *template*: slots for words, with gaps between
that say what may stand there. A noun made of a verb can be said with the verb and its object
(`köper sexuella tjänster`), an adjective before such a noun as an adverb (`exploaterades
sexuellt`), and two parts as one compound (`sexköp`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from typing import Protocol

from belagg.documents.forms import Family
from belagg.documents.language_data import LanguageData
from belagg.documents.lexicon import Kind
from belagg.documents.templates import (
    ADVERBIAL,
    ADVERBS,
    ANY,
    ANY_ONE,
    AT_ONCE,
    CLOSE,
    COPULAR,
    DESCRIBING,
    EXCHANGED,
    LISTING,
    NEAR,
    NEXT,
    NOUNS,
    OBJECT,
    PASSIVE,
    SHORT,
    THINGS,
    VERBS,
    Slot,
    Template,
    is_noun,
    modifying,
)


@dataclass(frozen=True)
class Group:
    """Content words that stand together: modifiers and what they modify, or a verb alone."""

    words: tuple[Family, ...]
    verb: Family | None = None

    @property
    def head(self) -> Family:
        """The word that the others belong to."""
        return self.words[-1] if self.words else self.verb  # type: ignore[return-value]


class Maker(Protocol):
    """Makes the families of one language."""

    parts_compounds: bool
    """Whether the language writes compounds as words apart: child abuse."""

    def family(self, word: str) -> Family:
        """Give the family of a base form."""

    def lemmas(self, word: str) -> list[str]:
        """Give the dictionary forms that `word` is a form of."""

    def nouns(self, word: str) -> list[str]:
        """Give the dictionary forms of a word read as a noun."""

    def is_told(self, word: str) -> bool:
        """Tell whether a word before a noun is a verb and no noun."""

    def infinitives(self, word: str) -> list[str]:
        """Give the verbs that `word` is a finite form of."""


_ACTIONS = ("ing", "tion", "sion")
"""Endings of nouns that name what is done: prevention av suicid."""
_RELATIVE = frozenset({"som", "who", "that"})


@dataclass
class TermReader:
    """Reads terms of one language into templates."""

    maker: Maker
    data: LanguageData
    _cache: dict[str, tuple[Template, ...]] = field(default_factory=dict)

    def templates(self, term: str) -> tuple[Template, ...]:
        """Give every way to say `term` (base forms of one or more words)."""
        key = " ".join(term.lower().split())
        if key not in self._cache:
            self._cache[key] = tuple(dict.fromkeys(self._templates(key.split())))
        return self._cache[key]

    def _templates(self, words: list[str]) -> Iterator[Template]:
        groups, joints = self._groups(words)
        if not groups:
            yield from self._single(words[0])
            return
        if len(groups) == 1:
            yield from self._alone(groups[0])
            return
        yield from self._chain(groups, joints)
        if len(groups) == 2 and joints[0] in _RELATIVE and groups[1].verb:
            for one, way in product(self._plain(groups[0]), self._plain(groups[1])):
                yield Template((*one.slots, *way.slots), (*one.gaps, CLOSE, *way.gaps))
        elif len(groups) == 2:
            yield from self._other_ways(groups[0], groups[1], joints[0])

    def _groups(self, words: list[str]) -> tuple[list[Group], list[str]]:
        joining = self.data.prepositions | self.data.conjunctions | _RELATIVE | {"as"}
        groups: list[list[str]] = [[]]
        joints: list[str] = []
        for word in words:
            if len(words) > 1 and word in joining:
                if groups[-1]:
                    joints.append(word)
                    groups.append([])
            elif len(words) == 1 or word not in self.data.function_words:
                groups[-1].append(word)
        if groups and not groups[-1]:
            groups.pop()
            joints = joints[: max(0, len(groups) - 1)]
        relative = [False, *(joint in _RELATIVE for joint in joints)]
        found = [self._group(g, r) for g, r in zip(groups, relative, strict=False) if g]
        return found, joints

    def _group(self, words: list[str], relative: bool = False) -> Group:
        families = [self.maker.family(word) for word in words]
        verbs = self.maker.infinitives(words[0]) if relative and words[0][-1] != "a" else []
        if verbs:
            return Group(tuple(families[1:]), self.maker.family(verbs[0]))
        if len(families) > 1 and self.maker.is_told(words[0]):
            if all(_is_adverb(family) for family in families[1:]):
                return Group((*families[1:], families[0]))
            return Group(tuple(families[1:]), families[0])
        return Group(tuple(families))

    # one group ------------------------------------------------------------------------------

    def _alone(self, group: Group) -> Iterator[Template]:
        if group.verb:
            yield from self._verb_and_object(group.verb, Group(group.words))
            return
        if len(group.words) == 1:
            yield from self._single(group.words[0].base)
            return
        yield from self._noun_phrase(group)
        if self.maker.parts_compounds and len(group.words) == 2 and _is_plain_noun(group.words[0]):
            yield from self._parted(*group.words)
        if self.maker.parts_compounds and len(group.words) == 2 and _is_done(group.words[0]):
            into = Slot(words=frozenset({"into"}))
            yield Template(
                (Slot(group.words[0], VERBS), into, Slot(group.head, NOUNS)), (SHORT, LISTING)
            )
        head, modifiers = group.head, group.words[:-1]
        for order in permutations(modifiers):
            adverbs = tuple(Slot(family, ADVERBS) for family in order)
            inner = (DESCRIBING,) * (len(adverbs) - 1)
            yield Template((*adverbs, Slot(head, VERBS)), (*inner, CLOSE))
            yield Template((Slot(head, VERBS), *adverbs), (ADVERBIAL, *inner))
            adjectives = tuple(Slot(family, modifying(family)) for family in order)
            yield Template((Slot(head, NOUNS), *adjectives), (COPULAR, *inner))
            yield Template(
                (Slot(head, NOUNS), Slot(words=frozenset({"av", "of"})), *adjectives,
                 Slot(words=self.data.shapes)),
                (AT_ONCE, NEXT, *inner, DESCRIBING),
            )  # fmt: skip

    def _parted(self, first: Family, last: Family) -> Iterator[Template]:
        """Give the other ways to say a compound that is written apart: abuse of children."""
        of, thing = Slot(words=frozenset({"of"})), Slot(first, NOUNS)
        yield Template((Slot(last, NOUNS), of, thing), (NEAR, LISTING))
        shared = (Slot(words=frozenset({first.base})), Slot(words=self.data.conjunctions))
        yield Template((*shared, Slot(last, NOUNS)), (AT_ONCE, ANY_ONE))
        if _is_verbal(last):
            yield Template((Slot(last, frozenset({Kind.PARTICIPLE})), thing), (DESCRIBING,))
            yield Template((thing, Slot(last, VERBS)), (PASSIVE,))
            yield Template((Slot(last, VERBS), thing), (OBJECT,))

    def _first(self, family: Family) -> tuple[str, ...]:
        """Give what an adjective is where it opens a compound: sexual-, sex-."""
        lemmas = [family.base, *self.maker.lemmas(family.base)]
        own = {form for lemma in lemmas for form in self.data.first.get(lemma, ())}
        return (*sorted(own), family.base + "-")

    def _single(self, word: str) -> Iterator[Template]:
        family = self.maker.family(word)
        yield Template((Slot(family),))
        if not family.parts:
            return
        opening, last = family.parts
        yield Template(
            (
                Slot(words=frozenset({opening + "-"})),
                Slot(words=self.data.conjunctions | {","}),
                Slot(self.maker.family(last), NOUNS),
            ),
            (AT_ONCE, LISTING),
        )
        for unfold in self.data.unfold:
            if last == unfold.head and (thing := self._noun_of(opening)):
                head, rest = self.maker.family(last), self.maker.family(thing)
                yield Template(
                    (Slot(head), Slot(words=unfold.prepositions), Slot(rest, NOUNS)),
                    (SHORT, NEAR),
                )
                if "av" in unfold.prepositions:
                    yield Template((Slot(head, VERBS), Slot(rest, NOUNS)), (OBJECT,))
                    yield Template((Slot(rest, NOUNS), Slot(head, VERBS)), (PASSIVE,))
        done = self.maker.family(last)
        if last.endswith(_ACTIONS) and (thing := self._noun_of(opening)):
            yield Template(
                (Slot(done, THINGS), Slot(words=frozenset({"av", "utav"})),
                 Slot(self.maker.family(thing), NOUNS)),
                (AT_ONCE, DESCRIBING),
            )  # fmt: skip

    def _noun_of(self, opening: str) -> str | None:
        """Give the noun that stands first in a compound: människo-, människa."""
        for noun in (opening, opening.removesuffix("s"), opening[:-1] + "a"):
            if noun in self.maker.nouns(noun):
                return noun
        return opening if opening in self.maker.lemmas(opening) else None

    def _noun_phrase(self, group: Group) -> Iterator[Template]:
        head = Slot(group.head, NOUNS)
        for order in permutations(group.words[:-1]):
            slots = tuple(Slot(family, modifying(family)) for family in order)
            yield Template((*slots, head), (DESCRIBING,) * len(slots))
        if len(group.words) == 2:
            yield from self._joined(self._first(group.words[0]), group.head)

    def _joined(self, openings: Sequence[str], last: Family) -> Iterator[Template]:
        """Give the compound of an opening and a word: sex- and köp."""
        links = {o + link for o in openings for link in last.links}
        forms = {o + form: kinds for o in openings for form, kinds in last.forms.items()}
        if forms:
            family = Family(
                f"{openings[0]}{last.base}", last.lexicon, last.data, forms, frozenset(links)
            )
            yield Template((Slot(family),))

    # two groups -----------------------------------------------------------------------------

    def _chain(self, groups: list[Group], joints: list[str]) -> Iterator[Template]:
        """Give the groups in the order of the term, each a noun phrase (or verb) of its own."""
        first = [Template((Slot(groups[0].head),))] if _is_one_word(groups[0]) else None
        ways = [first or list(self._plain(groups[0])), *(list(self._plain(g)) for g in groups[1:])]
        for choice in product(*ways):
            slots, gaps = list(choice[0].slots), list(choice[0].gaps)
            for joint, way in zip(joints, choice[1:], strict=True):
                slots += [Slot(words=self._joint(joint)), *way.slots]
                gaps += [CLOSE, LISTING, *way.gaps]
            yield Template(tuple(slots), tuple(gaps))

    def _plain(self, group: Group) -> Iterator[Template]:
        if group.verb and not group.words:
            yield Template((Slot(group.verb),))
        elif group.verb:
            for way in self._noun_phrase(Group(group.words)):
                yield Template((Slot(group.verb), *way.slots), (OBJECT, *way.gaps))
        elif len(group.words) == 1:
            yield Template((Slot(group.words[0], THINGS if is_noun(group.head) else ANY),))
        else:
            yield from self._noun_phrase(group)

    def _joint(self, word: str) -> frozenset[str]:
        if word in self.data.conjunctions:
            return frozenset({"och", "eller", "samt", "&", ",", "and", "or"})
        return self.data.same_prepositions.get(word, frozenset()) | {word}

    def _other_ways(self, first: Group, second: Group, joint: str) -> Iterator[Template]:
        """Give a term of two groups in other orders and parts of speech."""
        head = first.verb or first.head
        wholes = list(self._noun_phrase(second)) if second.words else []
        lone = len(first.words) + bool(first.verb) == 1
        if joint in ("av", "of", "in") and lone and _is_verbal(head):
            yield from self._verb_and_object(head, second)
        elif joint in ("av", "of") and len(first.words) == 2 and _is_verbal(head):
            yield from self._done_so_to(*first.words, wholes)
        elif joint in ("för", "mot", "for") and not first.verb and is_noun(head):
            exchanged = frozenset({"för", "mot", "for"})
            for way, one in product(wholes, self._noun_phrase(first)):
                yield Template(
                    (*way.slots, Slot(words=exchanged), *one.slots),
                    (*way.gaps, SHORT, NEAR, *one.gaps),
                )
        elif joint in self.data.conjunctions:
            for way, one in product(wholes, self._noun_phrase(first)):
                yield Template(
                    (*way.slots, Slot(words=self._joint(joint)), *one.slots),
                    (*way.gaps, NEAR, DESCRIBING, *one.gaps),
                )
            swapped = Group((*first.words[:-1], second.head))
            rest = Group((first.head,))
            if len(first.words) > 1 and len(second.words) == 1:
                yield from self._chain([swapped, rest], [joint])
        if joint == "of" and lone and self.maker.parts_compounds:
            for way in wholes:
                yield Template((*way.slots, Slot(head, NOUNS)), (*way.gaps, AT_ONCE))
        if lone and _is_participial(first) and joint not in self.data.conjunctions:
            for way in wholes:
                yield Template(
                    (Slot(words=self._joint(joint)), *way.slots, Slot(head, VERBS)),
                    (LISTING, *way.gaps, SHORT),
                )
                # våld som hon utsätts för
                yield Template(
                    (*way.slots, Slot(words=_RELATIVE), Slot(head, VERBS),
                     Slot(words=self._joint(joint))),
                    (*way.gaps, AT_ONCE, SHORT, AT_ONCE),
                )  # fmt: skip
        told = joint == "för" or _is_participial(first)
        if lone and _is_verbal(head) and told and len(second.words) == 1:
            yield from self._joined(sorted(second.head.links), head)

    def _done_so_to(
        self, manner: Family, verb: Family, wholes: Sequence[Template]
    ) -> Iterator[Template]:
        """Give sexual exploitation of children with a verb: children are exploited sexually."""
        how, does = Slot(manner, ADVERBS), Slot(verb, VERBS)
        for way in wholes:
            yield Template((*way.slots, does, how), (*way.gaps, PASSIVE, ADVERBIAL))
            yield Template((*way.slots, how, does), (*way.gaps, PASSIVE, CLOSE))
            yield Template((how, does, *way.slots), (CLOSE, OBJECT, *way.gaps))
            yield Template((does, *way.slots, how), (OBJECT, *way.gaps, ADVERBIAL))

    def _verb_and_object(self, verb: Family, thing: Group) -> Iterator[Template]:
        exchange = self.data.exchange & set(verb.forms)
        gap = EXCHANGED if exchange else OBJECT
        for way in self._noun_phrase(thing):
            yield Template((Slot(verb, VERBS), *way.slots), (gap, *way.gaps))
            yield Template((*way.slots, Slot(verb, VERBS)), (*way.gaps, PASSIVE))
            of = Slot(words=frozenset({"av", "utav", "med", "of", "in"}))
            yield Template((Slot(verb, NOUNS), of, *way.slots), (NEAR, LISTING, *way.gaps))
        if len(thing.words) == 1:
            yield from self._joined(sorted(thing.head.links), verb)
            if self.maker.parts_compounds:
                yield Template((Slot(thing.head, NOUNS), Slot(verb, NOUNS)), (AT_ONCE,))


def _is_one_word(group: Group) -> bool:
    return len(group.words) == 1 and group.verb is None


def _is_adverb(family: Family) -> bool:
    own = family.forms.get(family.base, frozenset())
    return Kind.ADVERB in own and Kind.NOUN not in own


def _is_plain_noun(family: Family) -> bool:
    own = family.forms.get(family.base, frozenset())
    return Kind.NOUN in own and not own & {Kind.ADJECTIVE, Kind.PARTICIPLE}


def _is_done(family: Family) -> bool:
    """Tell whether a word of a term is the participle of a verb: forced."""
    return family.base.endswith("ed") and _is_verbal(family)


def _is_verbal(family: Family) -> bool:
    return any(Kind.VERB in kinds for kinds in family.forms.values())


def _is_participial(group: Group) -> bool:
    family = group.verb or group.head
    own = family.forms.get(family.base, frozenset())
    return bool(own & {Kind.VERB, Kind.PARTICIPLE, Kind.ADJECTIVE}) and _is_verbal(family)
