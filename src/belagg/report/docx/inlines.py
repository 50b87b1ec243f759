"""Text, links, figures and footnote marks as runs."""

from dataclasses import dataclass, replace
from functools import cache

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
    Paragraph,
    Strong,
    Text,
)
from belagg.report.docx.context import Context, Story, fitted
from belagg.report.docx.languages import word_language
from belagg.report.docx.markup import EMPTY, Xml, characters, field, join, run, tag

_TAG_LENGTH = 64
"""As long as the tag of a content control may be."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: what of its look is not its paragraph's. `link` is true inside a link."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    language: str = ""
    link: bool = False

    def xml(self) -> Xml:
        """Give the inside of `w:rPr`, in the order of EG_RPrBase (ISO/IEC 29500-1, 17.3.2)."""
        return _look_xml(self)


@cache
def _look_xml(look: Look) -> Xml:
    style = look.style or ("Hyperlink" if look.link else "")
    return join(
        tag("w:rStyle", val=style) if style else EMPTY,
        join(tag("w:b"), tag("w:bCs")) if look.bold else EMPTY,
        join(tag("w:i"), tag("w:iCs")) if look.italic else EMPTY,
        tag("w:lang", val=word_language(look.language)) if look.language else EMPTY,
    )


PLAIN = Look()


def runs(context: Context, story: Story, inlines: Inlines, look: Look = PLAIN) -> Xml:
    """Give inlines as runs, with their links and marks."""
    return Xml("".join([_inline(context, story, inline, look) for inline in inlines]))


def text_run(text: str, look: Look = PLAIN) -> Xml:
    """Give plain text as a run."""
    return run(characters(text), look.xml())


def _inline(context: Context, story: Story, inline: Inline, look: Look) -> Xml:
    match inline:
        case Text(text):
            return text_run(text, look)
        case Emphasis(children):
            return runs(context, story, children, replace(look, italic=True))
        case Strong(children):
            return runs(context, story, children, replace(look, bold=True))
        case CodeText(text):
            return text_run(text, replace(look, style="CodeText"))
        case Foreign(language, children):
            return runs(context, story, children, replace(look, language=language))
        case Link(target, children):
            place = None if look.link else destination(context, story, target)
            if place is None:
                return runs(context, story, children, look)
            inside = runs(context, story, children, replace(look, link=True))
            return tag("w:hyperlink", inside, **place)
        case Bound():
            return _bound(context, inline, look)
        case FootnoteRef(footnote_id):
            return _mark(context, story, footnote_id, look)
        case LineBreak():
            return run(tag("w:br"), look.xml())


def destination(context: Context, story: Story, target: str) -> dict[str, str | int] | None:
    """Give the attributes of a link to an address or a place; None where there is no such place."""
    if target.startswith("#"):
        bookmark = context.bookmarks.name(target[1:])
        return {"anchor": bookmark, "history": 1} if bookmark else None
    relation = story.link(target)
    return {"r:id": relation, "history": 1} if relation else None


def _bound(context: Context, bound: Bound, look: Look) -> Xml:
    """Give a figure as a content control: its tag is the name, its text cannot be typed over."""
    name = fitted(bound.name, _TAG_LENGTH)
    content = text_run(bound.text, look if look.link else replace(look, style="BoundFigure"))
    bookmark = None if look.link else context.bookmarks.name(bound.appendix_id or "")
    if bookmark:
        content = tag("w:hyperlink", content, anchor=bookmark, history=1)
    properties = tag(
        "w:sdtPr",
        tag("w:alias", val=name),
        tag("w:tag", val=name),
        tag("w:id", val=context.control_id()),
        tag("w:lock", val="contentLocked"),
    )
    return tag("w:sdt", properties, tag("w:sdtContent", content))


def _mark(context: Context, story: Story, footnote_id: str, look: Look) -> Xml:
    """Give the mark of a footnote; the second mark of the same note refers to the first."""
    if footnote_id not in context.document.footnotes:
        return EMPTY
    properties = replace(look, style="FootnoteReference", bold=False, italic=False).xml()
    number = context.footnotes.get(footnote_id)
    if number is None:
        if not story.notes:
            return _in_brackets(context, story, footnote_id, look)
        number = len(context.footnotes) + 1
        context.footnotes[footnote_id] = number
        mark = run(tag("w:footnoteReference", id=number), properties)
        return context.bookmarks.around(f"_Note{number}", mark)
    result = run(characters(str(number)), properties)
    return field(f"NOTEREF _Note{number} \\f \\h", result, properties)


def _in_brackets(context: Context, story: Story, footnote_id: str, look: Look) -> Xml:
    """Give a footnote of a footnote, which Word cannot hold, as text in brackets."""
    if footnote_id in context.opened:
        return EMPTY
    context.opened.add(footnote_id)
    blocks = context.document.footnotes[footnote_id]
    inside = [
        runs(context, story, block.children, look)
        for block in blocks
        if isinstance(block, Paragraph)
    ]
    context.opened.remove(footnote_id)
    return join(text_run(" [", look), Xml(text_run(" ", look).join(inside)), text_run("]", look))
