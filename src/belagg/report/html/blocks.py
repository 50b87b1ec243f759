"""Blocks of a document tree as HTML."""

from base64 import b64encode

from lxml import etree

from belagg.manuscript.tree import (
    Block,
    BlockQuote,
    Blocks,
    ChartBlock,
    Clause,
    FlowBlock,
    Heading,
    ImageBlock,
    ListBlock,
    MapBlock,
    PanelBlock,
    Paragraph,
    QuestionBlock,
    QuoteBlock,
    RecommendationBlock,
    TableBlock,
    ThematicBreak,
)
from belagg.report.charts import chart_svg
from belagg.report.flow import flow_svg
from belagg.report.html.element import Child, Element, element, extend
from belagg.report.html.inlines import inlines, language_tag, link
from belagg.report.html.scope import Scope
from belagg.report.html.tables import numbered, table
from belagg.report.maps import map_svg
from belagg.report.printable import printable

_DEEPEST = 6


def blocks(children: Blocks, scope: Scope) -> list[Element]:
    """Give the blocks as elements."""
    return [_block(child, scope) for child in children]


def heading(block: Heading, level: int, scope: Scope) -> Element:
    """Give a heading of `level` in the tree; the title of the report is `h1`, so a chapter `h2`."""
    number: list[Child] = []
    if block.numbered:
        number = [element("span", {"class": "number"}, block.numbered), " "]
    return element(
        _heading_tag(level - scope.outermost),
        {"id": block.anchor or None},
        *number,
        *inlines(block.children, scope),
    )


def _heading_tag(level: int) -> str:
    return f"h{min(level + 1, _DEEPEST)}"


def _block(block: Block, scope: Scope) -> Element:
    match block:
        case Heading():
            return heading(block, scope.heading_level(max(block.level, 2)), scope)
        case Paragraph():
            name = "lead" if block.lead else None
            return element("p", {"class": name}, *inlines(block.children, scope))
        case ListBlock():
            return _list(block, scope)
        case BlockQuote():
            return element("blockquote", None, *blocks(block.children, scope))
        case TableBlock():
            return table(block, scope)
        case ChartBlock():
            return _picture(block, chart_svg(block, scope.language), scope)
        case MapBlock():
            geography = scope.geographies[block.geography]
            return _picture(block, map_svg(block, geography, scope.language), scope)
        case FlowBlock():
            return _picture(block, flow_svg(block, scope.language), scope)
        case ImageBlock():
            return _image(block, scope)
        case QuoteBlock():
            return _quote(block, scope)
        case QuestionBlock():
            return _question(block)
        case PanelBlock():
            return _panel(block, scope)
        case RecommendationBlock():
            return _recommendation(block, scope)
        case ThematicBreak():
            return element("hr")


def _list(block: ListBlock, scope: Scope) -> Element:
    items = [element("li", None, *_item(item, scope, tight=block.tight)) for item in block.items]
    if block.start is None:
        return element("ul", {"class": None if block.tight else "loose"}, *items)
    start = None if block.start == 1 else str(block.start)
    return element("ol", {"class": None if block.tight else "loose", "start": start}, *items)


def _item(item: Blocks, scope: Scope, *, tight: bool) -> list[Child]:
    """Give what stands in a list item; the paragraphs of a tight list are bare text."""
    children: list[Child] = []
    for place, block in enumerate(item):
        if tight and isinstance(block, Paragraph) and place == 0:
            children.extend(inlines(block.children, scope))
        else:
            children.append(_block(block, scope))
    return children


def _picture(block: ChartBlock | MapBlock | FlowBlock, svg: str, scope: Scope) -> Element:
    title_id = f"{block.anchor}-caption"
    drawn = element(
        "div",
        {"class": "drawing", "role": "group", "tabindex": "0", "aria-labelledby": title_id},
        etree.fromstring(printable(svg)),
    )
    note = element("p", {"class": "remark"}, *inlines(block.note, scope))
    return element(
        "figure",
        {"id": block.anchor, "class": "map" if isinstance(block, MapBlock) else "chart"},
        element("figcaption", {"id": title_id}, *numbered(block.number, block.title)),
        drawn,
        *([note] if block.note else []),
        table(block.table, scope, title_id),
    )


def _image(block: ImageBlock, scope: Scope) -> Element:
    source = f"data:{block.media};base64,{b64encode(block.data).decode('ascii')}"
    caption = numbered(block.number, *inlines(block.caption, scope))
    return element(
        "figure",
        {"id": block.anchor, "class": "image"},
        element("img", {"src": source, "alt": block.alt}),
        *([element("figcaption", None, *caption)] if caption else []),
    )


def _quote(block: QuoteBlock, scope: Scope) -> Element:
    figure = element("figure", {"class": "said" if block.verbatim else "said retold"})
    if block.label:
        extend(figure, element("p", {"class": "label"}, block.label))
    extend(figure, element("blockquote", None, *blocks(block.children, scope)))
    if block.attribution:
        extend(figure, element("figcaption", None, block.attribution))
    return figure


def _question(block: QuestionBlock) -> Element:
    node = element(
        "div",
        {"class": "question", "role": "group", "aria-label": block.heading},
        element("p", {"class": "label"}, block.heading),
        element("p", {"class": "wording"}, block.wording),
    )
    if block.hint:
        extend(node, element("p", {"class": "hint"}, block.hint))
    if block.choices:
        choices = (element("li", None, choice) for choice in block.choices)
        extend(node, element("ul", {"class": "choices"}, *choices))
    if block.note:
        extend(node, element("p", {"class": "hint"}, block.note))
    return node


def _panel(block: PanelBlock, scope: Scope) -> Element:
    language = language_tag(block.language)
    # A group and not a section: several panels may have one title, landmarks may not.
    return element(
        "div",
        {
            "id": block.anchor,
            "role": "group",
            "class": f"panel {block.kind}",
            "lang": None if language == language_tag(scope.language) else language,
            "aria-label": block.title,
        },
        element("p", {"class": "title"}, block.title),
        *blocks(block.children, scope),
    )


def _recommendation(block: RecommendationBlock, scope: Scope) -> Element:
    tag = _heading_tag(scope.level + 1 - scope.outermost)
    clauses = [_clause(clause, block.supports_label) for clause in block.clauses]
    body: Element
    if len(clauses) == 1:
        body = element("div", None, *clauses[0])
    else:
        body = element("ol", {"class": "clauses"}, *(element("li", None, *c) for c in clauses))
    node = element(
        "section",
        {"id": block.anchor, "class": "recommendation"},
        element("p", {"class": "label"}, block.addressee),
        element(tag, None, element("span", {"class": "number"}, block.number), " ", block.title),
        body,
    )
    if block.facts:
        pairs = (
            element("div", None, element("dt", None, name), element("dd", None, value))
            for name, value in block.facts
        )
        extend(node, element("dl", {"class": "facts"}, *pairs))
    return node


def _clause(clause: Clause, label: str) -> list[Child]:
    parts: list[Child] = [element("p", None, clause.text)]
    if clause.supports:
        line = element("p", {"class": "supports"}, f"{label}: ")
        for place, (text, target) in enumerate(clause.supports):
            extend(line, "; " if place else "", link(target, text) if target else text)
        parts.append(line)
    return parts
