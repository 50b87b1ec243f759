"""A recommendation, or a clause of it, that no finding supports."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find clauses without a row in `supports`, and recommendations without a clause.

    A clause that goes on from an earlier wave may rest on a finding of that wave.
    """
    tables = subject.study.tables
    waves = (subject.study, *subject.study.waves.values())
    supported = [clause for wave in waves for clause in wave.tables["supports"]["clause_id"]]
    for index, row in subject.rows("clauses", ~pl.col("clause_id").is_in(supported)):
        message = _("clause {} rests on no finding: “{}”").format(row["clause_id"], row["text"])
        where = subject.study.place("clauses", index, "clause_id")
        yield Hit(where, message, str(row["clause_id"]))
    claused = tables["clauses"]["recommendation_id"].to_list()
    bare = ~pl.col("recommendation_id").is_in(claused)
    for index, row in subject.rows("recommendations", bare):
        name = str(row["recommendation_id"])
        message = _("recommendation {} has no clause, so nothing can support it").format(name)
        yield Hit(subject.study.place("recommendations", index, "recommendation_id"), message, name)


RULE = Rule(
    "unsupported-clause",
    Severity.ERROR,
    marked("Every clause of a recommendation rests on a finding"),
    marked(
        "A recommendation that nothing in the study supports may be right, but the study is not "
        "the reason for it, and a reader who asks why gets no answer."
    ),
    bad="r9.2 “whatever the relation to the perpetrator”: no row in supports.csv",
    good="supports.csv: r9.2, f14",
    find=find,
)
