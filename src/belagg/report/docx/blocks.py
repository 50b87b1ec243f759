"""Blocks as paragraphs and tables."""

from dataclasses import dataclass, replace

from belagg.manuscript.tree import (
    Block,
    BlockQuote,
    Blocks,
    ChartBlock,
    FlowBlock,
    Heading,
    ImageBlock,
    Inlines,
    ListBlock,
    MapBlock,
    PanelBlock,
    Paragraph,
    QuestionBlock,
    QuoteBlock,
    RecommendationBlock,
    TableBlock,
    Text,
    ThematicBreak,
)
from belagg.report.docx.caption import caption
from belagg.report.docx.context import Context, Story
from belagg.report.docx.drawing import picture
from belagg.report.docx.heading import Numbers, heading
from belagg.report.docx.inlines import PLAIN, Look, destination, runs, text_run
from belagg.report.docx.markup import (
    EMPTY,
    Xml,
    join,
    paragraph,
    paragraph_properties,
    run,
    tag,
)
from belagg.report.docx.numbering import INDENT, LEVELS
from belagg.report.docx.tables import table
from belagg.report.docx.text import plain_text

_ROWS_KEPT = 10
"""As many rows as the table of a chart or map may have to be kept on the page of its picture."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a block stands: the style of its paragraphs, how deep in lists, in what language."""

    style: str = "BodyText"
    depth: int = 0
    look: Look = PLAIN


