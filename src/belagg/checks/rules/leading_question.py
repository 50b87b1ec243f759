"""A question that asserts what it asks about."""

import re
from collections.abc import Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.problems import Where
from belagg.study.questionnaire import worded
from belagg.study.vocabulary import Severity

_LEADING = {
    "sv": re.compile(
        r"^(beskriv\b|på vilket sätt\b|hur (arbetar|samarbetar|samverkar|säkerställer|följer)\b"
        r"|vilka (rutiner|åtgärder|insatser|arbetssätt) (har|använder|finns)\b"
        r"|(visst|väl|naturligtvis|självklart)\b|instämmer)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(describe\b|in what way\b"
        r"|how (do|does) (you|the \w+|your \w+)( \w+)* (work|cooperate|collaborate|ensure)\b"
        r"|what (routines|measures|efforts) (do|does|are|has|have)\b|surely\b|do you agree\b)",
        re.IGNORECASE,
    ),
}


def find(subject: Subject) -> Iterator[Hit]:
    """Find items whose wording takes for granted that there is something to describe.

    An item that is put only after another's answer has been asked for is let be, and so is a
    translation: what was asked is the first language.
    """
    language = subject.study.settings.language
    pattern = _LEADING.get(language)
    if pattern is None:
        return
    for item in subject.study.items:
        wording = worded(item.label, language)
        if item.relevance is None and pattern.search(wording.strip()):
            message = _(
                "item {} may take for granted what it asks: “{}”. Ask first whether there is any"
            ).format(item.question_id, wording)
            yield Hit(Where("questionnaire", column="label"), message, item.question_id)


RULE = Rule(
    "leading-question",
    Severity.HINT,
    marked("A question does not assert what it asks"),
    marked(
        "“How do you work with …” invites a body that does nothing to describe something. This is "
        "a cautious hint; a question with a condition, which follows one that asks whether, is let "
        "be."
    ),
    bad="Hur arbetar regionen med patienter som utsatts för våld?",
    good="Har regionen ett arbetssätt för patienter som utsatts för våld? Om ja: vilket?",
    find=find,
)
