"""Word documents (DOCX): paragraphs in the order of the file, with text boxes and footnotes.

Word decides pages when it shows a document, so that the file has none that can be relied on.
Deleted text of tracked changes is left out; inserted text is in.
"""

import re
from collections.abc import Iterator

from lxml import etree

from belagg.documents.archives import Archive
from belagg.documents.blocks import Block, read_blocks
from belagg.documents.dates import file_dates
from belagg.documents.errors import UnreadableError
from belagg.documents.limits import Limits
from belagg.documents.media import DOCX
from belagg.documents.text import DateKind, ReadDocument, Reason

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK}
_MARKS = {
    f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "",
}  # fmt: skip
_HEADING = re.compile(r"(?i)(?:heading|rubrik|överskrift|overskrift|otsikko) ?([1-9])")


def read_word(data: bytes, sha256: str, limits: Limits) -> ReadDocument:
    """Read a DOCX document; raises UnreadableError."""
    archive = Archive(data, limits)
    document = archive.tree("word/document.xml")
    if document is None:
        raise UnreadableError(Reason.DAMAGED, "no word/document.xml")
    levels = _levels(archive.tree("word/styles.xml"))
    notes = [archive.tree(f"word/{name}.xml") for name in ("footnotes", "endnotes")]
    blocks = [
        block
        for root in (document, *notes)
        if root is not None
        for block in _paragraphs(root, levels)
    ]
    core = archive.tree("docProps/core.xml")
    title = "" if core is None else (core.findtext(f"{_DC}title") or "")
    dates = () if core is None else file_dates(
        (DateKind.CREATED, core.findtext(f"{_TERMS}created")),
        (DateKind.MODIFIED, core.findtext(f"{_TERMS}modified")),
    )  # fmt: skip
    return read_blocks(blocks, sha256, DOCX, limits, " ".join(title.split()), dates)


def _levels(styles: etree._Element | None) -> dict[str, int]:
    """Give the heading level of each paragraph style that is one's."""
    levels: dict[str, int] = {}
    if styles is None:
        return levels
    for style in styles.iter(f"{_W}style"):
        key = style.get(f"{_W}styleId", "")
        name = style.find(f"{_W}name")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        match = _HEADING.match("" if name is None else name.get(f"{_W}val", ""))
        if outline is not None and (value := outline.get(f"{_W}val", "")).isdecimal():
            if int(value) < 9:
                levels[key] = int(value) + 1
        elif match:
            levels[key] = int(match[1])
    return levels


def _paragraphs(root: etree._Element, levels: dict[str, int]) -> Iterator[Block]:
    for paragraph in root.iter(f"{_W}p"):
        if any(parent.tag == _FALLBACK for parent in paragraph.iterancestors(_FALLBACK)):
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = 0 if style is None else levels.get(style.get(f"{_W}val", ""), 0)
        yield Block("".join(_text(paragraph)), level)


def _text(element: etree._Element) -> Iterator[str]:
    """Give the text of a paragraph, without that of paragraphs inside it (text boxes)."""
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag not in _LEFT_OUT and tag != f"{_W}p" and isinstance(tag, str):
            yield from _text(child)
