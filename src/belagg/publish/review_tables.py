"""What a review found, as the tables `coverage` and `passages` of a study."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from belagg.documents.review import Review, Reviewed
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.tables.evidence import EVIDENCE
from belagg.study.typing_cells import empty_frame


def with_review(study: Study, review: Review) -> Study:
    """Give the study with the coverage and passages of the documents that were reviewed.

    Their checksums and numbers of pages are set too. What the tables say of other documents
    stays, and so do passages that a grade rests on; a document without a row in `documents`, or
    one that could not be read, changes nothing.
    """
    reviewed = {
        d.source.document_id: d for d in review.documents if d.source.document_id and d.measured
    }
    tables = dict(study.tables)
    for name, rows in (
        ("coverage", [r for d in reviewed.values() for r in coverage_rows(d)]),
        ("passages", [r for d in reviewed.values() for r in passage_rows(d)]),
    ):
        other = ~pl.col("document_id").is_in(list(reviewed)) | (pl.col("concept") == EVIDENCE)
        old = tables[name].filter(other)
        new = pl.DataFrame(rows, schema=empty_frame(TABLES[name].columns).schema)
        tables[name] = pl.concat([old, new]).sort(TABLES[name].key)
    tables["documents"] = _with_pages(tables["documents"], reviewed)
    return replace(study, tables=tables)


def _with_pages(documents: pl.DataFrame, reviewed: Mapping[str, Reviewed]) -> pl.DataFrame:
    pages = {name: document.pages for name, document in reviewed.items() if document.pages}
    hashes = {name: document.sha256 for name, document in reviewed.items()}
    known, key = documents.schema, pl.col("document_id")
    return documents.with_columns(
        key.replace_strict(hashes, default=pl.col("sha256"), return_dtype=known["sha256"])
        .alias("sha256"),
        key.replace_strict(pages, default=pl.col("pages"), return_dtype=known["pages"])
        .alias("pages"),
    )  # fmt: skip


def coverage_rows(document: Reviewed) -> list[Mapping[str, object]]:
    """Give the rows of `coverage` of a document: none where it could not be read."""
    if document.measured is None:
        return []
    return [
        {
            "document_id": document.source.document_id,
            "concept": found.concept,
            "pages": found.pages,
            "lines": found.lines,
            "words": found.words,
            "passages": found.passages,
            "first_page": found.first_page or None,
        }
        for found in document.measured.coverage
    ]


def passage_rows(document: Reviewed) -> list[Mapping[str, object]]:
    """Give the rows of `passages` of a document: none where it could not be read."""
    if document.measured is None:
        return []
    name = document.source.document_id
    return [
        {
            "passage_id": f"{name}-{number}",
            "document_id": name,
            "concept": passage.concept,
            "page": passage.page or None,
            "line": passage.line or None,
            "start": passage.start,
            "end": passage.end,
            "text": passage.text,
        }
        for number, passage in enumerate(document.measured.passages, 1)
    ]
