"""An item in no theme."""

from collections.abc import Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.problems import Where
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find items without a theme, where the study has themes."""
    if not subject.study.settings.themes:
        return
    for item in subject.study.items:
        if item.theme is None:
            message = _("item {} belongs to no theme").format(item.question_id)
            where = Where("questionnaire", column="belagg_theme")
            yield Hit(where, message, item.question_id)


RULE = Rule(
    "item-without-theme",
    Severity.ERROR,
    marked("Every item belongs to a theme"),
    marked(
        "What is in no theme is easily left out of the analysis, and nobody notices that a "
        "question was asked and its answers never used."
    ),
    bad="8B: belagg_theme empty",
    good="8B: belagg_theme treatment",
    find=find,
)
