"""A quotation without consent, beyond what was consented to, or taken back."""

from collections.abc import Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Consent, QuoteKind, Severity

_ENOUGH = {
    QuoteKind.VERBATIM.value: (Consent.ANONYMOUS, Consent.NAMED),
    QuoteKind.PARAPHRASE.value: (Consent.PARAPHRASE, Consent.ANONYMOUS, Consent.NAMED),
}


def find(subject: Subject) -> Iterator[Hit]:
    """Find quotes of persons without consent enough, or with a withdrawn one."""
    for index, row in subject.rows("quotes"):
        name = str(row["quote_id"])
        if row["withdrawn_at"] is not None:
            message = _("the consent to quote {} was withdrawn on {}").format(
                name, row["withdrawn_at"]
            )
            yield Hit(subject.study.place("quotes", index, "withdrawn_at"), message, name)
        elif _of_person(row) and row["consent"] not in _ENOUGH.get(str(row["kind"]), ()):
            message = _("quote {} has no consent that covers its use ({})").format(
                name, row["consent"] or _("none noted")
            )
            yield Hit(subject.study.place("quotes", index, "consent"), message, name)


def _of_person(row: dict[str, object]) -> bool:
    """A quote from a body's own answer or document is a public statement and needs no consent."""
    source = str(row["source"] or "")
    return row["speaker"] is not None or source.startswith("meeting:") or not source


RULE = Rule(
    "quote-without-consent",
    Severity.ERROR,
    marked("A person's words are used as she has agreed, and as long as she does"),
    marked(
        "Words belong to the person who said them. Consent has a scope, and may be withdrawn at "
        "any time; then the words go from every output."
    ),
    bad="quotes.csv: q4, consent internal, used in the report",
    good="quotes.csv: q4, consent anonymous, approved 2021-09-14",
    find=find,
)
