"""Tables of a document tree as HTML."""

from belagg.language import translate
from belagg.manuscript.tree import Align, Cell, TableBlock
from belagg.report.html.element import Child, Element, element
from belagg.report.html.inlines import in_narrow_place, inlines
from belagg.report.html.scope import Scope

_FITS_ANY_SCREEN = 3


def table(block: TableBlock, scope: Scope, labelled_by: str | None = None) -> Element:
    """Give the table; one of more than three columns stands in a region that scrolls sideways.

    `labelled_by` is the id of what names the table where it has no caption of its own.
    """
    caption_id = f"{block.anchor}-caption" if block.anchor and _has_caption(block) else None
    parts: list[Child] = []
    if _has_caption(block):
        caption = numbered(block.number, *inlines(block.caption, scope))
        parts.append(element("caption", {"id": caption_id}, *caption))
    head = [_head(cell, side, scope) for cell, side in zip(block.header, block.align, strict=True)]
    parts.append(element("thead", None, element("tr", None, *head)))
    rows = (
        element("tr", None, *(_cell(cell, side, scope) for cell, side in zip(
            row, block.align, strict=True)))
        for row in block.rows
    )  # fmt: skip
    parts.append(element("tbody", None, *rows))
    named_by = caption_id or labelled_by
    inner = element(
        "table",
        {
            "class": "compact" if block.compact else None,
            "aria-labelledby": None if _has_caption(block) else labelled_by,
        },
        *parts,
    )
    if len(block.header) <= _FITS_ANY_SCREEN:
        return element("div", {"class": "table", "id": block.anchor}, inner)
    return element(
        "div",
        {
            "class": "table scroll",
            "id": block.anchor,
            # Only a caption is a name that no other table has, as a landmark must.
            "role": "region" if caption_id else "group",
            "tabindex": "0",
            "aria-labelledby": named_by,
            "aria-label": None if named_by else translate("Table", scope.language),
        },
        inner,
    )


def numbered(number: str, *title: Child) -> list[Child]:
    """Give the number of a table or picture and its title."""
    return [element("span", {"class": "number"}, number), " ", *title] if number else [*title]


def _has_caption(block: TableBlock) -> bool:
    return bool(block.caption or block.number)


def _head(cell: Cell, side: Align, scope: Scope) -> Element:
    children = inlines(in_narrow_place(cell.children, scope.language), scope)
    attributes = {"id": cell.anchor, "class": _side(side)}
    if not children:
        return element("td", attributes)
    return element("th", {"scope": "col", **attributes}, *children)


def _cell(cell: Cell, side: Align, scope: Scope) -> Element:
    attributes = {"id": cell.anchor, "class": _side(side)}
    children = inlines(in_narrow_place(cell.children, scope.language), scope)
    if cell.header and children:
        return element("th", {"scope": "row", **attributes}, *children)
    return element("td", attributes, *children)


def _side(side: Align) -> str | None:
    return None if side == "left" else side
