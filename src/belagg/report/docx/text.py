"""Inlines as the reader sees them, without marks."""

from belagg.manuscript.tree import Bound, CodeText, Inlines, LineBreak, Text
from belagg.report.walk import inlines_in


def plain_text(inlines: Inlines) -> str:
    """Give the text of inlines, without the marks of footnotes."""
    parts: list[str] = []
    for inline in inlines_in(inlines):
        match inline:
            case Text(text) | CodeText(text) | Bound(text=text):
                parts.append(text)
            case LineBreak():
                parts.append(" ")
            case _:
                pass
    return "".join(parts)
