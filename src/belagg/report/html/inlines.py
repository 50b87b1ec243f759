"""Inlines of a document tree as HTML."""

import re

from belagg.language import translate
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
from belagg.report.html.element import Child, Element, element, extend
from belagg.report.html.scope import Scope, note_id
from belagg.report.measure import hyphenable

_JOINT = re.compile(r"(?<=[./_@:-])(?=[^./_@:-])")


def inlines(children: Inlines, scope: Scope) -> list[Child]:
    """Give the inlines as children of an element."""
    return [_inline(child, scope) for child in children]


def in_narrow_place(children: Inlines, language: str) -> Inlines:
    """Give inlines whose long words may break, with a hyphen, where a column is narrow."""
    return tuple(_softer(child, language) for child in children)


def _softer(inline: Inline, language: str) -> Inline:
    match inline:
        case Text(text):
            return Text(hyphenable(text, language))
        case Link(target, children):
            return Link(target, in_narrow_place(children, language))
        case Strong(children):
            return Strong(in_narrow_place(children, language))
        case _:
            return inline


def link(target: str, *children: Child) -> Element:
    """Give a link; one that leaves the report tells no other site where it came from."""
    away = None if target.startswith("#") else "noreferrer"
    return element("a", {"href": target, "rel": away}, *children)


def language_tag(language: str) -> str:
    """Give the tag for `lang`: easy-to-read Swedish (`sv-easy`) is Swedish to a screen reader."""
    return language.removesuffix("-easy")


def _inline(inline: Inline, scope: Scope) -> Child:
    match inline:
        case Text(text):
            return text
        case Emphasis(children):
            return element("em", None, *inlines(children, scope))
        case Strong(children):
            return element("strong", None, *inlines(children, scope))
        case CodeText(text):
            return _code(text)
        case Foreign(language, children):
            return element("span", {"lang": language_tag(language)}, *inlines(children, scope))
        case Link(target, children):
            return link(target, *inlines(children, scope))
        case Bound(name, text, appendix_id):
            return _bound(name, text, appendix_id, scope)
        case FootnoteRef(footnote_id, number):
            return _mark(footnote_id, number, scope)
        case LineBreak():
            return element("br")


def _code(text: str) -> Element:
    """Give text to be read letter by letter; a line may end after its joints."""
    node = element("code")
    for place, piece in enumerate(_JOINT.split(text)):
        extend(node, *([element("wbr")] if place else []), piece)
    return node


def _bound(name: str, text: str, appendix_id: str | None, scope: Scope) -> Element:
    address = f"#{appendix_id}" if appendix_id in scope.anchors else None
    if appendix_id and not address:
        address = scope.row_address(name)
    if address:
        return element("a", {"class": "bound", "href": address, "data-figure": name}, text)
    return element("data", {"class": "bound", "value": text, "data-figure": name}, text)


def _mark(footnote_id: str, number: int, scope: Scope) -> Element:
    attributes = {
        "id": scope.mark(footnote_id, number),
        "href": f"#{note_id(number)}",
        "role": "doc-noteref",
        "aria-label": translate("Note {}", scope.language).format(number),
    }
    return element("sup", None, element("a", attributes, str(number)))
