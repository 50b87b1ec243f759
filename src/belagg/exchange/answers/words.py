"""Which category, missing code or body a value in somebody's file means, as far as words tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from belagg.exchange.answers.mapping import AnswerMap, Use
from belagg.study.questionnaire import Item
from belagg.study.study import Study
from belagg.study.vocabulary import Missing

_MISSING_WORDS = {
    Missing.DONT_KNOW: (
        "vet ej", "vet inte", "vet inte/ej aktuellt", "don't know", "dont know", "do not know",
        "dk", "unknown", "osäker", "kan inte svara",
    ),
    Missing.NO_ANSWER: ("inget svar", "ej svar", "ej besvarad", "svar saknas", "no answer"),
    Missing.REFUSED: ("vill inte svara", "vill ej svara", "avstår", "refused", "prefer not to say"),
    Missing.NOT_APPLICABLE: (
        "ej tillämpligt", "inte tillämpligt", "ej aktuellt", "inte aktuellt", "not applicable",
        "n/a", "n.a.",
    ),
    Missing.NOT_ASKED: ("ej ställd", "frågan ställdes inte", "not asked"),
}  # fmt: skip

MARKED = frozenset(
    {"1", "x", "y", "yes", "ja", "j", "true", "sant", "selected", "checked", "vald", "quoted"}
)
"""What stands in a column of one choice when it was chosen, case folded."""

NOT_MARKED = frozenset(
    {"0", "n", "no", "nej", "false", "falskt", "not selected", "unchecked", "not quoted", "-"}
)
"""What stands in a column of one choice when it was not chosen, case folded."""

_SEPARATORS = (";", "|", "\n", ",", " ")


def fold(text: str) -> str:
    """Give a text for comparing: case folded, single spaces, no full stop or colon at its end."""
    return " ".join(text.replace("’", "'").casefold().split()).rstrip(".:")


@dataclass(frozen=True)
class Meaning:
    """What a cell says: categories in the item's order, or a missing code, or a text of `other`.

    `unknown` are the parts of the cell that fit nothing; the others are then empty.
    """

    category: str | None = None
    missing: str | None = None
    text: str | None = None
    unknown: tuple[str, ...] = ()


class Reader:
    """Reads the values of one column of a choice item, after its mapping and the item's words."""

    def __init__(self, item: Item, use: Use, answer_map: AnswerMap) -> None:
        self.item = item
        self.use = use
        self._codes = _known_codes(item)
        self._missing = {fold(word): code.value for code, word in _missing_words()}
        self._missing |= {fold(word): code for word, code in answer_map.missing.items()}
        self._missing |= {fold(word): code for word, code in use.missing.items()}
        for word in (*self._codes, *map(fold, use.values)):
            # A category of the item itself, such as "Vet inte", wins over the word for missing.
            if word not in map(fold, use.missing):
                self._missing.pop(word, None)
        self._codes |= {fold(word): code for word, code in use.values.items()}

    def read(self, value: str) -> Meaning:
        """Say what a cell that is not empty means."""
        folded = fold(value)
        if folded in self._missing:
            return Meaning(missing=self._missing[folded])
        if folded in self._codes:
            return Meaning(category=self._codes[folded])
        if self.item.type.value == "select_multiple":
            found = self._several(value)
            if found is not None:
                return found
        if self.use.other:
            return Meaning(category="other", text=value)
        return Meaning(unknown=(value,))

    def _several(self, value: str) -> Meaning | None:
        tried = [self.use.separator] if self.use.separator else _SEPARATORS
        best: Meaning | None = None
        for separator in tried:
            parts = [part.strip() for part in value.split(separator) if part.strip()]
            if len(parts) < 2 and not self.use.separator:
                continue
            meaning = self._parts(parts)
            if not meaning.unknown:
                return meaning
            if len(meaning.unknown) < len(parts) and best is None:
                best = meaning
        return best

    def _parts(self, parts: list[str]) -> Meaning:
        codes = [self._codes.get(fold(part)) for part in parts]
        unknown = tuple(part for part, code in zip(parts, codes, strict=True) if code is None)
        chosen = {one for code in codes if code is not None for one in code.split()}
        if unknown and not (self.use.other and chosen):
            return Meaning(unknown=unknown)
        if unknown:
            chosen.add("other")
        category = " ".join(code for code in self.item.codes if code in chosen)
        return Meaning(category=category or None, text="; ".join(unknown) or None)

    def words(self) -> list[str]:
        """Give the words that a value is held against, for “did you mean”."""
        labels = [text for choice in self.item.choices for text in choice.label.values()]
        return [*labels, *self.item.codes]


