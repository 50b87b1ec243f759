"""What a contact plan begins with: its steps, and their texts in `texts/LANGUAGE/STEP.md`.

A text has its subject as heading. Texts name functions and never persons; the fields in braces are
filled in for each recipient.
"""

from dataclasses import dataclass
from importlib.resources import files

from belagg.study.vocabulary import Channel, Purpose


@dataclass(frozen=True)
class DefaultStep:
    """A step as it is proposed: how many workdays after the first, and to whom."""

    key: str
    purpose: Purpose
    channel: Channel
    workdays: int
    only_unanswered: bool = True


STEPS = (
    DefaultStep("invitation", Purpose.INVITATION, Channel.EMAIL, 0, only_unanswered=False),
    DefaultStep("reminder-1", Purpose.REMINDER, Channel.EMAIL, 14),
    DefaultStep("reminder-2", Purpose.REMINDER, Channel.EMAIL, 24),
    DefaultStep("call", Purpose.REMINDER, Channel.PHONE, 28),
    DefaultStep("registry", Purpose.REMINDER, Channel.EMAIL, 35),
    DefaultStep("escalation", Purpose.REMINDER, Channel.POST, 42),
)
"""The plan proposed: the model case's invitation, reminders by mail and phone, and the registry;
at last a letter to the management."""


def text_of(key: str, language: str) -> tuple[str, str]:
    """Give the subject and the text of a step, in `sv` or `en`."""
    path = files("belagg.web.fieldwork") / "texts" / language / f"{key}.md"
    subject, _blank, body = path.read_text(encoding="utf-8").partition("\n\n")
    return subject.removeprefix("# "), body
