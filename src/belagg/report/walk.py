"""Every block and inline of a document tree, in reading order."""

from collections.abc import Iterator

from belagg.manuscript.tree import (
    Block,
    BlockQuote,
    Blocks,
    Bound,
    Cell,
    ChartBlock,
    CodeText,
    Document,
    Emphasis,
    FlowBlock,
    Foreign,
    Heading,
    ImageBlock,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    MapBlock,
    PanelBlock,
    Paragraph,
    QuoteBlock,
    Strong,
    TableBlock,
    Text,
)


def blocks_in(blocks: Blocks) -> Iterator[Block]:
    """Give every block, each before the blocks it holds (the table of a chart among them)."""
    for block in blocks:
        yield block
        match block:
            case ListBlock():
                for item in block.items:
                    yield from blocks_in(item)
            case BlockQuote() | QuoteBlock() | PanelBlock():
                yield from blocks_in(block.children)
            case ChartBlock() | MapBlock() | FlowBlock():
                yield block.table


def blocks_of(document: Document) -> Iterator[Block]:
    """Give every block of the report, those of its footnotes last."""
    yield from blocks_in(document.body)
    for note in document.footnotes.values():
        yield from blocks_in(note)


def cells_of(table: TableBlock) -> Iterator[Cell]:
    """Give every cell of a table, row by row, its header first."""
    yield from table.header
    for row in table.rows:
        yield from row


def inlines_of(block: Block) -> Iterator[Inline]:
    """Give every inline that stands in the block itself, not in the blocks it holds."""
    match block:
        case Heading() | Paragraph():
            yield from inlines_in(block.children)
        case TableBlock():
            yield from inlines_in(block.caption)
            for cell in cells_of(block):
                yield from inlines_in(cell.children)
        case ChartBlock() | MapBlock() | FlowBlock():
            yield from inlines_in(block.note)
        case ImageBlock():
            yield from inlines_in(block.caption)


def inlines_in(inlines: Inlines) -> Iterator[Inline]:
    """Give every inline, each before those it holds."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Emphasis | Strong | Foreign | Link):
            yield from inlines_in(inline.children)


def plain(inlines: Inlines) -> str:
    """Give the words of inlines, without marks of footnotes."""
    words = []
    for inline in inlines_in(inlines):
        match inline:
            case Text(text) | CodeText(text) | Bound(_, text, _):
                words.append(text)
            case LineBreak():
                words.append(" ")
    return "".join(words)


def anchors_of(block: Block) -> Iterator[str]:
    """Give the anchors that the block itself makes, its cells' among them."""
    anchor = getattr(block, "anchor", None)
    if anchor:
        yield anchor
    if isinstance(block, TableBlock):
        for cell in cells_of(block):
            if cell.anchor:
                yield cell.anchor
