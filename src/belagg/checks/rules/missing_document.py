"""A document whose file is listed and not in the package."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.problems import nearest
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find documents with a file that is not under `documents/`."""
    files = [p.removeprefix("documents/") for p in subject.study.files]
    for index, row in subject.rows("documents", pl.col("file").is_not_null()):
        file = str(row["file"]).removeprefix("documents/")
        if file in files:
            continue
        message = _("document {}: the file {} is not in documents/").format(
            row["document_id"], file
        )
        if near := nearest(file, files):
            message += _(". Did you mean “{}”?").format(near)
        where = subject.study.place("documents", index, "file")
        yield Hit(where, message, str(row["document_id"]))


RULE = Rule(
    "missing-document",
    Severity.ERROR,
    marked("A document that is listed is there"),
    marked("A reader who wants to see the evidence must find it where the list says it lies."),
    bad="documents.csv: file plan.pdf; documents/ is empty",
    good="documents.csv: file plan.pdf; documents/plan.pdf",
    find=find,
)
