"""What a word of the text is, as far as the gaps of a phrase need to know."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from belagg.documents.language_data import LanguageData
from belagg.documents.lexicon import Dictionary, Kind, Reading
from belagg.documents.sentences import Token


@dataclass
class WordReader:
    """Reads the words around a candidate with the dictionary and the closed classes."""

    lexicon: Dictionary
    data: LanguageData
    _describing: dict[str, bool] = field(default_factory=dict)

    def describes(self, word: str) -> bool:
        """Tell whether a word can stand between an adjective and its noun.

        Adjectives, participles, adverbs, conjunctions, determiners, numbers, and the first part
        of a compound that is written out later (barn- och ungdomsprostitution).
        """
        known = self._describing.get(word)
        if known is None:
            known = self._describing[word] = self._describes(word)
        return known

    def _describes(self, word: str) -> bool:
        data = self.data
        plain = data.conjunctions | data.determiners | data.adverbs | data.adjectives
        if word in plain or word.endswith("-"):
            return True
        if word in data.function_words:
            return False
        if word.isdigit():
            return True
        readings = self.readings(word)
        if any(reading.flag == "P" and reading.add == "t" for reading in readings):
            return True  # The neuter of a participle is written as the supine: upprepat våld.
        kinds = {reading.kind for reading in readings}
        return bool(kinds & {Kind.ADJECTIVE, Kind.PARTICIPLE, Kind.ADVERB})

    def negates(self, between: Sequence[Token]) -> bool:
        """Tell whether a word of negation stands among the tokens."""
        return any(token.text in self.data.negations for token in between)

    def is_verb(self, word: str) -> bool:
        """Tell whether a word can be a form of a verb."""
        own = word[:-2] + "a" if word.endswith("er") else word
        if own in self.data.exchange:
            return True
        return any(r.kind is Kind.VERB for w in (word, own) for r in self.readings(w))

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Read a word; one that the dictionary lacks is read as its last part."""
        found = self.lexicon.readings(word)
        if found:
            return found
        for i in range(2, len(word) - 3):
            if self.lexicon.is_last(word[i:]) and self.lexicon.is_first(word[:i].rstrip("-")):
                return self.lexicon.readings(word[i:])
        return ()

    def is_number(self, sentence: Sequence[Token], at: int) -> bool:
        """Tell whether a token that is also a number word is a number where it stands.

        It is one where it is counted with (klockan sex, sex av tio, fem eller sex) and where a
        noun in the plural follows, with or without adjectives (sex nya bussar). After "som" a
        word that is both a plural and a verb is the verb (de som säljer sex hamnar utanför),
        unless another verb follows it.
        """
        numerals = self.data.numerals
        word = sentence[at].text
        if word.removesuffix("-") not in numerals.words:
            return False
        if word.endswith("-"):
            return self._begins_with_number(_word(sentence, at + 2))
        before = _word(sentence, at - 1)
        if before in numerals.before or before.isdigit():
            return True
        if before in ("och", "eller", "till", "–", "-") and self._is_number_word(
            _word(sentence, at - 2)
        ):
            return True
        after = _word(sentence, at + 1)
        if after in ("och", "eller", "till", "–", "-") and self._is_number_word(
            _word(sentence, at + 2)
        ):
            return True
        if after in ("av", "utav"):
            what = _word(sentence, at + 2)
            if before in numerals.given and self._is_definite_plural(what):
                return True
            return what in self.data.determiners or self._is_number_word(what)
        if after in numerals.after:
            return True
        return self._is_counted(sentence, at + 1)

    def _is_number_word(self, word: str) -> bool:
        return word.isdigit() or self.lexicon.is_numeral(word)

    def _begins_with_number(self, word: str) -> bool:
        return any(self.lexicon.is_numeral(word[:length]) for length in range(2, 8))

    def _is_counted(self, sentence: Sequence[Token], at: int) -> bool:
        """Tell whether a noun in the plural, with adjectives or not, begins at token `at`."""
        for i in range(at, min(at + 4, len(sentence))):
            word = sentence[i].text
            if not sentence[i].is_word or (
                word in self.data.function_words and not (i > at and word in ("och", "eller"))
            ):
                return False
            readings = self.readings(word)
            if any(_is_plural(word, reading, self.lexicon) for reading in readings):
                return not (
                    any(r.kind is Kind.VERB for r in readings)
                    and self._in_clause(sentence, at)
                    and not self._verb_follows(sentence, i + 1)
                )
            describing = word in self.data.adjectives or any(
                r.kind in (Kind.ADJECTIVE, Kind.PARTICIPLE) for r in readings
            )
            if not describing and word not in ("och", "eller"):
                return False
        return False

    def _is_definite_plural(self, word: str) -> bool:
        return any(
            r.kind is Kind.NOUN
            and (r.add.endswith("na") or (r.flag == "D" and "B" in self.lexicon.flags(r.lemma)))
            and (r.add.endswith("na") or r.add == "en")
            for r in self.readings(word)
        )

    def _in_clause(self, sentence: Sequence[Token], at: int) -> bool:
        return any(t.text in self.data.subordinators for t in sentence[max(0, at - 6) : at])

    def _verb_follows(self, sentence: Sequence[Token], at: int) -> bool:
        word = _word(sentence, at)
        return word in self.data.auxiliaries or any(
            r.kind is Kind.VERB and r.flag in "mK" and r.flag for r in self.readings(word)
        )


def _word(sentence: Sequence[Token], at: int) -> str:
    return sentence[at].text if 0 <= at < len(sentence) else ""


def _is_plural(word: str, reading: Reading, lexicon: Dictionary) -> bool:
    """Tell whether a reading is a noun in the indefinite plural."""
    if reading.kind is not Kind.NOUN and not (
        reading.kind is Kind.OTHER and word.endswith(("are", "or", "ar", "er"))
    ):
        return False
    if reading.flag in tuple("GHIJ"):
        return not reading.add.removesuffix("s").endswith("na")
    if reading.flag == "E" and lexicon.flags(reading.lemma) & {"C"}:
        return True
    flags = lexicon.flags(reading.lemma)
    if not reading.flag and {"B", "D"} <= flags:
        return True
    return word.endswith("are") and reading.flag in ("", "T")
