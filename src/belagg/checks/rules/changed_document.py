"""A document whose file has changed since it was read."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find documents whose file does not have the checksum that was noted."""
    files = subject.study.files
    listed = pl.col("file").is_not_null() & pl.col("sha256").is_not_null()
    for index, row in subject.rows("documents", listed):
        path = f"documents/{str(row['file']).removeprefix('documents/')}"
        if path in files and files[path].sha256 != str(row["sha256"]).lower():
            message = _("document {} has changed since it was read: {} now has checksum {}").format(
                row["document_id"], path, files[path].sha256
            )
            where = subject.study.place("documents", index, "sha256")
            yield Hit(where, message, str(row["document_id"]))


RULE = Rule(
    "changed-document",
    Severity.ERROR,
    marked("A document is the one that was read"),
    marked(
        "Grades and quotations hold for the version that was read. If the file has changed they "
        "must be looked at again."
    ),
    bad="documents.csv: sha256 3f…; the file has 9c…",
    good="documents.csv: sha256 9c…; the file has 9c…",
    find=find,
)
