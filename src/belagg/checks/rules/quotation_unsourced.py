"""Words between quotation marks that nothing in the study holds."""

import re
from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.study import Study
from belagg.study.vocabulary import Severity

_QUOTED = re.compile(r"[”“\"»]([^”“\"»«]+)[”“\"«]")
_NAMES_IT = re.compile(
    r"\b(?:begrepp|uttryck|ord|rapport|bok|artikel|skrift|vägledning|betänkande|utredning|projekt"
    r"|kampanj|rubrik|titel|term|concept|report|book|article|guide|project|campaign|title)\w*\s+$",
    re.IGNORECASE,
)
"""What is called by the words between quotation marks has not said them."""

_LEAST_WORDS = 4
"""Fewer words between quotation marks are a word that is spoken of, or a title."""

_SOURCES = {
    "responses": ("text", "value"),
    "quotes": ("text",),
    "claims": ("claim", "quote"),
    "passages": ("text",),
    "meetings": ("summary",),
    "documents": ("title",),
    "sources": ("title",),
    "legal_rules": ("text",),
    "follow_ups": ("text",),
    "codebook": ("when", "example", "counter_example"),
    "glossary": ("term", "preferred", "definition"),
    "recommendations": ("title",),
    "clauses": ("text",),
}


def find(subject: Subject) -> Iterator[Hit]:
    """Find quotations in the text, of four words or more, that no table and no item holds."""
    quotations = [
        (whole, match)
        for whole in subject.prose
        for match in _QUOTED.finditer(whole.passage.text)
        if len(match[1].split()) >= _LEAST_WORDS
        and not _NAMES_IT.search(whole.passage.text, max(0, match.start() - 30), match.start())
    ]
    if not quotations:
        return
    texts = _texts(subject.study)
    for whole, match in quotations:
        words = _plain(match[1])
        if not texts.str.contains(words, literal=True).any():
            message = _("nothing in the study holds the words “{}”").format(match[1].strip())
            yield Hit(whole.passage.place(match.start()), message, whole.subject)


def _texts(study: Study) -> pl.Series:
    """Give every text that may be quoted, plain as `_plain` makes it."""
    columns = [study.tables[table][column] for table, names in _SOURCES.items() for column in names]
    if "meetings" in study.private:
        columns.append(study.private["meetings"]["record"])
    written = [
        text
        for item in study.questionnaire.items
        for wording in (item.label, item.hint, *(choice.label for choice in item.choices))
        for text in wording.values()
    ]
    every = pl.concat([pl.Series(written, dtype=pl.String), *(c.alias("") for c in columns)])
    return (
        every.drop_nulls()
        .str.to_lowercase()
        .str.replace_all("[”“\"’‘'»«]", "")
        .str.replace_all("…", "...", literal=True)
        .str.replace_all(r"\s+", " ")
    )


def _plain(text: str) -> str:
    text = re.sub("[’‘']", "", text).replace("…", "...")
    return " ".join(text.casefold().split()).strip(" .,")


RULE = Rule(
    "quotation-unsourced",
    Severity.WARNING,
    marked("Words between quotation marks stand in a source"),
    marked(
        "Quotation marks promise that somebody said just this. The words must stand in an answer, "
        "a document, a quotation of the study or a question; the authors' own belong in the text."
    ),
    bad="Regionen svarar att ”vi visste inte tillräckligt då”.",
    good="Regionen svarar att ”för lite var känt”. (responses.csv: … för lite var känt …)",
    find=find,
)
