"""The fields that a mail's text may hold, and the text with them filled in."""

import re
from collections.abc import Iterable, Mapping

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from belagg.study.problems import nearest

FIELDS = ("study", "steward", "unit", "role", "link", "questions", "due", "today")
"""Names that stand in braces in a text."""

_FIELD = re.compile(r"\{([^{}\n]*)\}")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable("image")


def unknown_fields(text: str) -> list[tuple[str, str | None]]:
    """Give the names in braces that are no fields, each with the nearest that is."""
    found: Iterable[str] = dict.fromkeys(_FIELD.findall(text))
    return [(name, nearest(name, FIELDS)) for name in found if name not in FIELDS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put values in place of the fields; a field without a value becomes nothing."""
    return _FIELD.sub(lambda match: values.get(match[1], ""), text)


def as_fragment(text: str) -> SafeString:
    """Give a text in Markdown as part of a page: HTML in it is shown as it was typed."""
    # markdown-it escapes HTML that stands in the text.
    return SafeString(_MARKDOWN.render(_linked(text)))


def parsed(text: str) -> SyntaxTreeNode:
    """Give a text in Markdown as a tree."""
    return SyntaxTreeNode(_MARKDOWN.parse(_linked(text)))


def _linked(text: str) -> str:
    """Mark bare addresses as links."""
    return re.sub(r"(?<![<(])(https?://[^\s<>]+)", r"<\1>", text)


def as_html(text: str, language: str) -> str:
    """Give a text in Markdown as a small page: no pictures, nothing asked of any address."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"></head>'
        '<body style="font-family:sans-serif;line-height:1.5;max-width:40em">'
        f"{as_fragment(text)}</body></html>"
    )
