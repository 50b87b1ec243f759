"""A verbatim quotation that is not what its source says."""

from collections.abc import Iterator, Mapping

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.judging.voices.omissions import stands_in
from belagg.language import _, marked
from belagg.study.study import Study
from belagg.study.vocabulary import QuoteKind, Severity

_TEXTS = {"response": ("responses", "response_id", "text"),
          "meeting": ("meetings", "meeting_id", "record"),
          "document": ("passages", "document_id", "text")}  # fmt: skip
"""Where the words of a kind of source stand: table, key, column."""


def find(subject: Subject) -> Iterator[Hit]:
    """Find verbatim quotes whose source is missing, or does not hold their words."""
    quotes = subject.study.tables["quotes"]
    verbatim = pl.col("kind") == QuoteKind.VERBATIM.value
    texts = _texts(subject.study, quotes.filter(verbatim)["source"])
    for index, row in subject.rows("quotes", verbatim):
        name = str(row["quote_id"])
        where = subject.study.place("quotes", index, "text")
        if row["source"] is None:
            yield Hit(where, _("quote {} is verbatim and names no source").format(name), name)
        elif not _holds(texts, str(row["source"]), str(row["text"])):
            message = _("quote {} is not what {} says").format(name, row["source"])
            yield Hit(where, message, name)
    yield from _claims(subject)


def _claims(subject: Subject) -> Iterator[Hit]:
    quoted = pl.col("quote").is_not_null() & pl.col("document_id").is_not_null()
    claims = subject.study.tables["claims"].filter(quoted)
    texts = _texts(subject.study, claims.select("document:" + pl.col("document_id")).to_series())
    for index, row in subject.rows("claims", quoted):
        if not _holds(texts, f"document:{row['document_id']}", str(row["quote"])):
            message = _("claim {} quotes words that no passage of {} holds").format(
                row["claim_id"], row["document_id"]
            )
            where = subject.study.place("claims", index, "quote")
            yield Hit(where, message, str(row["claim_id"]))


def _texts(study: Study, sources: pl.Series) -> dict[str, list[str]]:
    """Give the words of each source that the study holds; a source that it lacks has no words.

    What is private may be left out of a study, and a document may not have been read; neither is
    then among the texts.
    """
    found: dict[str, list[str]] = {}
    parted = sources.drop_nulls().str.split_exact(":", 1)
    for kind, (table, key, column) in _TEXTS.items():
        ids = parted.struct.field("field_1").filter(parted.struct.field("field_0") == kind)
        home = study.private if column == "record" else study.tables
        if not len(ids) or table not in home:
            continue
        if kind == "response":
            found |= {f"{kind}:{identifier}": [] for identifier in ids}
        rows = home[table].filter(pl.col(key).is_in(ids.implode())).select(key, column)
        for identifier, text in rows.iter_rows():
            found.setdefault(f"{kind}:{identifier}", []).append(_plain(text or ""))
    return found


def _holds(texts: Mapping[str, list[str]], source: str, quoted: str) -> bool:
    """Say whether a source has the words, or is not at hand; a passage may be a part of them."""
    if source not in texts:
        return True
    words = _plain(quoted)
    partly = source.startswith("document:")
    return any(
        stands_in(words, text) or (partly and text and text in words) for text in texts[source]
    )


def _plain(text: str) -> str:
    text = text.replace("\u00a0", " ").replace("…", "...")
    for mark in "”“\"’‘'»«":
        text = text.replace(mark, "")
    return " ".join(text.split()).strip(" .")


RULE = Rule(
    "quote-differs",
    Severity.ERROR,
    marked("A quotation is what the source says"),
    marked(
        "Words within quotation marks are somebody's own. If they have been changed, they are not "
        "a quotation but a paraphrase, and must be marked as one."
    ),
    bad="q4 “vi har inga rutiner”; response r17: “vi saknar skriftliga rutiner”",
    good="q4 “vi saknar skriftliga rutiner”; response r17: “… vi saknar skriftliga rutiner …”",
    find=find,
)
