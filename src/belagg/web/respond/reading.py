"""What a browser sent for an item, as an answer; what does not fit is said at the field."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from belagg.study.questionnaire import Item, ItemType
from belagg.study.sheets import clean
from belagg.web.respond.answers import OTHER_BODY, REASONS, Given

MAX_TEXT = 50_000
"""The longest text that an answer may be."""

_PATTERNS = {
    ItemType.INTEGER: r"-?\d{1,15}",
    ItemType.DECIMAL: r"-?\d{1,15}([.,]\d{1,10})?",
    ItemType.DATE: r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
}


class NotAnAnswerError(Exception):
    """What was sent cannot be an answer to the item; the message is for the one who sent it."""


def given_in(item: Item, sent: Mapping[str, list[str]]) -> Given:
    """Read the fields of an item: `ID` (choices or value), `ID.text`, `ID.missing`.

    A reason for no answer counts alone. NotAnAnswerError where a field does not fit.
    """
    name = item.question_id
    text = clean((sent.get(f"{name}.text") or [""])[0])
    if len(text) > MAX_TEXT:
        raise NotAnAnswerError(_("The text is longer than {} characters.").format(MAX_TEXT))
    missing = (sent.get(f"{name}.missing") or [""])[0]
    if missing == OTHER_BODY:
        return Given(missing="not_applicable", text=_("Another body’s task."))
    if missing:
        if missing not in REASONS:
            raise NotAnAnswerError(_("Choose one of the reasons."))
        return Given(missing=missing)
    values = [value for value in sent.get(name, []) if value]
    if item.type.is_select:
        return _chosen(item, values, text)
    if item.type is ItemType.TEXT:
        return Given(text=text)
    return Given(value=_value(item, values))


def _chosen(item: Item, values: list[str], text: str) -> Given:
    if any(value not in item.codes for value in values):
        raise NotAnAnswerError(_("Choose among the answers."))
    if item.type is ItemType.SELECT_ONE and len(values) > 1:
        raise NotAnAnswerError(_("Choose one answer."))
    chosen = [code for code in item.codes if code in values]
    return Given(category=" ".join(chosen), text=text)


def _value(item: Item, values: list[str]) -> str:
    text = values[0].strip().replace(" ", "").replace("\u00a0", "") if values else ""
    if not text:
        return ""
    if not re.fullmatch(_PATTERNS[item.type], text):
        expected = {
            ItemType.INTEGER: _("a whole number"),
            ItemType.DECIMAL: _("a number"),
            ItemType.DATE: _("a date as 2021-05-19"),
        }[item.type]
        raise NotAnAnswerError(_("“{}” is not {}.").format(values[0], expected))
    return text.replace(",", ".")
