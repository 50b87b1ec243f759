"""Whether a word of a text is a form of a given word: inflected, or within a compound.

Unlike the families of `belagg.documents`, which gather all that is said of a thing, this follows
inflection alone: *missbrukarna* and *missbrukarvård* are of *missbrukare*, *missbruk* is not.
"""

from collections.abc import Iterator

from belagg.documents.forms import closes_compound, opens_compound
from belagg.documents.lexicon import Kind, Lexicon, swedish

_SHORTEST = 4
_ENDINGS = (
    "s", "n", "ns", "t", "ts", "en", "ens", "et", "ets", "na", "nas", "r", "rs",
    "er", "ers", "erna", "ernas", "ar", "ars", "arna", "arnas", "a", "as", "e", "es",
)  # fmt: skip
_CHANGING = {
    "are": ("arna", "arnas"),
    "a": ("or", "ors", "orna", "ornas"),
    "e": ("ar", "ars", "arna", "arnas"),
    "d": ("t", "ts"),
}
"""Endings that come instead of one, for words that the dictionary has few forms of."""

_FEW_FORMS = 2
_OTHER_WORD = "miss"
"""Makes another word of the one it stands before: *missbrukare* is no *brukare*."""


def is_form(token: str, word: str, language: str) -> bool:
    """Say whether `token` is `word` in some form; both in any case.

    Swedish words are looked up in the kept dictionary, compounds by its compound rules; English
    ones by their lemma, any other language's must be equal.
    """
    token, word = token.casefold(), word.casefold()
    if token == word:
        return True
    if stem(word) not in token:
        return False
    match language:
        case "sv":
            return _is_swedish_form(token, word)
        case "en":
            # Its word list takes long to load, and most studies are in Swedish.
            from belagg.documents.english import english

            return word in {reading.lemma for reading in english().readings(token)}
        case _:
            return False


def stem(word: str) -> str:
    """Give letters that every form of a word has: all but the last two, at least three."""
    return word.casefold()[: max(_SHORTEST - 1, len(word) - 2)]


def _is_swedish_form(token: str, word: str) -> bool:
    lexicon = swedish()
    if _inflects(token, word, lexicon):
        return True
    if len(word) < _SHORTEST:
        return False
    return any(_compounded(token, start, word, lexicon) for start in _starts(token, word))


def _starts(token: str, word: str) -> Iterator[int]:
    """Give where in the token the word may begin."""
    letters = stem(word)
    at = token.find(letters)
    while at >= 0:
        yield at
        at = token.find(letters, at + 1)


def _compounded(token: str, start: int, word: str, lexicon: Lexicon) -> bool:
    before, rest = token[:start], token[start:]
    if before.endswith(_OTHER_WORD) or not _opens(before, lexicon):
        return False
    if _inflects(rest, word, lexicon):
        return True
    links = _links(word, lexicon)
    return any(rest.startswith(link) and _closes(rest[len(link) :], lexicon) for link in links)


def _opens(before: str, lexicon: Lexicon) -> bool:
    return not before or before.endswith("-") or opens_compound(lexicon, before)


def _closes(rest: str, lexicon: Lexicon) -> bool:
    return rest == "-" or (len(rest) > 2 and closes_compound(lexicon, rest.removeprefix("-")))


def _links(word: str, lexicon: Lexicon) -> set[str]:
    links = lexicon.links(word) | {word, f"{word}s"}
    return links | {word[:-1]} if word.endswith(("are", "a")) else links


def _inflects(token: str, word: str, lexicon: Lexicon) -> bool:
    forms = set(lexicon.inflected(word)) if word in lexicon else set()
    if token in forms:
        return True
    participles = {r.lemma for r in lexicon.readings(word) if r.kind is Kind.PARTICIPLE}
    if any(r.kind is Kind.PARTICIPLE and r.lemma in participles for r in lexicon.readings(token)):
        return True
    few = len(forms) <= _FEW_FORMS or word.endswith(("are", "ande", "ende"))
    return few and token in _by_ending(word)


def _by_ending(word: str) -> set[str]:
    forms = {word + ending for ending in _ENDINGS}
    for old, endings in _CHANGING.items():
        if word.endswith(old):
            forms |= {word.removesuffix(old) + ending for ending in endings}
    return forms
