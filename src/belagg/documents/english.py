"""English words by the same design: base forms in, families out.

Inflection is regular but for a list in `language_en.toml`; which derived words exist is asked of
simplemma's word list (MIT). English writes compounds apart, so a family takes only what a hyphen
joins before or after it.
"""

from functools import cache, lru_cache

import simplemma

from belagg.documents.forms import Family, told
from belagg.documents.language_data import LanguageData
from belagg.documents.lexicon import Kind, Reading

_ADJECTIVE_ENDINGS = ("al", "ive", "ous", "ic", "able", "ible", "ful", "less", "ary", "ent", "ant")
_VERBAL = ("ation", "ition", "ion", "ment", "er", "or", "ing", "ance", "ence", "al", "ive", "ative")
_VOWELS = "aeiou"


class EnglishWords:
    """English words, as far as the gaps between the words of a phrase need to know them."""

    @lru_cache(maxsize=100_000)  # noqa: B019  (one list lives as long as the process)
    def readings(self, form: str) -> tuple[Reading, ...]:
        """Give what a lower-case form may be, by its lemma and its ending; none if not known."""
        if not form.isascii() or not simplemma.is_known(form, "en"):
            return ()
        lemma = simplemma.lemmatize(form, "en")
        if form.endswith("ly"):
            return (Reading(lemma, Kind.ADVERB, "", ""),)
        if form.endswith(("ed", "ing")) and form != lemma:
            return (Reading(lemma, Kind.PARTICIPLE, "", ""), Reading(lemma, Kind.VERB, "", ""))
        if form.endswith(_ADJECTIVE_ENDINGS):
            return (Reading(lemma, Kind.ADJECTIVE, "", ""),)
        return (Reading(lemma, Kind.NOUN, "", ""),)

    def __contains__(self, word: str) -> bool:
        return bool(self.readings(word))

    def is_first(self, part: str) -> bool:
        """English writes compounds apart; no part stands first in one."""
        return False

    def opens_entries(self, part: str) -> bool:
        """English writes compounds apart."""
        return False

    def is_last(self, part: str) -> bool:
        """English writes compounds apart."""
        return False

    def is_numeral(self, word: str) -> bool:
        """No English number word of the data means anything else."""
        return False

    def closes_entries(self, part: str) -> int:
        """English writes compounds apart."""
        return 0

    def commonness(self, literal: str) -> int:
        """Give a guess at how common a string is in texts: the shorter, the commoner."""
        return max(1, 400 - 50 * len(literal))

    def flags(self, word: str) -> frozenset[str]:
        """English words carry no flags."""
        return frozenset()


