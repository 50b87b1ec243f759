"""An item that names one of the last wave without saying whether the two can be compared."""

from collections.abc import Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.problems import Where, nearest
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find items whose counterpart is not in the last wave, or on which nobody has decided."""
    earlier = subject.study.last_wave
    if earlier is None:
        return
    before = {item.question_id for item in earlier.items}
    for item in subject.study.items:
        if item.same_as and item.same_as not in before:
            message = _("item {} names “{}”, which the last wave did not ask").format(
                item.question_id, item.same_as
            )
            if near := nearest(item.same_as, before):
                message += " " + _("(nearest: {})").format(near)
            yield Hit(Where("questionnaire", column="belagg_same_as"), message, item.question_id)
        elif item.same_as and item.comparability is None:
            message = _("say of item {} whether it is same, changed or broken; it is not compared")
            yield Hit(
                Where("questionnaire", column="belagg_comparability"),
                message.format(item.question_id),
                item.question_id,
            )


RULE = Rule(
    "wave-item-unjudged",
    Severity.WARNING,
    marked("Somebody has said whether an item can be compared with the last wave"),
    marked(
        "A change is shown only where it may be compared, and that is for a person to judge: the "
        "same words may ask for something else when the law or the services have changed."
    ),
    bad="4A: belagg_same_as 4A",
    good="4A: belagg_same_as 4A, belagg_comparability same",
    find=find,
)
