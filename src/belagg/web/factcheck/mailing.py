"""What is mailed about a fact check, to those who answered for each body, in their language."""

from collections.abc import Iterable

from belagg.study.vocabulary import Purpose
from belagg.web.factcheck.models import FactCheck
from belagg.web.fieldwork.answerers import answerers
from belagg.web.fieldwork.default_texts import text_of
from belagg.web.fieldwork.models import Reach
from belagg.web.fieldwork.outbox import enqueue


def write_to(check: FactCheck, units: Iterable[str], text: str) -> int:
    """Put a mail with one of the texts (`fact-check`, …) in the outbox for each body.

    Give how many mails there are; nobody gets the same text of the same check twice.
    """
    asked = answerers(check.project)
    reaches = Reach.objects.filter(project=check.project).exclude(language="")
    languages = dict(reaches.values_list("recipient_id", "language"))
    words = {language: text_of(text, language) for language in ("sv", "en")}
    count = 0
    for unit in units:
        for recipient in asked.get(unit, ()):
            subject, body = words["en" if languages.get(recipient) == "en" else "sv"]
            enqueue(
                check.project, recipient, step=f"{text}-{check.number}",
                purpose=Purpose.FACT_CHECK, subject=subject,
                body=body.replace("{answer_by}", check.ends.isoformat()),
            )  # fmt: skip
            count += 1
    return count
