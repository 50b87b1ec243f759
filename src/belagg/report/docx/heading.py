"""Headings that Word numbers itself, and the table of contents made of them."""

from belagg.language import translate
from belagg.manuscript.tree import Document, Heading
from belagg.report.docx.context import Context, Story
from belagg.report.docx.inlines import runs, text_run
from belagg.report.docx.markup import (
    EMPTY,
    Xml,
    field_around,
    join,
    paragraph,
    paragraph_properties,
    run,
    tag,
)
from belagg.report.docx.numbering import HEADING_LEVELS
from belagg.report.docx.text import plain_text
from belagg.report.walk import blocks_in

CONTENTS_LEVELS = 2
"""How many levels of headings the contents show."""


class Numbers:
    """Counts headings as Word does, to know where Word's number is the report's."""

    def __init__(self) -> None:
        self._counts = [0] * HEADING_LEVELS

    def reach(self, number: str, level: int) -> bool:
        """Tell whether Word's next number on `level` is `number`; if so, count it."""
        counts = [*self._counts[: level - 1], self._counts[level - 1] + 1]
        if ".".join(map(str, counts)) != number:
            return False
        self._counts = counts + [0] * (HEADING_LEVELS - level)
        return True


def heading(context: Context, story: Story, numbers: Numbers, block: Heading) -> Xml:
    """Give a heading.

    Its number is Word's own where Word counts to the same; else it is text, and the number of the
    style is taken away.
    """
    level = _level(block)
    counted = numbers.reach(block.numbered, level)
    content = runs(context, story, block.children)
    if block.numbered and not counted:
        content = join(text_run(f"{block.numbered} "), content)
    properties = paragraph_properties(f"Heading{level}", numbering=None if counted else (0, 0))
    marked = context.bookmarks.mark(block.anchor, content)
    name = context.contents.get(block.anchor)
    return paragraph(properties, context.bookmarks.around(name, marked) if name else marked)


def _level(block: Heading) -> int:
    return min(max(block.level, 1), HEADING_LEVELS)


def contents_names(document: Document) -> dict[str, str]:
    """Give the bookmarks that the contents link to, by the anchor of each heading in them."""
    return {
        block.anchor: f"_Toc{number:09d}" for number, block in enumerate(_listed(document), start=1)
    }


def _listed(document: Document) -> list[Heading]:
    blocks = blocks_in(document.body)
    headings = (block for block in blocks if isinstance(block, Heading))
    return [block for block in headings if _level(block) <= CONTENTS_LEVELS]


def contents(context: Context) -> Xml:
    """Give the table of contents: a field of Word's, filled in with what it will list.

    The entries are links. They have no page numbers, which only Word can know, until the reader
    updates the field; it is not marked for updating, since Word then asks, as it opens the
    document, whether to trust it.
    """
    document = context.document
    title = document.labels.get("contents") or translate("Contents", document.language)
    listed = _listed(document)
    lines = [_entry(block, context.contents[block.anchor]) for block in listed]
    if lines:
        lines = field_around(f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z', lines)
    levels = [_level(block) for block in listed]
    entries = (
        paragraph(paragraph_properties(f"TOC{level}"), line)
        for level, line in zip(levels, lines, strict=True)
    )
    head = paragraph(paragraph_properties("TOCHeading"), text_run(title))
    gallery = tag(
        "w:docPartObj",
        tag("w:docPartGallery", val="Table of Contents"),
        tag("w:docPartUnique"),
    )
    properties = tag("w:sdtPr", tag("w:id", val=context.control_id()), gallery)
    return tag("w:sdt", properties, tag("w:sdtContent", head, *entries))


def _entry(block: Heading, name: str) -> Xml:
    number = join(text_run(block.numbered), text_run("\u2002")) if block.numbered else EMPTY
    text = join(number, text_run(plain_text(block.children)))
    return tag("w:hyperlink", text or run(tag("w:br")), anchor=name, history=1)
