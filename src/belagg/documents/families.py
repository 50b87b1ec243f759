"""Making the families of Swedish words: inflection, derivation, and the joints of compounds.

Inflection comes from the kept dictionary; a word it does not have is inflected as its last part,
or by its ending. Derivation follows endings (exploatering, exploatera, exploatör) wherever the
dictionary has the word that comes out, and the hand-kept list of words that no ending connects.
"""

from collections import defaultdict

from belagg.documents.forms import FREE_LENGTH, Family, opens_compound, told
from belagg.documents.language_data import LanguageData
from belagg.documents.lexicon import ADJECTIVE_ENDINGS, Kind, Lexicon

# Endings of a word the dictionary has no part of, by how it ends (first fit counts).
_GUESSED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ing", ("s", "en", "ens", "ar", "arna", "arnas", "ars")),
    ("het", ("s", "en", "ens", "er", "erna", "ernas", "ers")),
    ("ion", ("s", "en", "ens", "er", "erna", "ernas", "ers")),
    ("are", ("s", "n", "ns")),
    ("nde", ("s", "t", "ts", "n", "na", "nas")),
    ("else", ("s", "n", "ns", "r", "rna", "rnas", "rs")),
    ("oy", ("s", "en", "ens", "ar", "arna", "arnas")),
    ("y", ("s", "n", "ns", "er", "erna", "r", "rna", "rnas", "t", "ts")),
    ("", ("s", "en", "ens", "et", "ets", "er", "erna", "ar", "arna", "n", "t", "na")),
)  # fmt: skip
_GUESSED_A = ("", "n", "ns", "s", "r", "de", "des", "t", "ts", "d", "nde")
_WOMAN = ("a", "an", "ans", "as", "or", "orna", "ornas", "ors")
"""Endings of what a woman is called who does what a noun in -are says: sexköperska."""
_DEVERBAL = ("ning", "ing", "ande", "are", "else", "an", "eri")


_IMPERATIVE = "J"
"""A base form is no imperative: hiv is a word that the dictionary lacks, not hiva."""


