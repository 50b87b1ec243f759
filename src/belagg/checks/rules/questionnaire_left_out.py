"""Something in the questionnaire's file that the study does not hold."""

from collections.abc import Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import marked
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find what reading the questionnaire has kept out."""
    for left in subject.study.left:
        yield Hit(left.where, f"{left.what}: {left.reason}", left.what)


RULE = Rule(
    "questionnaire-left-out",
    Severity.WARNING,
    marked("All that stands in the questionnaire is part of the study"),
    marked(
        "A condition, a language or an item that the study cannot hold is kept out, and the "
        "questionnaire that is published is then not the one that was asked."
    ),
    bad="relevant: ${q6} + ${q7} > 10",
    good="relevant: ${q6} > 10 or ${q7} > 10",
    find=find,
)
