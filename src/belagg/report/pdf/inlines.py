"""Inlines of a document tree as typst markup."""

import re

from belagg.manuscript.tree import (
    Bound,
    CodeText,
    Emphasis,
    FootnoteRef,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Strong,
    Text,
)
from belagg.report.pdf.literals import IN_TEXT, code_text, literal, running
from belagg.report.pdf.scope import Scope

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?\b")


def inlines(children: Inlines, scope: Scope) -> str:
    """Give the inlines as markup that can stand between brackets."""
    return "".join(_inline(child, scope) for child in children)


def content(children: Inlines, scope: Scope) -> str:
    """Give the inlines as a typst content value."""
    return f"[{inlines(children, scope)}]"


def plain(children: Inlines, scope: Scope) -> str:
    """Give the inlines as a content value without marks of footnotes and without links."""
    return f"[{''.join(_plain(child, scope) for child in children)}]"


def language_arguments(language: str) -> str:
    """Give the language and region of a BCP 47 tag as two typst arguments; `sv-easy` is Swedish."""
    match = _LANGUAGE.match(language)
    if match is None:
        return '"und", none'
    region = literal(match[2].lower()) if match[2] else "none"
    return f"{literal(match[1])}, {region}"


def _inline(inline: Inline, scope: Scope) -> str:
    match inline:
        case Text(text):
            return running(text, scope.hyphenated)
        case Emphasis(children):
            return f"#emph{content(children, scope)}"
        case Strong(children):
            return f"#strong{content(children, scope)}"
        case CodeText(text):
            return f"#code[{code_text(text)}]"
        case Foreign(language, children):
            return f"#foreign({language_arguments(language)}){content(children, scope)}"
        case Link(target, children):
            return _link(target, content(children, scope), scope)
        case Bound(_name, text, appendix_id):
            if appendix_id in scope.anchors:
                return f"#b({literal(appendix_id or '')})[{running(text, scope.hyphenated)}]"
            return running(text, scope.hyphenated)
        case FootnoteRef(footnote_id, number):
            return _footnote(footnote_id, number, scope)
        case LineBreak():
            return "#linebreak()"


def _link(target: str, body: str, scope: Scope) -> str:
    if not target.startswith("#"):
        return f"#web({literal(target)}){body}"
    return f"#ref({literal(target[1:])}){body}"


def _footnote(footnote_id: str, number: int, scope: Scope) -> str:
    mark = f"{literal(str(number))}, {literal(f'note {footnote_id}')}"
    text = scope.unset_notes.pop(footnote_id, None)
    if text is None:
        return f"#fr({mark})"
    with scope.hyphenating(IN_TEXT):
        return f"#fn({mark})[{scope.blocks(text, scope)}]"


def _plain(inline: Inline, scope: Scope) -> str:
    match inline:
        case FootnoteRef():
            return ""
        case Link(_target, children):
            return "".join(_plain(child, scope) for child in children)
        case Emphasis(children):
            return f"#emph[{''.join(_plain(child, scope) for child in children)}]"
        case Strong(children) | Foreign(_, children):
            return "".join(_plain(child, scope) for child in children)
        case Bound(_name, text, _appendix_id):
            return running(text, scope.hyphenated)
        case LineBreak():
            return '#" "'
        case _:
            return _inline(inline, scope)
