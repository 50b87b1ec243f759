"""A quotation without consent, beyond what was consented to, or taken back."""

from collections.abc import Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.judging.voices.consent import Quote, Withheld, withheld
from belagg.language import _, marked
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find quotes of persons without consent enough, or with a withdrawn one."""
    for index, row in subject.rows("quotes"):
        name = str(row["quote_id"])
        match withheld(Quote.of(row)):
            case None:
                continue
            case Withheld.WITHDRAWN:
                message = _("the consent to quote {} was withdrawn on {}").format(
                    name, row["withdrawn_at"]
                )
                yield Hit(subject.study.place("quotes", index, "withdrawn_at"), message, name)
            case _:
                message = _("quote {} has no consent that covers its use ({})").format(
                    name, row["consent"] or _("none noted")
                )
                yield Hit(subject.study.place("quotes", index, "consent"), message, name)


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