class Writer:
    """Writes the blocks of one story."""

    def __init__(self, context: Context, story: Story) -> None:
        self.context, self.story = context, story
        self.numbers = Numbers()

    def blocks(self, blocks: Blocks, scope: Scope) -> Xml:
        """Give blocks one after the other."""
        return join(*(self.block(block, scope) for block in blocks))

    def block(self, block: Block, scope: Scope) -> Xml:
        """Give one block."""
        match block:
            case Heading():
                return heading(self.context, self.story, self.numbers, block)
            case Paragraph():
                return self._paragraph(block, scope)
            case ListBlock():
                return self._list(block, scope)
            case BlockQuote():
                return self.blocks(block.children, replace(scope, style="BlockText"))
            case TableBlock():
                return self._table(block, scope)
            case ChartBlock() | MapBlock() | FlowBlock():
                return self._figure(block, scope)
            case ImageBlock():
                return self._image(block, scope)
            case QuoteBlock():
                return self._quote(block, scope)
            case QuestionBlock():
                return self._question(block, scope)
            case PanelBlock():
                return self._panel(block, scope)
            case RecommendationBlock():
                return self._recommendation(block, scope)
            case ThematicBreak():
                return self._line("Pause", "* * *", scope)

    def _runs(self, inlines: Inlines, scope: Scope) -> Xml:
        return runs(self.context, self.story, inlines, scope.look)

    def _line(self, style: str, text: str, scope: Scope) -> Xml:
        """Give a paragraph of plain text, nothing where there is no text."""
        if not text.strip():
            return EMPTY
        return paragraph(paragraph_properties(style), text_run(text, scope.look))

    def _paragraph(self, block: Paragraph, scope: Scope) -> Xml:
        style = "Lead" if block.lead and scope.style == "BodyText" else scope.style
        content = self._runs(block.children, scope)
        return paragraph(paragraph_properties(style), content)

    # --- lists ---------------------------------------------------------------------------------

    def _list(self, block: ListBlock, scope: Scope) -> Xml:
        level = min(scope.depth, LEVELS - 1)
        lists = self.context.lists
        ordered = block.start is not None
        number = lists.numbers(level, block.start or 0) if ordered else lists.bullets()
        style = "ListNumber" if ordered else "ListBullet"
        tight = None if block.tight else False
        properties = paragraph_properties(style, numbering=(number, level), tight=tight)
        inner = replace(scope, style="ListContinue", depth=scope.depth + 1)
        return join(*(self._item(item, properties, inner, tight) for item in block.items))

    def _item(self, item: Blocks, properties: Xml, scope: Scope, tight: bool | None) -> Xml:
        """Give an item: its first paragraph has the mark, the others stand in below it."""
        first, rest = EMPTY, item
        if item and isinstance(item[0], Paragraph):
            first, rest = self._runs(item[0].children, scope), item[1:]
        below = paragraph_properties("ListContinue", indent=INDENT * scope.depth, tight=tight)
        return join(
            paragraph(properties, first),
            *(
                paragraph(below, self._runs(block.children, scope))
                if isinstance(block, Paragraph)
                else self.block(block, scope)
                for block in rest
            ),
        )

    # --- figures -------------------------------------------------------------------------------

    def _caption(self, number: str, inlines: Inlines, anchor: str | None, scope: Scope) -> Xml:
        return caption(self.context, number, self._runs(inlines, scope), anchor)

    def _table(self, block: TableBlock, scope: Scope, *, whole: bool = False) -> Xml:
        title = self._caption(block.number, block.caption, block.anchor, scope)
        return join(title, table(self.context, self.story, block, scope.look, whole=whole))

    def _figure(self, block: ChartBlock | MapBlock | FlowBlock, scope: Scope) -> Xml:
        drawn = picture(self.context, self.story, block, block.title)
        note = self._runs(block.note, scope)
        whole = len(block.table.rows) <= _ROWS_KEPT
        return join(
            self._caption(block.number, (Text(block.title),), block.anchor, scope),
            paragraph(paragraph_properties("Picture"), drawn),
            paragraph(paragraph_properties("FigureNote", keep_next=whole), note) if note else EMPTY,
            self._table(block.table, scope, whole=whole),
        )

    def _image(self, block: ImageBlock, scope: Scope) -> Xml:
        drawn = picture(self.context, self.story, block, plain_text(block.caption))
        return join(
            self._caption(block.number, block.caption, block.anchor, scope),
            paragraph(paragraph_properties("Picture"), drawn),
        )

    # --- voices --------------------------------------------------------------------------------

    def _quote(self, block: QuoteBlock, scope: Scope) -> Xml:
        return join(
            self._line("QuoteLabel", block.label, scope),
            self.blocks(block.children, replace(scope, style="Quote")),
            self._line("QuoteSource", block.attribution, scope),
        )

    def _question(self, block: QuestionBlock, scope: Scope) -> Xml:
        lines = [
            self._line("QuestionHeading", block.heading, scope),
            self._line("QuestionText", block.wording, scope),
            self._line("QuestionHint", block.hint, scope),
        ]
        if block.choices:
            numbering = (self.context.lists.choices(), 0)
            properties = paragraph_properties("QuestionChoice", numbering=numbering)
            lines += [
                paragraph(properties, text_run(choice, scope.look)) for choice in block.choices
            ]
        return join(*lines, self._line("QuestionNote", block.note, scope))

    # --- set apart -----------------------------------------------------------------------------

    def _panel(self, block: PanelBlock, scope: Scope) -> Xml:
        look = replace(scope.look, language=self.context.foreign(block.language))
        inner = Scope(style="PanelText", look=look)
        title = self.context.bookmarks.mark(block.anchor, text_run(block.title, look))
        return join(
            paragraph(paragraph_properties("PanelHeading"), title),
            self.blocks(block.children, inner),
            paragraph(paragraph_properties("PanelEnd")),
        )

    def _recommendation(self, block: RecommendationBlock, scope: Scope) -> Xml:
        title = f"{block.number}. {block.title}" if block.number else block.title
        marked = self.context.bookmarks.mark(block.anchor, text_run(title, scope.look))
        lettered = len(block.clauses) > 1
        numbering = (self.context.lists.clauses(), 0) if lettered else None
        properties = paragraph_properties("RecommendationClause", numbering=numbering)
        lines = [
            self._line("RecommendationAddressee", block.addressee, scope),
            paragraph(paragraph_properties("RecommendationHeading"), marked),
        ]
        below = paragraph_properties("RecommendationSupport", indent=INDENT if lettered else 0)
        for clause in block.clauses:
            lines.append(paragraph(properties, text_run(clause.text, scope.look)))
            if clause.supports:
                content = self._supports(block.supports_label, clause.supports, scope)
                lines.append(paragraph(below, content))
        facts = paragraph_properties("RecommendationFact")
        bold = replace(scope.look, bold=True)
        lines += [
            paragraph(facts, join(text_run(f"{name}: ", bold), text_run(value, scope.look)))
            for name, value in block.facts
        ]
        return join(*lines)

    def _supports(self, label: str, supports: tuple[tuple[str, str], ...], scope: Scope) -> Xml:
        parts = [text_run(f"{label}: " if label else "", scope.look)]
        for position, (text, target) in enumerate(supports):
            if position:
                parts.append(text_run("; ", scope.look))
            place = destination(self.context, self.story, target) if target else None
            look = replace(scope.look, link=bool(place))
            content = text_run(text, look)
            parts.append(tag("w:hyperlink", content, **place) if place else content)
        return join(*parts)


def footnote(context: Context, story: Story, number: int, blocks: Blocks) -> Xml:
    """Give a footnote, its number before its first paragraph."""
    writer = Writer(context, story)
    mark = join(run(tag("w:footnoteRef"), Look(style="FootnoteReference").xml()), text_run(" "))
    scope = Scope(style="FootnoteText")
    first, rest = EMPTY, blocks
    if blocks and isinstance(blocks[0], Paragraph):
        first, rest = runs(context, story, blocks[0].children), blocks[1:]
    head = paragraph(paragraph_properties("FootnoteText"), join(mark, first))
    return tag("w:footnote", head, writer.blocks(rest, scope), id=number)
