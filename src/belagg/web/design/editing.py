"""Changes of a questionnaire, item by item; every function gives a new questionnaire."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from belagg.study.expression import Expression
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.questionnaire import Choice, Item, Questionnaire
from belagg.study.xlsform.conditions import parse_condition


def with_item(form: Questionnaire, item: Item, old_id: str | None) -> Questionnaire:
    """Put an item in the place of the one called `old_id`, or last; StudyError where its id or
    name is another's."""  # fmt: skip
    others = [i for i in form.items if i.question_id != old_id]
    taken = next(
        (i for i in others if i.question_id == item.question_id or i.name == item.name), None
    )
    if taken is not None:
        message = _("“{}” is taken by another item").format(item.question_id)
        raise StudyError([Problem("duplicate", message, Where(column="question_id"))])
    if old_id is None:
        return replace(form, items=(*form.items, item))
    return replace(form, items=tuple(item if i.question_id == old_id else i for i in form.items))


def without_item(form: Questionnaire, question_id: str) -> Questionnaire:
    """Take an item away; StudyError where the condition of another names it."""
    item = form.item(question_id)
    asks = [
        i.question_id for i in form.items
        if i.relevance is not None and f"${{{item.name}}}" in i.relevance.text
    ]  # fmt: skip
    if asks:
        message = _("the condition of {} asks for it").format(", ".join(asks))
        raise StudyError([Problem("in-condition", message, Where("questionnaire"), question_id)])
    return replace(form, items=tuple(i for i in form.items if i.question_id != question_id))


def moved(form: Questionnaire, question_id: str, steps: int) -> Questionnaire:
    """Move an item up (negative) or down among its neighbours; at the ends it stays."""
    items = list(form.items)
    at = next(n for n, item in enumerate(items) if item.question_id == question_id)
    to = min(max(at + steps, 0), len(items) - 1)
    items.insert(to, items.pop(at))
    return replace(form, items=tuple(items))


def condition_of(text: str) -> Expression | None:
    """Read a condition as a person writes it; StudyError where it does not hold."""
    if not text.strip():
        return None
    found = parse_condition(text.strip())
    if isinstance(found, Expression):
        return found
    message = _("“{}” is not a condition the questionnaire can hold, such as {}").format(
        text.strip(), "${q4A} = 'yes'"
    )
    raise StudyError([Problem("bad-condition", message, Where(column="relevance"))])


def choices_of(text: str, languages: Sequence[str]) -> tuple[Choice, ...]:
    """Read choices from lines of `code | label | label …`, labels in the order of `languages`."""
    choices = []
    for number, line in enumerate(text.splitlines(), start=1):
        parts = [part.strip() for part in line.split("|")]
        if parts == [""]:
            continue
        labels = dict(zip(languages, (p for p in parts[1:]), strict=False))
        if len(parts) < 2 or not all(parts):
            message = _("line {}: “{}” is not a code and a label with | between them").format(
                number, line
            )
            raise StudyError([Problem("bad-choice", message, Where(column="choices"))])
        choices.append(Choice(parts[0], labels))
    return tuple(choices)


def choices_text(item: Item, languages: Sequence[str]) -> str:
    """Write choices as `choices_of` reads them."""
    return "\n".join(
        " | ".join([choice.code, *(choice.label.get(language, "") for language in languages)])
        for choice in item.choices
    )
