"""HTML elements as an lxml tree: text is escaped when it is written out, and only there."""

from collections.abc import Mapping

from lxml import etree

from belagg.report.printable import printable

Element = etree._Element
"""A node of the page (lxml has no public name for the type)."""

Child = Element | str


def element(
    tag: str, attributes: Mapping[str, str | None] | None = None, *children: Child
) -> Element:
    """Give an element with its children; an attribute of None is left out."""
    node = etree.Element(tag)
    if attributes:
        for name, value in attributes.items():
            if value is not None:
                node.set(name, printable(value))
    return extend(node, *children) if children else node


def extend(node: Element, *children: Child) -> Element:
    """Put more children last in an element, and give the element."""
    for child in children:
        if isinstance(child, str):
            _add_text(node, printable(child))
        else:
            node.append(child)
    return node


def markup(node: Element) -> str:
    """Write an element out as HTML."""
    text: str = etree.tostring(node, method="html", encoding="unicode")
    return text


def _add_text(node: Element, text: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text
