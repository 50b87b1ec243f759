"""A body counted as no that did not answer, or said something else."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.questionnaire import OTHER
from belagg.study.vocabulary import Basis, Layer, Missing, Severity

NO = "no"

_COUNTED = ("stated", "recoded")
_TOLD = (Basis.PUBLISHED.value, Basis.CALL.value)
_SILENT = (Missing.NO_ANSWER, Missing.REFUSED, Missing.DONT_KNOW, Missing.NOT_ASKED)


def find(subject: Subject) -> Iterator[Hit]:
    """Find a no on a cell with no answer, with another answer, or by mere elimination."""
    for row in _doubtful(subject).iter_rows(named=True):
        unit, question = row["unit_id"], row["question_id"]
        if row["basis"] == Basis.ELIMINATION.value:
            reason = _("is counted as no because it was nothing else")
        elif row["said"] is not None:
            reason = _("is counted as no and said {}").format(row["said"])
        else:
            reason = _("is counted as no and did not answer ({})").format(row["silent"])
        message = _("item {}: {} {}").format(question, subject.unit(unit), reason)
        where = subject.study.place("assessments", row["index"], "category")
        yield Hit(where, message, f"{question}/{unit}")


def _doubtful(subject: Subject) -> pl.DataFrame:
    decided = (
        subject.study.tables["assessments"]
        .with_row_index("index")
        .filter(pl.col("layer").is_in(_COUNTED) & (pl.col("category") == NO))
    )
    cell = ["unit_id", "question_id"]
    stated = (
        subject.layers[Layer.STATED]
        .join(decided, on=cell, how="semi")
        .select(*cell, said="category", silent="missing")
    )
    held = decided.join(stated, on=cell, how="left", maintain_order="left")
    recoded = pl.col("layer") == Layer.RECODED.value
    # Another answer than no may be recoded by a rule; a choice of the form may not.
    ruled = pl.col("rule_id").is_not_null() & pl.col("rationale").is_not_null()
    overruled = (pl.col("said") != NO) & ~((pl.col("said") == OTHER) & ruled)
    silent = pl.col("said").is_null() & pl.col("silent").is_in([code.value for code in _SILENT])
    told = pl.col("basis").is_in(_TOLD).fill_null(value=False)
    eliminated = (pl.col("basis") == Basis.ELIMINATION.value).fill_null(value=False)
    doubtful = (overruled.fill_null(value=False) | silent) & recoded & ~told
    return held.with_columns(silent=pl.col("silent").fill_null(Missing.NO_ANSWER.value)).filter(
        eliminated | doubtful.fill_null(value=False)
    )


RULE = Rule(
    "no-that-is-not-no",
    Severity.ERROR,
    marked("Only who said no is counted as no"),
    marked(
        "That a body has no guideline, does not know or did not answer is not a no. Counting it so "
        "makes a claim about the body that it has never made."
    ),
    bad="7, 24: no, basis elimination (said: no written guideline, practice varies)",
    good="7, 24: missing, undeterminable",
    find=find,
)
