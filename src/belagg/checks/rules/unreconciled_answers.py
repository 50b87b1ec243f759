"""Two recipients of one body who disagree, and nobody has reconciled them."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Layer, Missing, Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find cells whose stated answer is undetermined because recipients differ."""
    cell = ["unit_id", "question_id"]
    undetermined = subject.layers[Layer.STATED].filter(
        pl.col("missing") == Missing.UNDETERMINABLE.value
    )
    differ = (
        subject.study.tables["responses"]
        .with_row_index("index")
        .drop_nulls("category")
        .join(undetermined, on=cell, how="semi", maintain_order="left")
        .group_by(cell, maintain_order=True)
        .agg(given=pl.col("category").unique().sort(), index=pl.col("index").last())
        .filter(pl.col("given").list.len() > 1)
    )
    for row in differ.iter_rows(named=True):
        unit, question = row["unit_id"], row["question_id"]
        message = _("{}, item {}: recipients gave {} and nobody has settled which stands").format(
            subject.unit(unit), question, ", ".join(row["given"])
        )
        where = subject.study.place("responses", row["index"], "category")
        yield Hit(where, message, f"{question}/{unit}")


RULE = Rule(
    "unreconciled-answers",
    Severity.ERROR,
    marked("Recipients of one body who disagree are reconciled"),
    marked(
        "Two officials of one body may answer differently. Which answer stands is a decision, with "
        "a reason; without it the body has no answer, and whoever counts it anyway has chosen "
        "silently."
    ),
    bad="responses.csv: 19, recipient a, 4A: yes; 19, recipient b, 4A: no",
    good="assessments.csv: 19, 4A, layer stated, basis reconciliation, no, rationale …",
    find=find,
)
