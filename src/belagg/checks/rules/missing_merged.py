"""Those who did not answer are counted with those who said no."""

import re
from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Severity

_MERGED = {
    "sv": re.compile(
        r"\b(?:ing(?:en|et|a)|inte|nej|saknar|saknas)\b[^.;:]*\beller\b[^.;:]*"
        r"\b(?:(?:inte|ej) (?:har )?(?:be)?svara(?:t|de|d|r)|har (?:inte|ej) (?:be)?svarat"
        r"|obesvarad\w*|svar saknas|inget svar|inte lämnat (?:något )?svar)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:no|none|not|lacks?)\b[^.;:]*\bor\b[^.;:]*"
        r"\b(?:not answered|(?:did|do|does|have|has) not (?:answer|respond)\w*|gave no answer"
        r"|unanswered)\b",
        re.IGNORECASE,
    ),
}


def find(subject: Subject) -> Iterator[Hit]:
    """Find sentences that join the two, and counts of a no that are both together."""
    for sentence in subject.sentences:
        if not sentence.holds("eller", " or "):
            continue
        pattern = _MERGED.get(sentence.language)
        match = pattern.search(sentence.text) if pattern else None
        if match:
            message = _("“{}”: no and no answer are said as one").format(match[0])
            yield Hit(sentence.place(match.start()), message, sentence.subject)
    counted = pl.col("measure").str.ends_with(".count") & pl.col("value").is_not_null()
    for index, row in subject.rows("findings", counted):
        measure = str(row["measure"])
        figure = subject.figures.get(measure)
        missing = subject.figures.get(measure.rsplit(".", 2)[0] + ".missing.count")
        if figure is None or missing is None:
            continue
        if not isinstance(figure.value, int) or not isinstance(missing.value, int):
            continue
        if missing.value and row["value"] == figure.value + missing.value:
            message = _("finding {} says {:g}: {} is {}, and {} did not answer").format(
                row["finding_id"], row["value"], measure, figure.value, missing.value
            )
            name = str(row["finding_id"])
            yield Hit(subject.study.place("findings", index, "value"), message, name)


RULE = Rule(
    "missing-merged",
    Severity.WARNING,
    marked("No answer is never counted with no"),
    marked(
        "A body that did not answer has not said no. Said together the two make a number that "
        "nobody can take apart, and the reader takes it for a no."
    ),
    bad="I övriga regioner görs ingen polisanmälan, eller är frågan inte besvarad.",
    good="{{ 10.no.count | Words | noun }} gör ingen polisanmälan; "
    "{{ 10.missing.count | words }} har inte besvarat frågan.",
    find=find,
)
