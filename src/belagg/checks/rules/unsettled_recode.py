"""Two coders who differ, and nobody has settled it."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Layer, Missing, Round, Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find recoded and documented cells on which coders differ without adjudication."""
    rows = subject.study.tables["assessments"].with_row_index("index")
    for layer in (Layer.RECODED, Layer.DOCUMENTED):
        coded = rows.filter(pl.col("layer") == layer.value)
        for row in _differing(coded, subject.layers[layer]).iter_rows(named=True):
            unit, question = row["unit_id"], row["question_id"]
            message = _("{}, item {}: coders judged {} and nobody has settled it").format(
                subject.unit(unit), question, ", ".join(row["judged"])
            )
            where = subject.study.place("assessments", row["index"], "category")
            yield Hit(where, message, f"{question}/{unit}")


def _differing(coded: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    cell = ["unit_id", "question_id"]
    undetermined = cells.filter(pl.col("missing") == Missing.UNDETERMINABLE.value)
    adjudicated = pl.col("round").eq_missing(pl.lit(Round.ADJUDICATED.value)).any()
    return (
        coded.join(undetermined, on=cell, how="semi", maintain_order="left")
        .group_by(cell, maintain_order=True)
        .agg(
            judged=pl.coalesce("category", "value", "missing").unique(maintain_order=True),
            settled=adjudicated,
            index=pl.col("index").last(),
        )
        .filter((pl.col("judged").list.len() > 1) & ~pl.col("settled"))
    )


RULE = Rule(
    "unsettled-recode",
    Severity.ERROR,
    marked("Coders who differ are settled"),
    marked(
        "Where two coders read the same answer differently the value is undetermined until a third "
        "decision settles it. Publishing either of the two would hide that the rule is unclear."
    ),
    bad="4A, 19: coder a, first: yes; coder b, second: no",
    good="4A, 19: adjudicated: no, rationale: the clinic is not specialised",
    find=find,
)