class EnglishMaker:
    """Makes families of English words."""

    parts_compounds = True

    def __init__(self, lexicon: EnglishWords, data: LanguageData) -> None:
        self._lexicon, self._data = lexicon, data
        self._cache: dict[str, Family] = {}

    def family(self, word: str) -> Family:
        """Give the family of a base form (or of any form: its lemma is looked up)."""
        word = word.lower()
        if word not in self._cache:
            forms: dict[str, frozenset[Kind]] = {}
            for lemma in self._field(word):
                for form, kind in self._inflected(lemma):
                    forms[form] = forms.get(form, frozenset()) | {kind}
            forms.setdefault(word, frozenset({Kind.NOUN}))
            for form in [f for f, kinds in forms.items() if Kind.NOUN in kinds]:
                forms.setdefault(form + ("'" if form.endswith("s") else "'s"), forms[form])
            self._cache[word] = Family(
                word,
                self._lexicon,
                self._data,
                dict(sorted(forms.items())),
                frozenset(forms),
                False,
            )
        return self._cache[word]

    def lemmas(self, word: str) -> list[str]:
        """Give the lemma of a word; the word itself where none is known."""
        if word.endswith(("ing", "ion", "ly")) and word in self._lexicon:
            return [word]
        return [simplemma.lemmatize(word, "en")]

    def nouns(self, word: str) -> list[str]:
        """Give the lemmas of a word read as a noun."""
        return [r.lemma for r in self._lexicon.readings(word) if r.kind is Kind.NOUN]

    def infinitives(self, word: str) -> list[str]:
        """Give the verbs that `word` is a finite form of."""
        lemma = simplemma.lemmatize(word, "en")
        return [lemma] if lemma != word and self._is_verb(lemma) else []

    def is_told(self, word: str) -> bool:
        """Tell whether a word before a noun is a verb and no noun: sell, exploit, prevent.

        What is done is then named by another word: exploitation.
        """
        kinds = self.family(word).forms.get(word, frozenset())
        irregular = any(word == verb for verb, *_ in self._data.verbs)
        named = (word + "ation", word + "ion" if word.endswith("t") else word + "ment")
        apart = self._is_verb(word) and any(simplemma.is_known(n, "en") for n in named)
        return irregular or apart or told(word, kinds)

    def _field(self, word: str) -> list[str]:
        """Give the word with its verb, what is made of the verb, and what is listed with it."""
        found = dict.fromkeys([word, *self.lemmas(word)])
        for lemma in list(found):
            for verb in self._verbs(lemma):
                found |= dict.fromkeys([verb, *self._made(verb)])
        for lemma in list(found):
            found |= dict.fromkeys(self._of_nouns(lemma))
        for lemma in list(found):
            for other in self._data.related.get(lemma, ()):
                found[other] = None
                for verb in self._verbs(other):
                    found |= dict.fromkeys([verb, *self._made(verb)])
        return [w for w in found if not {(word, w), (w, word)} & self._data.unrelated]

    def _of_nouns(self, word: str) -> list[str]:
        """Give the adjective of a noun in -ness, and what is made of a noun: victimise."""
        made = [word + ending for ending in ("ise", "ize", "isation", "ization", "hood")]
        if word.endswith("lessness"):
            made.append(word.removesuffix("ness"))
        return [w for w in made if simplemma.is_known(w, "en")]

    def _verbs(self, word: str) -> list[str]:
        """Give the verbs a word is made of; the word itself where it is used as one."""
        found = [word] if self._is_verb(word) else []
        for ending in _VERBAL:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= 3:
                undoubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
                found += [
                    v
                    for v in (stem, stem + "e", undoubled, stem.removesuffix("k"), stem + "ate")
                    if self._is_verb(v)
                ]
        return list(dict.fromkeys(found))

    def _is_verb(self, word: str) -> bool:
        if any(word == verb for verb, *_ in self._data.verbs):
            return True
        past = _past(word)
        return simplemma.is_known(past, "en") and simplemma.lemmatize(past, "en") == word

    def _made(self, verb: str) -> list[str]:
        stem = verb.removesuffix("e")
        made = [
            stem + e for e in ("ation", "ition", "ion", "ment", "er", "or", "ive", "ative", "ist")
        ]
        made += [verb + "ment", verb + "r", _gerund(verb), _doubled(verb) + "er", verb + "ker"]
        return [w for w in made if simplemma.is_known(w, "en")]

    def _inflected(self, lemma: str) -> list[tuple[str, Kind]]:
        forms: list[tuple[str, Kind]] = []
        if lemma.endswith(_ADJECTIVE_ENDINGS):
            adverb = lemma + "ally" if lemma.endswith("ic") else lemma.removesuffix("e") + "ely"
            adverb = adverb if lemma.endswith(("ic", "ive")) else lemma + "ly"
            forms += [(lemma, Kind.ADJECTIVE), (adverb, Kind.ADVERB)]
        if self._is_verb(lemma):
            forms += [(lemma, Kind.VERB), (_plural(lemma), Kind.VERB), (_gerund(lemma), Kind.VERB)]
            forms += [(_past(lemma), Kind.VERB), (_past(lemma), Kind.PARTICIPLE)]
            forms.append((_gerund(lemma), Kind.NOUN))
        for verb, past, participle, _ in self._data.verbs:
            if verb == lemma:
                forms += [(past, Kind.VERB), (participle, Kind.VERB), (participle, Kind.PARTICIPLE)]
        forms += [(lemma, Kind.NOUN), (_plural(lemma), Kind.NOUN)]
        if plural := self._data.plurals.get(lemma):
            forms.append((plural, Kind.NOUN))
        return forms


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubled(word: str) -> str:
    """Double the last consonant of a short word, and write -ck for -c: traffick-."""
    if word.endswith("c"):
        return word + "k"
    short = len(word) <= 5 and len(word) >= 3
    if (
        short
        and word[-1] not in _VOWELS + "wxy"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
    ):
        return word + word[-1]
    return word


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    return _doubled(word) + "ed"


def _gerund(word: str) -> str:
    if word.endswith("e") and not word.endswith("ee"):
        return word[:-1] + "ing"
    return _doubled(word) + "ing"


@cache
def english() -> EnglishWords:
    """Give the English words of the installation."""
    return EnglishWords()
