"""Tables of evidence: documents, what they say, publications and figures taken from them."""

from belagg.study.declare import (
    Table,
    date,
    identifier,
    integer,
    number,
    required,
    text,
    word,
)
from belagg.study.vocabulary import CitedUnit, DocumentKind

EVIDENCE = "evidence"
"""Stands for the concept of a passage that no concept found: one that a grade rests on."""

DOCUMENTS = Table(
    "documents",
    "Ett dokument: organets eget eller en myndighets som många hänvisar till.",
    "A document: a body's own, or an authority's that many refer to.",
    ("document_id",),
    (
        required(identifier("document_id", "Dokumentets beteckning", "Identifier of document")),
        identifier("unit_id", "Organ; tomt för myndighets", "Body; empty: an authority's",
                   "units.unit_id"),
        required(text("title", "Titel", "Title")),
        text("publisher", "Utgivare", "Publisher"),
        word("kind", DocumentKind, "Slag", "Kind"),
        text("file", "Fil under `documents/`; tomt när den inte finns i paketet",
             "File under `documents/`; empty where the package has none"),
        text("sha256", "Filens kontrollsumma när den lästes", "Checksum of the file when read"),
        text("source_url", "Adress", "Address"),
        date("retrieved_on", "Hämtat", "Retrieved"),
        text("decided_by", "Beslutat av", "Decided by"),
        date("decided_on", "Beslutat den", "Decided on"),
        integer("pages", "Antal sidor", "Number of pages", minimum=1),
        text("registry_number", "Diarienummer", "Registry number"),
        text("note", "Anmärkning", "Note"),
    ),
)  # fmt: skip

COVERAGE = Table(
    "coverage",
    "Hur mycket ett dokument säger om ett begrepp, uppmätt.",
    "How much a document says on a concept, measured.",
    ("document_id", "concept"),
    (
        required(identifier("document_id", "Dokument", "Document", "documents.document_id")),
        required(identifier("concept", "Begrepp", "Concept")),
        required(integer("pages", "Sidor med träff", "Pages with a hit")),
        required(integer("lines", "Rader i ställen", "Lines in passages")),
        integer("words", "Ord i ställen", "Words in passages"),
        integer("passages", "Antal ställen", "Number of passages"),
        integer("first_page", "Första sida med träff", "First page with a hit", minimum=1),
    ),
)

PASSAGES = Table(
    "passages",
    "Ett ställe i ett dokument om ett begrepp.",
    "A passage of a document on a concept.",
    ("passage_id",),
    (
        required(identifier("passage_id", "Beteckning", "Identifier")),
        required(identifier("document_id", "Dokument", "Document", "documents.document_id")),
        required(identifier("concept", "Begrepp; `evidence` för ett ställe som en bedömning vilar "
                            "på", "Concept; `evidence` for a passage that a grade rests on")),
        integer("page", "Sida", "Page", minimum=1),
        integer("line", "Rad på sidan", "Line on the page", minimum=1),
        integer("start", "Första tecken i dokumentets text", "First character in the text"),
        integer("end", "Tecknet efter det sista", "The character after the last"),
        text("text", "Ordalydelse", "Wording"),
    ),
)  # fmt: skip

SOURCES = Table(
    "sources",
    "En publikation.",
    "A publication.",
    ("source_id",),
    (
        required(identifier("source_id", "Beteckning", "Identifier")),
        required(text("title", "Titel", "Title")),
        text("author", "Upphov", "Author"),
        integer("year", "År", "Year"),
        text("publisher", "Utgivare", "Publisher"),
        text("url", "Adress", "Address"),
        text("note", "Anmärkning", "Note"),
    ),
)

CITED = Table(
    "cited",
    "En uppgift hämtad ur en publikation.",
    "A figure taken from a publication.",
    ("cited_id",),
    (
        required(identifier("cited_id", "Beteckning", "Identifier")),
        required(identifier("source_id", "Källa", "Source", "sources.source_id")),
        text(
            "figure",
            "Namnet på den egna uppgift som den ersätter, till exempel `3.no.count`",
            "Name of the figure it stands for, such as `3.no.count`",
        ),
        required(number("value", "Värde", "Value")),
        required(word("unit", CitedUnit, "Enhet", "Unit")),
        integer("n", "Antal som värdet räknas på", "Number of units it is counted on"),
        text("page", "Sida i källan", "Page in the source"),
        text("label", "Vad uppgiften anger", "What the figure says"),
        text("note", "Anmärkning", "Note"),
    ),
)

TABLES = (DOCUMENTS, COVERAGE, PASSAGES, SOURCES, CITED)
