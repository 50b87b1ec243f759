"""Blocks of a document tree as typst markup."""

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
from belagg.report.maps import map_svg
from belagg.report.pdf.inlines import content, inlines, language_arguments, plain
from belagg.report.pdf.literals import IN_HEADING, literal, running, truth
from belagg.report.pdf.scope import Scope
from belagg.report.pdf.tables import is_short, table
from belagg.report.walk import blocks_in, inlines_of

_SHORT_RECOMMENDATION = 700
_SHORT_PANEL = 900
_FILE_ENDINGS = {
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp",
    "image/svg+xml": "svg",
}  # fmt: skip


def blocks(children: Blocks, scope: Scope) -> str:
    """Give the blocks as markup, an empty line after each."""
    return "".join(_block(child, scope) for child in children)


def heading(block: Heading, level: int, scope: Scope) -> str:
    """Give a heading of `level` as markup."""
    number = literal(block.numbered) if block.numbered else "none"
    with scope.hyphenating(IN_HEADING):
        words, plain_words = content(block.children, scope), plain(block.children, scope)
    return f"#hd({level}, {_optional(block.anchor)}, {number}, {words}, {plain_words})\n\n"


def _block(block: Block, scope: Scope) -> str:
    match block:
        case Heading():
            return heading(block, scope.heading_level(max(block.level, 2)), scope)
        case Paragraph():
            text = inlines(block.children, scope)
            return f"#lead[{text}]\n\n" if block.lead else f"{text}\n\n"
        case ListBlock():
            return _list(block, scope)
        case BlockQuote():
            return f"#quote(block: true)[{blocks(block.children, scope)}]\n\n"
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
            return "#divider()\n\n"


def _list(block: ListBlock, scope: Scope) -> str:
    items = "".join(f"[{blocks(item, scope)}], " for item in block.items)
    spacing = "0.72em" if block.tight else "1.02em"
    if block.start is None:
        return f"#list(spacing: {spacing}, {items})\n\n"
    return f"#enum(start: {block.start:d}, spacing: {spacing}, {items})\n\n"


def _picture(block: ChartBlock | MapBlock | FlowBlock, svg: str, scope: Scope) -> str:
    note = content(block.note, scope) if block.note else "none"
    short = is_short(block.table)
    floats = short and isinstance(block, MapBlock)
    return (
        f"#picture({_optional(block.anchor)}, {literal(block.number)}, "
        f"[{running(block.title, IN_HEADING)}], {literal(svg)}, {literal(block.alt)}, {note}, "
        f"{truth(short)}, {truth(floats)}, [{table(block.table, scope)}])\n\n"
    )


def _image(block: ImageBlock, scope: Scope) -> str:
    name = f"picture-{len(scope.pictures) + 1}.{_FILE_ENDINGS[block.media]}"
    scope.pictures[name] = block
    caption = "none"
    if block.caption or block.number:
        caption = f"caption({_optional(block.number)}, {content(block.caption, scope)})"
    return (
        f"#photograph({_optional(block.anchor)}, {literal('/' + name)}, {literal(block.alt)}, "
        f"{caption})\n\n"
    )


def _quote(block: QuoteBlock, scope: Scope) -> str:
    return (
        f"#said({truth(block.verbatim)}, {_optional(block.label)}, "
        f"[{blocks(block.children, scope)}], {_optional_text(block.attribution)})\n\n"
    )


def _question(block: QuestionBlock) -> str:
    choices = "".join(f"[{running(choice)}], " for choice in block.choices)
    return (
        f"#question([{running(block.heading)}], [{running(block.wording, IN_HEADING)}], "
        f"{_optional_text(block.hint)}, ({choices}), {_optional_text(block.note)})\n\n"
    )


def _panel(block: PanelBlock, scope: Scope) -> str:
    return (
        f"#panel({literal(block.kind)}, {_optional(block.anchor)}, "
        f"{language_arguments(block.language)}, [{running(block.title, IN_HEADING)}], "
        f"{truth(_is_short(block))})"
        f"[{blocks(block.children, scope)}]\n\n"
    )


def _is_short(panel: PanelBlock) -> bool:
    """Tell whether a panel is so short that it should stand on one page."""
    inner = (i for block in blocks_in(panel.children) for i in inlines_of(block))
    return sum(len(getattr(inline, "text", "")) for inline in inner) < _SHORT_PANEL


def _recommendation(block: RecommendationBlock, scope: Scope) -> str:
    level = scope.level + 1
    clauses = "".join(_clause(clause, block.supports_label) for clause in block.clauses)
    facts = "".join(f"([{running(name)}], [{running(value)}]), " for name, value in block.facts)
    whole = sum(len(clause.text) for clause in block.clauses) < _SHORT_RECOMMENDATION
    return (
        f"#recommendation({level}, {_optional(block.anchor)}, {literal(block.number)}, "
        f"[{running(block.addressee)}], [{running(block.title, IN_HEADING)}], ({clauses}), "
        f"({facts}), {truth(whole)})\n\n"
    )


def _clause(clause: Clause, label: str) -> str:
    supports = "".join(f"[{_support(*support)}], " for support in clause.supports)
    return f"([{running(clause.text)}], [{running(label)}], ({supports})), "


def _support(label: str, target: str) -> str:
    if not target:
        return running(label)
    function = "ref" if target.startswith("#") else "web"
    return f"#{function}({literal(target.removeprefix('#'))})[{running(label)}]"


def _optional(text: str | None) -> str:
    return literal(text) if text else "none"


def _optional_text(text: str) -> str:
    return f"[{running(text)}]" if text else "none"
