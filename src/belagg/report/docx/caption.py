"""Captions that Word can number again: the label as text, the number as a field."""

import re

from belagg.report.docx.context import Context
from belagg.report.docx.inlines import Look, text_run
from belagg.report.docx.markup import EMPTY, Xml, field, join, paragraph, paragraph_properties

_NUMBERED = re.compile(r"([^\W\d_]+)([\s\u00a0\u202f]+)([1-9][0-9]*)")


def caption(context: Context, number: str, title: Xml, anchor: str | None) -> Xml:
    """Give the caption of a figure or table; nothing where it has neither number nor title.

    `number` is label and number (`Diagram 2`). Where it is not the next one, the field begins
    anew from it, so that what is printed is what the report says.
    """
    if not (number or title or anchor):
        return EMPTY
    label = context.bookmarks.mark(anchor, _numbered(context, number))
    between = text_run("\u2002") if number and title else EMPTY
    return paragraph(paragraph_properties("Caption"), join(label, between, title))


_LABEL = Look(style="CaptionLabel")


def _numbered(context: Context, number: str) -> Xml:
    match = _NUMBERED.fullmatch(number)
    if not match:
        return text_run(number, _LABEL)
    label, space, digits = match.groups()
    value = int(digits)
    expected = context.captions.get(label, 0) + 1
    context.captions[label] = value
    again = "" if value == expected else f" \\r {value}"
    instruction = f"SEQ {label} \\* ARABIC{again}"
    shown = text_run(digits, _LABEL)
    return join(text_run(label + space, _LABEL), field(instruction, shown, _LABEL.xml()))