def _known_codes(item: Item) -> dict[str, str]:
    labelled: dict[str, set[str]] = {}
    for choice in item.choices:
        for text in choice.label.values():
            labelled.setdefault(fold(text), set()).add(choice.code)
    # A label that two choices share says nothing.
    codes = {text: next(iter(found)) for text, found in labelled.items() if len(found) == 1}
    return codes | {fold(choice.code): choice.code for choice in item.choices}


def _missing_words() -> Iterable[tuple[Missing, str]]:
    for code in Missing:
        yield from ((code, word) for word in (code.value, code.sv, code.en))
    for code, words in _MISSING_WORDS.items():
        yield from ((code, word) for word in words)


def is_marked(value: str, use: Use, item: Item) -> bool | None:
    """Say whether a cell marks its choice; None where the cell says neither."""
    folded = fold(value)
    if folded in MARKED or (use.choice and _known_codes(item).get(folded) == use.choice):
        return True
    return False if folded in NOT_MARKED else None


class Bodies:
    """Finds the body and the person that a key means."""

    def __init__(self, study: Study, units: Mapping[str, str]) -> None:
        frame = study.tables["units"]
        spelled: dict[str, set[str]] = {}
        for unit_id, name, aliases in frame.select("unit_id", "name", "aliases").iter_rows():
            for word in (name, *(aliases or ())):
                spelled.setdefault(fold(word), set()).add(unit_id)
        ids = [str(unit_id) for unit_id in frame["unit_id"]]
        # A spreadsheet takes the zero off 01.
        numbers: dict[str, set[str]] = {}
        for unit_id in ids:
            numbers.setdefault(unit_id.lstrip("0"), set()).add(unit_id)
        self.ids = frozenset(ids)
        self.units = {
            word: next(iter(found))
            for word, found in (spelled | numbers).items()
            if len(found) == 1 and word
        }
        self.units |= {fold(unit_id): unit_id for unit_id in ids}
        self.units |= {fold(word): unit_id for word, unit_id in units.items()}
        self.names = [*study.unit_names.values(), *ids]
        self.recipients, self.unit_of = _recipients(study)

    def unit(self, value: str) -> str | None:
        """Give the unit_id that a code, name, alias or mapped spelling means."""
        return self.units.get(fold(value))

    def recipient(self, value: str) -> str | None:
        """Give the recipient_id that an id or e-mail address means."""
        return self.recipients.get(fold(value))


def _recipients(study: Study) -> tuple[dict[str, str], dict[str, str]]:
    frame = study.tables["recipients"]
    unit_of = dict(frame.select("recipient_id", "unit_id").iter_rows())
    found = {fold(recipient_id): recipient_id for recipient_id in unit_of}
    private = study.private.get("recipients")
    if private is not None:
        pairs = private.filter(pl.col("email").is_not_null()).select("email", "recipient_id")
        twice = set(pairs.filter(pl.col("email").is_duplicated())["email"])
        for email, recipient_id in pairs.iter_rows():
            if email not in twice:
                found.setdefault(fold(email), recipient_id)
    return found, unit_of


FORMULA = r"^\s*(?:[=@]|[+-]\s*\w*\(|[+-][^\n]*\|)"
"""A text that a spreadsheet might run: `=…`, `@…`, `+SUM(…)`, `-2+cmd|…`; not a bullet's dash."""