class FamilyMaker:
    """Makes families of Swedish words from the dictionary and the hand-kept data."""

    parts_compounds = False

    def __init__(self, lexicon: Lexicon, data: LanguageData) -> None:
        self._lexicon, self._data = lexicon, data
        self._cache: dict[str, Family] = {}

    def family(self, word: str) -> Family:
        """Give the family of a base form (or of any form: its dictionary form is looked up)."""
        word = word.lower()
        if word not in self._cache:
            self._cache[word] = self._make(word)
        return self._cache[word]

    def infinitives(self, word: str) -> list[str]:
        """Give the verbs that `word` is a finite form of: far, fara."""
        found = [r.lemma for r in self._lexicon.readings(word) if r.kind is Kind.VERB and r.flag]
        found += [verb for verb, *forms in self._data.verbs if word in forms]
        found += _infinitives(word)
        if word.endswith("r"):
            found.append(word + "a")
        return [v for v in dict.fromkeys(found) if v != word and self._is_verb(v)]

    def is_told(self, word: str) -> bool:
        """Tell whether a word before a noun is a verb and no noun: sälja, exploatera."""
        kinds = self.family(word).forms.get(word, frozenset())
        return told(word, kinds) or (Kind.VERB in kinds and word.endswith("a"))

    def nouns(self, word: str) -> list[str]:
        """Give the dictionary forms of a word read as a noun."""
        return [r.lemma for r in self._lexicon.readings(word) if r.kind is Kind.NOUN]

    def _make(self, word: str) -> Family:
        if word in self._data.forms:
            listed = dict.fromkeys(self._data.forms[word], frozenset({Kind.ADJECTIVE}))
            return Family(word, self._lexicon, self._data, listed, frozenset(), False)
        lemmas = self.lemmas(word)
        forms: dict[str, set[Kind]] = defaultdict(set)
        links: set[str] = set()
        start = [("", lemma) for lemma in lemmas]
        if word not in self._lexicon:
            start += self._by_last_part(word)
        for prefix, lemma in self._closure(start):
            for form, kinds in self._inflected(lemma).items():
                forms[prefix + form] |= kinds
            links |= {prefix + link for link in self._links(lemma)}
        if not forms:
            for form, kinds in guessed(word).items():
                forms[form] |= kinds
            links |= {word, word + "s"}
        forms.setdefault(word, {Kind.NOUN})
        for other in self._data.related.get(word, ()):
            if other in forms:
                forms[other].add(Kind.NOUN)
        if word.endswith("d") and Kind.PARTICIPLE in forms[word] | forms.get(word + "e", set()):
            forms[word[:-1] + "t"].add(Kind.ADVERB)
        for form in [f for f in forms if f.startswith(self._data.false_words)]:
            if not form.startswith(word):
                del forms[form]
        plain_adjective = bool(lemmas) and all(
            Kind.ADJECTIVE in self._kinds_of(lemma) and Kind.NOUN not in self._kinds_of(lemma)
            for lemma in lemmas
        )
        return Family(
            base=word,
            lexicon=self._lexicon,
            data=self._data,
            forms={form: frozenset(kinds) for form, kinds in sorted(forms.items())},
            links=frozenset() if plain_adjective else frozenset(links),
            compounds=not plain_adjective,
            parts=self._parts(word),
        )

    def lemmas(self, word: str) -> list[str]:
        """Give the dictionary forms that `word` is a form of; itself, where it is one."""
        readings = self._lexicon.readings(word)
        own = [r for r in readings if not r.flag and r.kind is not Kind.OTHER]
        if own and word not in self._data.plurals.values():
            return [word]
        found = [r.lemma for r in readings if r.flag not in ("", _IMPERATIVE)]
        found += [one for one, many in self._data.plurals.items() if word in (many, many + "s")]
        found += [
            lemma
            for lemma, *others in self._data.verbs
            for form in others
            if word in (form, form + "s")
        ]
        found += [verb for verb in _infinitives(word) if self._is_verb(verb)]
        return list(dict.fromkeys(found)) or [r.lemma for r in readings if not r.flag]

    def _by_last_part(self, word: str) -> list[tuple[str, str]]:
        for i in range(2, len(word) - 2):
            prefix, last = word[:i], word[i:]
            lemmas = self.lemmas(last)
            may_close = self._lexicon.is_last(last) or (
                self._is_verb(last) and opens_compound(self._lexicon, prefix)
            )
            if lemmas and len(last) >= 4 and may_close:
                return [(prefix, lemma) for lemma in lemmas]
        return []

    def _closure(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Follow derivation from the given words: to the verb, and from it to what it makes."""
        found = dict.fromkeys(pairs)
        for prefix, lemma in pairs:
            found |= dict.fromkeys((prefix, other) for other in self._derived(lemma))
            for head, last in () if prefix else self._splits(lemma):
                made = [*self._derived(last), *self._adjectives_of(last)]
                found |= dict.fromkeys((head, other) for other in made)
        for prefix, lemma in list(found):
            found |= dict.fromkeys((prefix, other) for other in self._adjectives_of(lemma))
        return list(found)

    def _derived(self, lemma: str) -> list[str]:
        """Give the verb of a noun, the nouns of a verb, and the words listed with it."""
        verbs = [lemma] if self._is_verb(lemma) else self._verbs_of(lemma)
        return [*verbs, *(n for verb in verbs for n in self._nouns_of(verb)), *self._related(lemma)]

    def _splits(self, word: str) -> list[tuple[str, str]]:
        """Give the ways to see a word as an opening and a shorter word of the dictionary."""
        return [
            (word[:i], word[i:])
            for i in range(2, len(word) - 2)
            if word[i:] in self._lexicon
            and (opens_compound(self._lexicon, word[:i]) or len(word) - i >= 5)
        ]

    def _related(self, lemma: str) -> list[str]:
        found = list(self._data.related.get(lemma, ()))
        for one, other in (("ism", "ist"), ("ist", "ism")):
            if lemma.endswith(one) and lemma.removesuffix(one) + other in self._lexicon:
                found.append(lemma.removesuffix(one) + other)
        for other in list(found):
            if self._is_verb(other):
                found += self._nouns_of(other)
        return found

    def _is_verb(self, lemma: str) -> bool:
        if lemma in self._data.only_nouns:
            return False
        if any(r.kind is Kind.VERB and not r.flag for r in self._lexicon.readings(lemma)):
            return True
        return lemma in self._lexicon and bool(self._irregular(lemma))

    def _verbs_of(self, noun: str) -> list[str]:
        """Give the verbs that a noun (or participle) is made from, as the dictionary has them."""
        stems = []
        for ending, verbal in (
            ("ering", "era"), ("ning", "a"), ("ing", "a"), ("ande", "a"), ("ende", "a"),
            ("else", "a"), ("are", "a"), ("ör", "era"), ("ation", "era"), ("tion", "era"),
            ("ktion", "cera"), ("ation", "a"), ("eri", "era"), ("eri", "a"), ("ant", "era"),
            ("ent", "era"), ("ad", "a"), ("else", "na"), ("an", "a"), ("e", "a"),
        ):  # fmt: skip
            if noun.endswith(ending) and len(noun) - len(ending) >= (5 if ending == "e" else 2):
                stems.append(noun[: -len(ending)] + verbal)
        if len(noun) >= 4:
            stems.append(noun + "a")
        if len(noun) >= 5:
            stems.append(noun + "era")
        stems += [lemma for lemma, *_, part in self._data.verbs if noun == part]
        stems += [r.lemma for r in self._lexicon.readings(noun) if r.kind is Kind.PARTICIPLE]
        return [
            verb
            for verb in dict.fromkeys(stems)
            if self._is_verb(verb) and not self._unrelated(noun, verb)
        ]

    def _unrelated(self, first: str, second: str) -> bool:
        return bool({(first, second), (second, first)} & self._data.unrelated)

    def _nouns_of(self, verb: str) -> list[str]:
        stem = verb.removesuffix("a")
        made = [stem + ending for ending in _DEVERBAL]
        if verb.endswith("era"):
            root = verb.removesuffix("era")
            made += [root + "ör", root + "ation", root + "tion", root + "ering"]
            if len(root) >= 5:
                made.append(root)
            if root.endswith("c"):
                made.append(root[:-1] + "ktion")
        if len(stem) >= 6:
            made.append(stem)
        made += self._data.related.get(verb, ())
        return [
            noun
            for noun in dict.fromkeys(made)
            if self._is_noun(noun) and not self._unrelated(verb, noun)
        ]

    def _is_noun(self, word: str) -> bool:
        return any(
            r.kind in (Kind.NOUN, Kind.OTHER, Kind.PARTICIPLE) for r in self._lexicon.readings(word)
        )

    def _adjectives_of(self, lemma: str) -> list[str]:
        """Give the participle of an irregular verb and the noun made of it (utsatt, utsatthet)."""
        found = []
        for *_, participle in self._irregular(lemma):
            if participle in self._lexicon:
                found.append(participle)
                if participle + "het" in self._lexicon:
                    found.append(participle + "het")
        if len(lemma) >= 5:
            found += [lemma + end for end in ("al", "isk") if lemma + end in self._lexicon]
        if lemma.endswith("i") and lemma + "sk" in self._lexicon:
            found.append(lemma + "sk")
        if len(lemma) >= 10 and lemma.endswith("tion") and lemma[:-2] + "v" in self._lexicon:
            found.append(lemma[:-2] + "v")
        if lemma.endswith("het") and lemma.removesuffix("het") in self._lexicon:
            found.append(lemma.removesuffix("het"))
        return found

    def _irregular(self, lemma: str) -> list[tuple[str, str, str]]:
        found = []
        for verb, past, supine, participle in self._data.verbs:
            prefix = lemma.removesuffix(verb)
            if prefix == lemma or (prefix and prefix not in self._data.verb_prefixes):
                continue
            found.append((prefix + past, prefix + supine, prefix + participle))
        return found

    def _inflected(self, lemma: str) -> dict[str, set[Kind]]:
        forms = {form: set(kinds) for form, kinds in self._lexicon.inflected(lemma).items()}
        if lemma in self._data.only_nouns:
            return {form: {Kind.NOUN} for form, kinds in forms.items() if Kind.NOUN in kinds}
        if len(forms) <= 2 and lemma.endswith(ADJECTIVE_ENDINGS):
            forms.update({lemma + ending: {Kind.ADJECTIVE} for ending in ("", "a", "t")})
        endings = ("ing", "het", "ion", "are", "else", "nde", "ddy", "baby")
        if len(forms) <= 2 or lemma.endswith(endings):
            for form, kinds in guessed(lemma, verbal=len(forms) <= 2).items():
                forms.setdefault(form, set()).update(kinds)
        if self._is_verb(lemma):
            for form in self._verb_forms(lemma):
                forms.setdefault(form, set()).add(Kind.VERB)
            for form in (lemma + "ndet", lemma + "ndets"):
                forms.setdefault(form, set()).add(Kind.NOUN)
            if "D" in self._lexicon.flags(lemma) and lemma[:-1] + "or" in self._lexicon:
                for ending in ("or", "orna", "ornas", "ors"):
                    forms.setdefault(lemma[:-1] + ending, set()).add(Kind.NOUN)
        for past, supine, participle in self._irregular(lemma):
            for form in (past, past + "s", supine, supine + "s"):
                forms.setdefault(form, set()).add(Kind.VERB)
            for form in _participle_forms(participle):
                forms.setdefault(form, set()).add(Kind.PARTICIPLE)
        if plural := self._data.plurals.get(lemma):
            for form, kinds in self._lexicon.inflected(plural).items():
                forms.setdefault(form, set()).update(kinds)
        for form, kinds in forms.items():
            if (Kind.ADJECTIVE in kinds and form.endswith("t")) or form.endswith(("tvis", "igen")):
                kinds.add(Kind.ADVERB)
        _nominalise(forms)
        return forms

    def _verb_forms(self, verb: str) -> list[str]:
        """Give the regular forms of a verb that its entry may lack flags for."""
        if not verb.endswith("a"):
            return [verb + "s"]
        stem = verb[:-1]
        if "m" in self._lexicon.flags(verb):
            return [verb + "s", verb + "nde"]
        present = stem if stem.endswith("r") else stem + "er"
        return [present, stem + "s", verb + "s", verb + "nde"]

    def _links(self, lemma: str) -> set[str]:
        links = self._entry_links(lemma)
        if not links:
            for head, last in self._splits(lemma):
                links |= {head + link for link in self._entry_links(last)}
        kinds = {r.kind for r in self._lexicon.readings(lemma) if not r.flag}
        if (Kind.NOUN in kinds or Kind.OTHER in kinds) and (not links or len(lemma) >= FREE_LENGTH):
            links |= {lemma, lemma + "s"}
        if Kind.NOUN in kinds or Kind.OTHER in kinds:
            if lemma.endswith("are"):
                links.add(lemma[:-1])
            if lemma.endswith("a"):
                links |= {lemma[:-1], lemma[:-1] + "o", lemma[:-1] + "e", lemma[:-1] + "u"}
        if Kind.VERB in kinds and lemma.endswith("a"):
            links |= {lemma[:-1] + "ar", lemma + "nde"}
        return {link for link in links if len(link) >= 3}

    def _entry_links(self, lemma: str) -> set[str]:
        """Give how an entry stands first in a compound, by its flags or an entry of its own."""
        own = lemma[:-1] + "s" if lemma.endswith("e") else ""
        return self._lexicon.links(lemma) | (
            {own} if own and self._lexicon.is_first(own) else set()
        )

    def _kinds_of(self, lemma: str) -> set[Kind]:
        return {r.kind for r in self._lexicon.readings(lemma) if not r.flag}

    def _parts(self, word: str) -> tuple[str, str] | None:
        """Split a compound before its last word; None where the dictionary sees no compound."""
        splits = [(word[:i], word[i:]) for i in range(3, len(word) - 2)]
        for first, last in splits:
            if self._lexicon.is_first(first) and self._lexicon.is_last(last):
                return first, last
        # Entries show that more words stand in compounds than flags say: gatu-, -frid.
        for first, last in splits:
            if len(last) >= 4 and self._is_noun(last) and opens_compound(self._lexicon, first):
                return first, last
        return None


def _infinitives(form: str) -> list[str]:
    """Give the infinitives that a form in the present tense may have: säljer, säljs."""
    endings = (("er", "a"), ("ers", "a"), ("s", "a"), ("as", "a"), ("r", ""))
    return [form[: -len(e)] + a for e, a in endings if form.endswith(e) and len(form) > len(e) + 2]


def _participle_forms(participle: str) -> list[str]:
    if participle.endswith("en"):
        stem = participle[:-2]
        return [participle, stem + "et", stem + "na", stem + "ne", participle + "s", stem + "nas"]
    if participle.endswith("dd"):
        return [participle, participle[:-2] + "tt", participle + "a", participle + "as"]
    if participle.endswith("d"):
        return [participle, participle[:-1] + "t", participle + "a", participle + "as"]
    return [participle, participle + "a", participle + "e", participle + "as", participle + "es"]


def _nominalise(forms: dict[str, set[Kind]]) -> None:
    """Add the genitive of participles used as nouns: de prostituerades, den utsattas."""
    for form, kinds in list(forms.items()):
        if kinds & {Kind.PARTICIPLE, Kind.ADJECTIVE} and form.endswith(("e", "a", "d")):
            forms.setdefault(form + "s", set()).add(Kind.PARTICIPLE)


def guessed(word: str, verbal: bool = True) -> dict[str, set[Kind]]:
    """Inflect a word that the dictionary has no forms of, by its ending, as noun and verb."""
    forms = {word: {Kind.NOUN}}
    if word.endswith("a"):
        stem = word[:-1]
        for ending in _GUESSED_A:
            forms[word + ending] = {Kind.NOUN, Kind.VERB}
        for ending in ("or", "orna", "ornas", "ors"):
            forms[stem + ending] = {Kind.NOUN}
        return forms
    endings = next(endings for tail, endings in _GUESSED if word.endswith(tail))
    for ending in endings:
        forms[word + ending] = {Kind.NOUN}
    if word.endswith("are"):
        forms |= {word[:-1] + ending: {Kind.NOUN} for ending in ("na", "nas")}
        forms |= {word[:-3] + "ersk" + ending: {Kind.NOUN} for ending in _WOMAN}
    if verbal and word.endswith("ing") and len(word) > 5:
        stem = word.removesuffix("ing")
        for ending in (
            "a",
            "ar",
            "ade",
            "at",
            "as",
            "ades",
            "ats",
            "ad",
            "ande",
            "are",
            "aren",
            "arna",
        ):
            forms[stem + ending] = {Kind.VERB}
    return forms
