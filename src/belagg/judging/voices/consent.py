"""Which quotes may be told: consent has a scope, and can be withdrawn at any time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from belagg.study.vocabulary import Consent, QuoteKind, Vocabulary


class Withheld(Vocabulary):
    """Why a quote may not be told."""

    WITHDRAWN = "withdrawn", "samtycket är återtaget", "the consent was withdrawn"
    NOT_AGREED = (
        "not_agreed",
        "den som talar har inte gått med på det",
        "the one who said it has not agreed to it",
    )
    NOT_NOTED = "not_noted", "inget samtycke är noterat", "no consent is noted"


_ENOUGH = {
    QuoteKind.VERBATIM: frozenset({Consent.ANONYMOUS, Consent.NAMED}),
    QuoteKind.PARAPHRASE: frozenset({Consent.PARAPHRASE, Consent.ANONYMOUS, Consent.NAMED}),
}


@dataclass(frozen=True, slots=True)
class Quote:
    """A row of `quotes`, as far as it matters here; `source` is `kind:id` or empty."""

    quote_id: str
    kind: QuoteKind
    text: str
    source: str = ""
    speaker: str | None = None
    attribution: str = ""
    consent: Consent | None = None
    withdrawn: bool = False

    @staticmethod
    def of(row: Mapping[str, Any]) -> "Quote":
        """Make it from a row of the table."""
        return Quote(
            str(row["quote_id"]), QuoteKind(row["kind"]), str(row["text"]),
            str(row["source"] or ""), row["speaker"], str(row["attribution"] or ""),
            Consent(row["consent"]) if row["consent"] else None,
            row["withdrawn_at"] is not None,
        )  # fmt: skip

    @property
    def of_person(self) -> bool:
        """Say whether a person's own words are in it.

        What a body said in its answer or document is a public statement and needs no consent.
        """
        return self.speaker is not None or self.source.startswith("meeting:") or not self.source


def withheld(quote: Quote) -> Withheld | None:
    """Say why a quote may not be told; None where it may."""
    if quote.withdrawn:
        return Withheld.WITHDRAWN
    if not quote.of_person:
        return None
    if quote.consent is None:
        return Withheld.NOT_NOTED
    return None if quote.consent in _ENOUGH[quote.kind] else Withheld.NOT_AGREED


def over_limit(quotes: Iterable[Quote], limit: int) -> Iterator[tuple[str, int]]:
    """Give each speaker who has more quotes than the limit, with how many, in order of speaker.

    Quotes that may not be told count too until they are taken away.
    """
    counted = Counter(quote.speaker for quote in quotes if quote.speaker is not None)
    yield from ((speaker, n) for speaker, n in sorted(counted.items()) if n > limit)
