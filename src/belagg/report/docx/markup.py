"""WordprocessingML as text: small makers that escape what they are given.

Text is joined as strings, several times faster than an element tree for the thousands of cells of
an appendix. The type `Xml` marks what is already markup, so that the type checker refuses plain
text where markup is wanted.
"""

import re
from functools import cache
from typing import NewType
from xml.sax.saxutils import escape

Xml = NewType("Xml", str)

EMPTY = Xml("")

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
_BREAKERS = re.compile("([\t\u00ad\u2011])")
_SPACES = re.compile("[\n\r\u2028\u2029]+")
_SPECIAL = {
    "\t": Xml("<w:tab/>"),
    "\u00ad": Xml("<w:softHyphen/>"),
    "\u2011": Xml("<w:noBreakHyphen/>"),
}


def clean(text: str) -> str:
    """Take away the characters that XML 1.0 cannot hold (control characters, lone surrogates)."""
    return _FORBIDDEN.sub("", text)


def join(*parts: Xml) -> Xml:
    """Put pieces of markup one after the other."""
    return Xml("".join(parts))


def tag(name: str, /, *inside: Xml, **attributes: str | int) -> Xml:
    """Give an element with a prefixed `name`; attributes are in the namespace `w`.

    >>> tag("w:jc", val="right")
    '<w:jc w:val="right"/>'
    """
    return _element(name, "w:", attributes, inside)


def bare(name: str, /, *inside: Xml, **attributes: str | int) -> Xml:
    """Give an element whose attributes are in no namespace (DrawingML, relationships)."""
    return _element(name, "", attributes, inside)


def _element(
    name: str, prefix: str, attributes: dict[str, str | int], inside: tuple[Xml, ...]
) -> Xml:
    given = "".join(
        f' {key if ":" in key else prefix + key}="{_attribute(value)}"'
        for key, value in attributes.items()
    )
    content = "".join(inside)
    return Xml(f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>")


def _attribute(value: str | int) -> str:
    return str(value) if isinstance(value, int) else escape(clean(value), _QUOTE)


def characters(text: str) -> Xml:
    """Give the content of a run for `text`.

    Tabs, soft hyphens and hyphens that do not break have elements of their own: Word shows the
    bare characters wrongly or in another font. A line end is a space.
    """
    text = _SPACES.sub(" ", clean(text))
    if not _BREAKERS.search(text):
        return _plain(text)
    return join(*(_SPECIAL.get(part) or _plain(part) for part in _BREAKERS.split(text) if part))


def _plain(text: str) -> Xml:
    return Xml(f'<w:t xml:space="preserve">{escape(text)}</w:t>') if text else EMPTY


def run(content: Xml, properties: Xml = EMPTY) -> Xml:
    """Give a run; `properties` is the inside of its `w:rPr`."""
    if not content:
        return EMPTY
    return Xml(f"<w:r>{_wrapped('w:rPr', properties)}{content}</w:r>")


@cache
def _wrapped(name: str, inside: Xml) -> Xml:
    return tag(name, inside) if inside else EMPTY


@cache
def paragraph_properties(
    style: str,
    *,
    keep_next: bool = False,
    break_before: bool = False,
    numbering: tuple[int, int] | None = None,
    tight: bool | None = None,
    indent: int | None = None,
    align: str = "",
) -> Xml:
    """Give `w:pPr`, its children in the order of CT_PPrBase (ISO/IEC 29500-1, 17.3.1.26).

    `numbering` is list and level (list 0: not in any); `tight` draws paragraphs of
    the same style together or, False, sets them apart; `indent` is in twentieths of a point.
    """
    return tag(
        "w:pPr",
        tag("w:pStyle", val=style),
        tag("w:keepNext") if keep_next else EMPTY,
        tag("w:pageBreakBefore") if break_before else EMPTY,
        number_properties(*numbering) if numbering else EMPTY,
        EMPTY if indent is None else tag("w:ind", left=indent),
        EMPTY if tight is None else tag("w:contextualSpacing", val=int(tight)),
        tag("w:jc", val=align) if align else EMPTY,
    )


def number_properties(number: int, level: int = 0) -> Xml:
    """Give `w:numPr`: the list a paragraph is an item of; list 0 is none."""
    level_tag = tag("w:ilvl", val=level) if number else EMPTY
    return tag("w:numPr", level_tag, tag("w:numId", val=number))


def paragraph(properties: Xml, content: Xml = EMPTY) -> Xml:
    """Give a paragraph of `w:pPr` and what stands in it."""
    return Xml(f"<w:p>{properties}{content}</w:p>")


def field(instruction: str, result: Xml, properties: Xml = EMPTY) -> Xml:
    """Give a field with the result that is shown until Word updates it."""
    return join(*field_around(instruction, [result], properties))


def field_around(instruction: str, lines: list[Xml], properties: Xml = EMPTY) -> list[Xml]:
    """Give the contents of paragraphs, one at least, that are together the result of a field."""
    code = Xml(f'<w:instrText xml:space="preserve"> {escape(clean(instruction))} </w:instrText>')
    begin = join(
        run(tag("w:fldChar", fldCharType="begin"), properties),
        run(code, properties),
        run(tag("w:fldChar", fldCharType="separate"), properties),
    )
    end = run(tag("w:fldChar", fldCharType="end"), properties)
    filled = [join(begin, lines[0]), *lines[1:]]
    return [*filled[:-1], join(filled[-1], end)]
