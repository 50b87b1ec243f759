"""Elements of DDI-Codebook, with texts that XML can hold."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from lxml import etree

from belagg.study.questionnaire import Wording

NAMESPACE = "ddi:codebook:2_5"
_AS_DEFAULT: dict[Any, str] = {None: NAMESPACE}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element: TypeAlias = etree._Element
Part: TypeAlias = "Element | str | Iterable[Element] | None"


def element(tag: str, *parts: Part, **attributes: str) -> Element:
    """Make an element of its text and its children in order; parts that are None are left out.

    Control characters, which XML cannot hold, become �. A trailing `_` of an attribute's name is
    dropped.
    """
    made = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap=_AS_DEFAULT)
    for name, value in attributes.items():
        made.set(name.rstrip("_"), _REFUSED.sub("\ufffd", value))
    for part in parts:
        if isinstance(part, str):
            made.text = _REFUSED.sub("\ufffd", part)
        elif isinstance(part, etree._Element):
            made.append(part)
        elif part is not None:
            made.extend(part)
    return made


def if_any(tag: str, *parts: Part, **attributes: str) -> Element | None:
    """Make an element as `element` does; None where it would have neither text nor children."""
    made = element(tag, *parts, **attributes)
    return made if len(made) or made.text else None


def in_language(made: Element, language: str) -> Element:
    """Say in which language an element is."""
    made.set(_LANG, language)
    return made


def worded_in(tag: str, wording: Wording, languages: Iterable[str]) -> Iterator[Element]:
    """Make an element for each language the wording has."""
    for language in languages:
        if text := wording.get(language):
            yield in_language(element(tag, text), language)


def written(root: Element) -> bytes:
    """Give the bytes of a document."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data
