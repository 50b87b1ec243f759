"""A quotation that does not say who speaks."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find quotes without an attribution."""
    for index, row in subject.rows("quotes", pl.col("attribution").is_null()):
        name = str(row["quote_id"])
        message = _("quote {} does not say who speaks").format(name)
        yield Hit(subject.study.place("quotes", index, "attribution"), message, name)


RULE = Rule(
    "quote-without-attribution",
    Severity.ERROR,
    marked("A quotation says who speaks"),
    marked(
        "A reader must know whether it is a body, a professional, a person with own experience or "
        "the authors themselves who speak. It need not be a name."
    ),
    bad="quotes.csv: q4, attribution empty",
    good="quotes.csv: q4, attribution “A coordinator”",
    find=find,
)
