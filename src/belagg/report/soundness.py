"""What makes a document tree impossible to render well, found before any renderer begins."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from belagg.language import _
from belagg.manuscript.tree import (
    Block,
    ChartBlock,
    Document,
    FlowBlock,
    FootnoteRef,
    Heading,
    ImageBlock,
    Link,
    MapBlock,
    RecommendationBlock,
    TableBlock,
)
from belagg.report.walk import anchors_of, blocks_of, inlines_of, plain
from belagg.study.problems import Problem, StudyError, Where, nearest

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes a link may have; an address without a scheme is relative to the report."""

MEDIA = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"})
"""The media types a picture of the package may have."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


def require_sound(document: Document, geographies: Collection[str]) -> None:
    """Raise StudyError with every problem of the document, if it has any.

    `geographies` are the names of the areas that maps may use.
    """
    problems = tuple(document_problems(document, geographies))
    if problems:
        raise StudyError(problems)


def document_problems(document: Document, geographies: Collection[str]) -> Iterator[Problem]:
    """Give what is wrong with the document, in reading order."""
    yield from _cover_problems(document)
    blocks = tuple(blocks_of(document))
    anchors = [anchor for block in blocks for anchor in anchors_of(block)]
    for anchor, times in Counter(anchors).items():
        if times > 1:
            message = _("Two places in the report have the name “{}”.").format(anchor)
            yield Problem("anchor-twice", message, found=anchor)
    known = frozenset(anchors)
    for block in blocks:
        yield from _picture_problems(block, geographies)
        yield from _heading_problems(block)
        if isinstance(block, TableBlock):
            yield from _table_problems(block)
        yield from _link_problems(block, known)
        for inline in inlines_of(block):
            if isinstance(inline, FootnoteRef) and inline.footnote_id not in document.footnotes:
                yield Problem(
                    "footnote-missing",
                    _("The footnote “{}” has no text.").format(inline.footnote_id),
                    found=inline.footnote_id,
                    nearest=nearest(inline.footnote_id, document.footnotes),
                )


def is_safe_address(target: str) -> bool:
    """Tell whether a link may lead to `target`: a safe scheme or none, and no control characters.

    Browsers drop control characters in an address, so that they could hide a scheme.
    """
    if _CONTROL.search(target):
        return False
    scheme = _SCHEME.match(target)
    return scheme is None or scheme[1].lower() in SAFE_SCHEMES


def _cover_problems(document: Document) -> Iterator[Problem]:
    if not document.cover.title.strip():
        message = _("The report has no title.")
        yield Problem("title-missing", message, Where("study.toml"), found="")
    try:
        date.fromisoformat(document.cover.date)
    except ValueError:
        yield Problem(
            "date",
            _("The date of the report is not a day written as 2021-12-31: “{}”.").format(
                document.cover.date
            ),
            Where("study.toml"),
            found=document.cover.date,
        )


def _heading_problems(block: Block) -> Iterator[Problem]:
    """PDF/UA and WCAG want words in every heading."""
    if isinstance(block, Heading) and not plain(block.children).strip():
        where = block.numbered or block.anchor
        yield Problem("heading-empty", _("The heading {} has no words.").format(where), found="")
    if isinstance(block, RecommendationBlock) and not block.title.strip():
        message = _("The recommendation {} has no title.").format(block.number)
        yield Problem("heading-empty", message, found="")


def _picture_problems(block: Block, geographies: Collection[str]) -> Iterator[Problem]:
    if not isinstance(block, ImageBlock | ChartBlock | MapBlock | FlowBlock):
        return
    name = _name(block)
    if not block.alt.strip():
        yield Problem(
            "alt-missing",
            _("{} has no text alternative: say in words what it shows.").format(name),
            found="",
        )
    if isinstance(block, MapBlock) and block.geography not in geographies:
        yield Problem(
            "geography-unknown",
            _("{} is drawn on areas that the study does not have: “{}”.").format(
                name, block.geography
            ),
            found=block.geography,
            nearest=nearest(block.geography, geographies),
        )
    if isinstance(block, ImageBlock) and block.media not in MEDIA:
        yield Problem(
            "media-unknown",
            _("{} is of a kind that reports cannot show: “{}”.").format(name, block.media),
            found=block.media,
            nearest=nearest(block.media, MEDIA),
        )


def _table_problems(table: TableBlock) -> Iterator[Problem]:
    name = table.number or _("A table")
    width = len(table.header)
    if len(table.align) != width:
        yield Problem(
            "table-ragged",
            _("{} has {} columns but says for {} how they are aligned.").format(
                name, width, len(table.align)
            ),
        )
    for position, row in enumerate(table.rows, start=1):
        if len(row) != width:
            yield Problem(
                "table-ragged",
                _("{} has {} columns, but row {} has {} cells.").format(
                    name, width, position, len(row)
                ),
            )


def _link_problems(block: Block, anchors: frozenset[str]) -> Iterator[Problem]:
    for target in _targets(block):
        if target.startswith("#"):
            if target[1:] not in anchors:
                yield Problem(
                    "link-lost",
                    _("A link goes to “{}”, which is no place in the report.").format(target),
                    found=target,
                    nearest=nearest(target, (f"#{anchor}" for anchor in anchors)),
                )
        elif not is_safe_address(target):
            yield Problem(
                "link-unsafe",
                _("A link may lead to a web page, an e-mail address or a telephone: “{}”.").format(
                    target
                ),
                found=target,
            )


def _targets(block: Block) -> Iterator[str]:
    for inline in inlines_of(block):
        if isinstance(inline, Link):
            yield inline.target
    if isinstance(block, RecommendationBlock):
        for clause in block.clauses:
            yield from (target for _label, target in clause.supports if target)


def _name(block: ImageBlock | ChartBlock | MapBlock | FlowBlock) -> str:
    title = block.title if not isinstance(block, ImageBlock) else plain(block.caption)
    parts = [part for part in (block.number, f"“{title}”" if title else "") if part]
    return " ".join(parts) or _("A picture")
