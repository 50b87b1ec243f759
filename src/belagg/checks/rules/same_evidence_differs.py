"""The same evidence coded differently for two bodies."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.checks.wording import some
from belagg.language import _, marked
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find decisions with equal evidence on one item and layer that give different categories."""
    decided = pl.col("evidence").is_not_null() & pl.col("category").is_not_null()
    words = pl.col("evidence").str.to_lowercase().str.replace_all(r"\s+", " ")
    alike = (
        subject.study.tables["assessments"]
        .with_row_index("index")
        .filter(decided)
        .with_columns(words=words.str.strip_chars(" ."))
        .group_by("layer", "question_id", "words", maintain_order=True)
        .agg("unit_id", "category", pl.col("evidence").first(), pl.col("index").last())
        .filter((pl.col("category").list.n_unique() > 1) & (pl.col("unit_id").list.n_unique() > 1))
    )
    for row in alike.iter_rows(named=True):
        by_category: dict[str, list[str]] = {}
        for unit, category in zip(row["unit_id"], row["category"], strict=True):
            by_category.setdefault(category, []).append(subject.unit(unit))
        said = "; ".join(f"{some(units)}: {code}" for code, units in sorted(by_category.items()))
        message = _("item {}: the same evidence (“{}”) is coded differently: {}").format(
            row["question_id"], row["evidence"], said
        )
        name = f"{row['question_id']}/{'+'.join(sorted(set(row['unit_id'])))}"
        yield Hit(subject.study.place("assessments", row["index"], "category"), message, name)


RULE = Rule(
    "same-evidence-differs",
    Severity.ERROR,
    marked("The same evidence is coded the same"),
    marked(
        "If one body is counted as yes because it has a certain service, another with the same "
        "service cannot be counted as partly. Either the rule is applied unevenly, or something "
        "more was known and should stand among the evidence."
    ),
    bad="17: “Barnahus” → yes; 18: “Barnahus” → partly",
    good="17: “Barnahus” → partly; 18: “Barnahus” → partly",
    find=find,
)
