"""A recode without rule, coder or rationale."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.checks.wording import some
from belagg.language import _, marked
from belagg.study.vocabulary import Layer, Severity

_NEEDED = ("rule_id", "coder", "rationale")


def find(subject: Subject) -> Iterator[Hit]:
    """Find the recodes of each item that give a category and lack a rule, a coder or a reason."""
    recodes = (pl.col("layer") == Layer.RECODED.value) & pl.col("category").is_not_null()
    lacking = pl.concat_list(
        pl.when(pl.col(name).is_null()).then(pl.lit(name)) for name in _NEEDED
    ).list.drop_nulls()
    undocumented = (
        subject.study.tables["assessments"]
        .with_row_index("index")
        .filter(recodes)
        .with_columns(lacking=lacking)
        .filter(pl.col("lacking").list.len() > 0)
        .group_by("question_id", "lacking", maintain_order=True)
        .agg("unit_id", "index")
    )
    for row in undocumented.iter_rows(named=True):
        units = [subject.unit(unit) for unit in row["unit_id"]]
        message = _("item {}: {} recoded without {}").format(
            row["question_id"], some(units), ", ".join(row["lacking"])
        )
        where = subject.study.place("assessments", row["index"][0], row["lacking"][0])
        yield Hit(where, message, row["question_id"])


RULE = Rule(
    "undocumented-recode",
    Severity.ERROR,
    marked("A recode names its rule, its coder and its reason"),
    marked(
        "Turning a text into yes, partly or no is a judgement. With its rule, coder and rationale "
        "another can make it again and come to the same; without them it is an opinion."
    ),
    bad="assessments.csv: 19, 4A, recoded, no",
    good="assessments.csv: 19, 4A, recoded, no, rule r4, coder ab, “no clinic is named”",
    find=find,
)
