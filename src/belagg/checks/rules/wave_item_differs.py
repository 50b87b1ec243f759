"""An item said to be the same as in the last wave that does not read the same."""

from collections.abc import Iterator, Mapping

from belagg.analysis.waves.compared import counterparts
from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.problems import Where
from belagg.study.questionnaire import Item
from belagg.study.vocabulary import Comparability, Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find items marked as the same whose wording, type or choices differ."""
    earlier = subject.study.last_wave
    if earlier is None:
        return
    for pair in counterparts(subject.study, earlier):
        item, before = pair.item, pair.earlier
        if item is None or before is None or pair.verdict is not Comparability.SAME:
            continue
        differing = _differing(item, before)
        if differing:
            message = _("item {} is marked as the same as in the last wave, but differs in: {}")
            yield Hit(
                Where("questionnaire", column="belagg_comparability"),
                message.format(item.question_id, ", ".join(differing)),
                item.question_id,
            )


def _differing(item: Item, before: Item) -> list[str]:
    parts = {
        _("type"): item.type is not before.type,
        _("wording"): _differ(item.label, before.label),
        _("hint"): _differ(item.hint, before.hint),
        _("choices"): item.codes != before.codes
        or any(
            _differ(one.label, other.label)
            for one, other in zip(item.choices, before.choices, strict=False)
        ),
    }
    return [name for name, differs in parts.items() if differs]


def _differ(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Say whether two texts differ in a language that both have."""
    return any(one[language] != other[language] for language in one.keys() & other.keys())


RULE = Rule(
    "wave-item-differs",
    Severity.ERROR,
    marked("An item marked as the same reads the same"),
    marked(
        "Answers are held against those of the last wave where an item is the same. When its words "
        "or choices have changed, say so and give the reason: changed where it can still be "
        "compared, broken where it cannot."
    ),
    bad="4A: belagg_comparability same; last wave: “Finns en mottagning?”, now: “Finns vård?”",
    good="4A: belagg_comparability broken, belagg_reason “Mottagning har blivit vård.”",
    find=find,
)
