"""An item that was asked and whose result is told nowhere."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.checks.sections import told_in_text
from belagg.language import _, marked
from belagg.manuscript.uses import UseKind
from belagg.study.problems import Where
from belagg.study.vocabulary import Severity

_ASKING = "question"
"""The block that shows how an item was put, and not what was answered."""


def find(subject: Subject) -> Iterator[Hit]:
    """Find items of which no figure, chart, map, table, finding or text tells the result.

    While there is no text at all the report is yet to be written, and nothing is missing from it.
    """
    if not any(composed.manuscript.files for composed in subject.manuscripts):
        return
    told = {*_shown(subject), *_found(subject), *told_in_text(subject)}
    for item in subject.study.items:
        if item.question_id not in told:
            message = _("item {} was asked, and its result is told nowhere").format(
                item.question_id
            )
            yield Hit(Where("questionnaire", column="label"), message, item.question_id)


def _shown(subject: Subject) -> Iterator[str]:
    claimed = subject.study.tables["claims"]["question_id"].drop_nulls().unique().to_list()
    for composed in subject.manuscripts:
        for use in composed.uses:
            match use.kind:
                case UseKind.FIGURE if figure := subject.figures.get(use.name):
                    yield figure.question_id
                case UseKind.ITEM if use.block != _ASKING:
                    yield use.name
                case UseKind.TABLE if use.name == "claims":
                    yield from claimed


def _found(subject: Subject) -> Iterator[str]:
    tables = subject.study.tables
    claims = dict(tables["claims"].select("claim_id", "question_id").iter_rows())
    ground = tables["findings"]["rests_on"].explode(empty_as_null=False).drop_nulls()
    answers = ground.filter(ground.str.starts_with("response:")).str.strip_prefix("response:")
    for reference in ground:
        kind, _colon, name = reference.partition(":")
        if kind == "figure" and (figure := subject.figures.get(name)):
            yield figure.question_id
        elif kind == "claim":
            yield claims.get(name) or ""
    among = pl.col("response_id").is_in(answers.implode())
    yield from tables["responses"].filter(among)["question_id"]


RULE = Rule(
    "item-unreported",
    Severity.ERROR,
    marked("What was asked is reported"),
    marked(
        "Bodies took the trouble to answer, and readers who see the questionnaire ask what came of "
        "the question. A result left out looks like a result hidden. Showing how the question was "
        "put is not reporting it."
    ),
    bad="::: question 6B",
    good="::: question 6B … ::: chart 6B",
    find=find,
)
