"""A manuscript and the figures of its study become the body of a report, every name bound."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from belagg.analysis.figures import Figures
from belagg.language import _, translate
from belagg.manuscript.allowed import Allowed, reason_for
from belagg.manuscript.bind import BindingError
from belagg.manuscript.blocks import change, chart, said_found, tables, texts, waves
from belagg.manuscript.blocks import map as maps
from belagg.manuscript.context import Anchors, BlockError, Context, Numbering
from belagg.manuscript.cross_references import resolved
from belagg.manuscript.footnotes import Footnotes
from belagg.manuscript.inlines import inlines_of
from belagg.manuscript.numbers_check import typed_number_problems
from belagg.manuscript.pictures import picture
from belagg.manuscript.read import Manuscript, read
from belagg.manuscript.source import (
    Directive,
    HeadingSource,
    ListSource,
    ParagraphSource,
    Picture,
    QuoteSource,
    RuleSource,
    Run,
    SourceBlock,
    SourceBlocks,
    TableSource,
    language_of,
)
from belagg.manuscript.tree import (
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Heading,
    ListBlock,
    PanelBlock,
    Paragraph,
    TableBlock,
    ThematicBreak,
)
from belagg.manuscript.uses import Uses
from belagg.study.problems import Problem, Where, nearest
from belagg.study.study import Study

_LEAVES: Mapping[str, tuple[tuple[str, ...], Callable[[Directive, Context], Block | Blocks]]] = {
    "chart": (chart.OPTIONS, chart.chart),
    "map": (maps.OPTIONS, maps.draw_map),
    "said-found": (said_found.OPTIONS, said_found.draw_said_found),
    "table": (tables.OPTIONS, tables.table),
    "change": (change.OPTIONS, change.draw_change),
    "waves": ((), waves.waves),
    "quote": ((), texts.quote),
    "question": ((), texts.question),
    "finding": ((), texts.finding),
    "recommendation": ((), texts.recommendation),
    "recommendations": ((), texts.recommendations),
}


MAY_STAND = ("typed-number",)
"""The problems that an author may allow: the report is whole in spite of them."""


@dataclass(frozen=True)
class Composed:
    """A manuscript with every name bound.

    `body` and `footnotes` (by id) belong in a `Document`. `problems` stop the build, all of them;
    what is `allowed` stands, with its reason. `uses` says what of the study is used where;
    `manuscript` is the text as it was written; `anchors` goes on giving unique ids, and
    `numbering` numbers, to what is put after the body.
    """

    language: str
    body: Blocks
    footnotes: Mapping[str, Blocks]
    problems: tuple[Problem, ...]
    allowed: tuple[Allowed, ...]
    uses: Uses
    manuscript: Manuscript
    anchors: Anchors
    numbering: Numbering


def compose(study: Study, figures: Figures, language: str) -> Composed:
    """Bind the manuscript of a study in one of its languages.

    Every problem is found, in order of place; the body is whole but for what could not be made.
    """
    manuscript = read(study, language)
    shown = frozenset(
        arg for block in manuscript.directives if block.kind == "finding" for arg in block.args
    )
    ctx = Context(
        study, figures, language, list(manuscript.problems), Uses(), Anchors(),
        Numbering(language), {}, shown,
    )  # fmt: skip
    notes = Footnotes({parsed.file: parsed for parsed in manuscript.files})
    composer = _Composer(ctx, notes)
    body = tuple(b for parsed in manuscript.files for b in composer.chapter(parsed.blocks))
    footnotes = composer.footnotes()
    body, footnotes, dangling = resolved(body, footnotes, ctx, notes.targets)
    ctx.problems += dangling
    _bind_findings(ctx)
    ctx.problems += typed_number_problems(manuscript, ctx)
    problems, allowed = _sorted_out(ctx.problems, manuscript, study)
    return Composed(
        language, body, footnotes, problems, allowed, ctx.uses, manuscript, ctx.anchors,
        ctx.numbering,
    )  # fmt: skip


def _bind_findings(ctx: Context) -> None:
    """Let a finding that is shown nowhere name no figure that does not exist either."""
    apart = replace(ctx, uses=Uses())
    for finding_id in ctx.rows("findings", "finding_id"):
        apart.plain(ctx.cell_run("findings", "finding_id", finding_id, "statement"))


def _sorted_out(
    problems: list[Problem], manuscript: Manuscript, study: Study
) -> tuple[tuple[Problem, ...], tuple[Allowed, ...]]:
    """Tell what must be mended from what is allowed; both in order of place, each once."""
    ordered = sorted(dict.fromkeys(problems), key=_place)
    standing: list[Problem] = []
    allowed: list[Allowed] = []
    for problem in ordered:
        reason = None
        if problem.code in MAY_STAND:
            reason = reason_for(problem, manuscript.comments, study.settings.allows)
        if reason is None:
            standing.append(problem)
        else:
            allowed.append(Allowed(problem, reason))
    return tuple(standing), tuple(allowed)


def _place(problem: Problem) -> tuple[str, int, int]:
    where = problem.where
    return (where.file, where.line or 0, where.row or 0)


class _Composer:
    """Makes the blocks of one document in order."""

    def __init__(self, ctx: Context, notes: Footnotes) -> None:
        self.ctx = ctx
        self.notes = notes
        self.depth = 0
        self.counts = [0] * 6

    def chapter(self, blocks: SourceBlocks) -> Iterator[Block]:
        """Give the blocks of a file; the paragraph right after a chapter's heading is its lead."""
        after_heading = False
        for source in blocks:
            for block in self.block(source, self.ctx):
                if after_heading and isinstance(block, Paragraph):
                    yield replace(block, lead=True)
                else:
                    yield block
                after_heading = isinstance(block, Heading) and block.level == 1

    def all(self, blocks: SourceBlocks, ctx: Context) -> Blocks:
        return tuple(block for source in blocks for block in self.block(source, ctx))

    def footnotes(self) -> dict[str, Blocks]:
        """Give the footnotes by id; one may hold the first mark of another."""
        made: dict[str, Blocks] = {}
        while len(made) < len(self.notes.order):
            number = len(made) + 1
            blocks, ctx = self.notes.content(number)
            made[f"fn-{number}"] = ()
            made[f"fn-{number}"] = self.all(blocks, ctx)
        for file, label in self.notes.unmarked():
            message = _("nothing in this file refers to the footnote [^{}]").format(label)
            self.ctx.problems.append(Problem("footnote", message, Where(file), label))
        return made

    def block(self, source: SourceBlock, ctx: Context) -> Iterator[Block]:
        match source:
            case HeadingSource():
                yield self._heading(source, ctx)
            case ParagraphSource(run):
                yield from self._paragraph(run, ctx)
            case ListSource(items, start, tight):
                yield ListBlock(tuple(self.all(item, ctx) for item in items), start, tight)
            case QuoteSource(children):
                yield BlockQuote(self.all(children, ctx))
            case TableSource():
                yield self._table(source, ctx)
            case RuleSource():
                yield ThematicBreak()
            case Directive():
                yield from self._directive(source, ctx)

    def _heading(self, source: HeadingSource, ctx: Context) -> Heading:
        children = inlines_of(source.run, ctx, self.notes)
        title = ctx.plain(source.run)
        anchor = ctx.anchors.give(source.anchor or title.casefold())
        if source.anchor and anchor != source.anchor:
            message = _("two places have the name #{}").format(source.anchor)
            ctx.problems.append(Problem("anchor", message, source.run.where, source.anchor))
        numbered = self._number(source)
        if numbered:
            pattern = (
                translate("chapter {}", ctx.language)
                if source.level == 1
                else translate("section {}", ctx.language)
            )
            ctx.labels[anchor] = pattern.format(numbered)
        else:
            ctx.labels[anchor] = title
        return Heading(source.level, anchor, children, numbered)

    def _number(self, source: HeadingSource) -> str:
        level = source.level
        if self.depth or not source.numbered:
            if level == 1 and not self.depth:
                # what stands under an unnumbered chapter has no number to stand under
                self.counts = [self.counts[0], *[-1] * 5]
            return ""
        if level > 1 and self.counts[1] < 0:
            return ""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (6 - level)
        return ".".join(str(count) for count in self.counts[:level])

    def _paragraph(self, run: Run, ctx: Context) -> Iterator[Block]:
        match [piece for piece in run.pieces if piece]:
            case [Picture() as only]:
                made = picture(only, run.where, ctx)
                if made is not None:
                    yield made
            case []:
                return
            case _:
                children = inlines_of(run, ctx, self.notes)
                if children:
                    yield Paragraph(children)

    def _table(self, source: TableSource, ctx: Context) -> TableBlock:
        def cells(row: tuple[Run, ...]) -> tuple[Cell, ...]:
            return tuple(Cell(inlines_of(cell, ctx, self.notes)) for cell in row)

        return TableBlock(
            cells(source.header), tuple(cells(row) for row in source.rows), source.align
        )

    def _directive(self, source: Directive, ctx: Context) -> Iterator[Block]:
        if source.kind in _LEAVES:
            options, make = _LEAVES[source.kind]
            self._check_options(source, options, ctx)
            try:
                made = make(source, ctx)
            except (BlockError, BindingError) as error:
                ctx.problems.append(error.problem)
                return
            yield from made if isinstance(made, tuple) else (made,)
            return
        inner = ctx.within(language_of(source, ctx.language))
        self.depth += 1
        title = inner.plain(source.title)
        anchor = ctx.anchors.give(title.casefold()) if title else None
        children = self.all(source.children, inner)
        self.depth -= 1
        match source.kind:
            case "example":
                title = title or translate("Example", inner.language)
                yield PanelBlock("example", title, children, inner.language, anchor)
            case "note":
                yield PanelBlock("note", title, children, inner.language, anchor)
            case _:
                title = title or translate("Summary", inner.language)
                yield PanelBlock("summary", title, children, inner.language, anchor)

    def _check_options(self, source: Directive, known: tuple[str, ...], ctx: Context) -> None:
        for name in source.options:
            if name not in known:
                message = _("a block “::: {}” has no setting “{}”").format(source.kind, name)
                near = nearest(name, known)
                ctx.problems.append(Problem("block", message, source.where, name, near))
