"""A cited figure that the study's own data contradict."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find rows of `cited` that stand for a figure which the data give another value."""
    for index, row in subject.rows("cited", pl.col("figure").is_not_null()):
        figure = subject.figures.get(str(row["figure"]))
        if figure is None or not isinstance(figure.value, int | float):
            continue
        value = float(str(row["value"]))
        if not figure.cited_id and abs(figure.value - value) >= 0.5:
            message = _("{} is cited as {:g}; the data give {:g}").format(
                row["figure"], value, figure.value
            )
            where = subject.study.place("cited", index, "value")
            yield Hit(where, message, str(row["cited_id"]))


RULE = Rule(
    "cited-differs",
    Severity.ERROR,
    marked("A cited figure agrees with the data behind it"),
    marked(
        "Where a publication's figure and the rows behind it are both at hand they must agree, or "
        "the report must say why they do not."
    ),
    bad="cited.csv: 4A.no.count 12; the data have 13 units",
    good="cited.csv: 4A.no.count 13",
    find=find,
)
