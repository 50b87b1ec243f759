"""A quote that tells the speaker's age, place, service or a date."""

from collections.abc import Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.judging.voices.consent import Quote
from belagg.judging.voices.recognisable import known_names, recognisable
from belagg.language import _, marked, spoken_language
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find details by which a person quoted without her name can be recognised."""
    rows = list(subject.rows("quotes"))
    if not rows:
        return
    places = {str(row["quote_id"]): index for index, row in rows}
    known = known_names(subject.study)
    for speaker in recognisable((Quote.of(row) for _index, row in rows), known):
        for quote_id, found in speaker.told:
            details = ", ".join(
                f"{trace.detail.label(spoken_language())}: {trace.words}" for trace in found
            )
            message = _("quote {} tells what its speaker can be recognised by ({})").format(
                quote_id, details
            )
            yield Hit(subject.study.place("quotes", places[quote_id], "text"), message, quote_id)


RULE = Rule(
    "speaker-details",
    Severity.WARNING,
    marked("A quotation tells nothing by which its speaker can be recognised"),
    marked(
        "An age, a place, the name of a service and a date are together enough for people who know "
        "her, and for him who exposed her. They go, and what was left out is marked; only who "
        "speaks in an office is named. The lists and patterns find what is written out in "
        "Swedish; they are no substitute for somebody who knows the circumstances."
    ),
    bad="quotes.csv: q4, “jag var 17 år när jag kom till Påhittade mottagningen”",
    good="quotes.csv: q4, “jag var ung när jag kom till […]”",
    find=find,
)
