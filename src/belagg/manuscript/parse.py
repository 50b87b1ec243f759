"""Markdown with placeholders and blocks becomes a source tree in which all has its place."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from belagg.language import _
from belagg.manuscript.directives import directive_plugin, words_of
from belagg.manuscript.slots import Prepared, RawAllow, prepare
from belagg.manuscript.source import (
    CONTAINERS,
    LEAVES,
    AllowComment,
    Break,
    Code,
    Directive,
    HeadingSource,
    ListSource,
    Marked,
    NoteMark,
    ParagraphSource,
    Parsed,
    Picture,
    Piece,
    Prose,
    QuoteSource,
    RuleSource,
    Run,
    SourceBlock,
    SourceBlocks,
    TableSource,
)
from belagg.manuscript.tree import Align
from belagg.study.problems import Problem, Where, nearest

_HEADING_ATTRIBUTES = re.compile(r"\s*\{([^{}]*)\}\s*$")
_ANCHOR = re.compile(r"[^\W_][\w.:-]*")
_ALIGN: dict[str, Align] = {"text-align:right": "right", "text-align:center": "center"}


@cache
def _markdown() -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .use(footnote_plugin, inline=True, move_to_end=False, always_match_refs=True)
        .use(directive_plugin)
    )


def parse(text: str, file: str) -> Parsed:
    """Read one file of a manuscript; what is wrong with it stands in `problems`."""
    prepared = prepare(text, Where(file, line=1))
    reader = _Reader(file, prepared)
    env: dict[str, object] = {}
    root = SyntaxTreeNode(_markdown().parse(prepared.text, env))
    blocks = tuple(reader.blocks(root.children))
    reader.inline_notes(env)
    return Parsed(
        file,
        blocks,
        reader.footnotes,
        tuple(_scoped(prepared.allows, reader.spans, file)),
        (*prepared.problems, *reader.problems),
    )


def parse_inline(text: str, where: Where) -> tuple[Run, tuple[Problem, ...]]:
    """Read a text of one paragraph that stands elsewhere than in a manuscript: a table's cell."""
    prepared = prepare(text, where)
    reader = _Reader(where.file, prepared, where)
    tokens = _markdown().parseInline(prepared.text)
    run = Run(tuple(reader.pieces(SyntaxTreeNode(tokens).children[0].children)), where)
    return run, (*prepared.problems, *reader.problems)


def _scoped(
    allows: tuple[RawAllow, ...], spans: list[tuple[int, int]], file: str
) -> Iterator[AllowComment]:
    """Tie each comment to the lines of the block it stands in, else of the next one."""
    spans = sorted(spans)
    for allow in allows:
        within = [(first, last) for first, last in spans if first <= allow.first <= last]
        if within:
            first, last = within[-1]
        else:
            after = bisect_left(spans, (allow.last, 0))
            first, last = spans[after] if after < len(spans) else (allow.first, allow.last)
        yield AllowComment(allow.code, allow.reason, Where(file, line=allow.first), first, last)


class _Reader:
    """Turns the parser's nodes into the source tree."""

    def __init__(self, file: str, prepared: Prepared, where: Where | None = None) -> None:
        self.file = file
        self.prepared = prepared
        self.problems: list[Problem] = []
        self.footnotes: dict[str, SourceBlocks] = {}
        self.spans: list[tuple[int, int]] = []
        self._fixed = where
        self._line = 1
        self._unknown_blocks = 0
        self._note_lines: dict[int, int] = {}

    def where(self, line: int | None = None) -> Where:
        return self._fixed or Where(self.file, line=line or self._line)

    def problem(
        self, code: str, message: str, found: str | None = None, nearest: str | None = None
    ) -> None:
        self.problems.append(Problem(code, message, self.where(), found, nearest))

    # --- blocks

    def blocks(self, nodes: list[SyntaxTreeNode]) -> Iterator[SourceBlock]:
        for node in nodes:
            if node.map:
                self._line = node.map[0] + 1
            yield from self._block(node)

    def _block(self, node: SyntaxTreeNode) -> Iterator[SourceBlock]:
        match node.type:
            case "heading":
                yield self._heading(node)
            case "paragraph":
                yield ParagraphSource(self._run(node))
            case "bullet_list" | "ordered_list":
                yield self._list(node)
            case "blockquote":
                yield QuoteSource(tuple(self.blocks(node.children)))
            case "table":
                yield self._table(node)
            case "hr":
                yield RuleSource()
            case "fence" | "code_block":
                yield self._code_block(node)
            case "directive":
                yield from self._directive(node)
            case "directive_fault":
                self._fault(node)
            case "footnote_reference":
                self._footnote(node)
            case "html_block":
                self._html(node.content)
            case _:
                raise AssertionError(node.type)

    def _span(self, node: SyntaxTreeNode) -> None:
        if node.map:
            self.spans.append((node.map[0] + 1, max(node.map[1], node.map[0] + 1)))

    def _run(self, node: SyntaxTreeNode) -> Run:
        self._span(node)
        where = self.where()
        inner = node.children[0].children if node.children else []
        return Run(tuple(self.pieces(inner)), where)

    def _heading(self, node: SyntaxTreeNode) -> HeadingSource:
        run = self._run(node)
        numbered, anchor = True, ""
        last = run.pieces[-1] if run.pieces else None
        if isinstance(last, Prose) and (match := _HEADING_ATTRIBUTES.search(last.text)):
            numbered, anchor = self._heading_attributes(match[1])
            kept = (Prose(last.text[: match.start()]),) if match.start() else ()
            run = replace(run, pieces=(*run.pieces[:-1], *kept))
        return HeadingSource(int(node.tag[1]), run, numbered, anchor)

    def _heading_attributes(self, text: str) -> tuple[bool, str]:
        numbered, anchor = True, ""
        for word in text.split():
            if word == ".unnumbered":
                numbered = False
            elif word.startswith("#") and _ANCHOR.fullmatch(word[1:]):
                anchor = word[1:]
            else:
                self.problem(
                    "heading",
                    _("after a heading stand only {.unnumbered} and {#a-name-for-links}"),
                    word,
                    nearest(word, [".unnumbered"]),
                )
        return numbered, anchor

    def _list(self, node: SyntaxTreeNode) -> ListSource:
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        tight = not any(
            child.type == "paragraph" and not child.hidden
            for item in node.children
            for child in item.children
        )
        items = tuple(tuple(self.blocks(item.children)) for item in node.children)
        return ListSource(items, start, tight)

    def _table(self, node: SyntaxTreeNode) -> TableSource:
        self._span(node)
        where = self.where()
        rows: list[tuple[Run, ...]] = []
        align: tuple[Align, ...] = ()
        for part in node.children:
            for row in part.children:
                self._line = row.map[0] + 1 if row.map else self._line
                rows.append(
                    tuple(
                        Run(tuple(self.pieces(cell.children[0].children)), self.where())
                        for cell in row.children
                    )
                )
                align = align or tuple(
                    _ALIGN.get(str(cell.attrs.get("style")), "left") for cell in row.children
                )
        return TableSource(rows[0], tuple(rows[1:]), align, where)

    def _code_block(self, node: SyntaxTreeNode) -> ParagraphSource:
        where = self.where()
        pieces: list[Piece] = []
        for line in node.content.rstrip("\n").split("\n"):
            if pieces:
                pieces.append(Break(forced=True))
            if line:
                pieces.append(Code(tuple(self.prepared.restore(line))))
        return ParagraphSource(Run(tuple(pieces), where))

    def _directive(self, node: SyntaxTreeNode) -> Iterator[Directive]:
        info = node.nester_tokens.opening.info if node.nester_tokens else node.info
        kind, _sep, rest = info.partition(" ")
        if kind not in (*LEAVES, *CONTAINERS):
            self.problem(
                "block",
                _("there is no block “::: {}”; the blocks are {}").format(
                    kind, ", ".join((*LEAVES, *CONTAINERS))
                ),
                kind,
                nearest(kind, (*LEAVES, *CONTAINERS)),
            )
            self._unknown_blocks += 1
            return
        where = self.where()
        title = ""
        args, options = words_of(rest)
        if kind in CONTAINERS:
            options = {}
            args, title = _container_words(kind, rest.strip())
            if kind == "summary" and not args:
                self.problem(
                    "block", _("a summary names its language: ::: summary en Summary"), info
                )
        else:
            self._span(node)
        raw = self.prepared.raw
        yield Directive(
            kind,
            tuple(raw(arg) for arg in args),
            {key: Run(tuple(self.prepared.restore(v)), where) for key, v in options.items()},
            Run(tuple(self.prepared.restore(title)), where),
            tuple(self.blocks(node.children)),
            where,
        )

    def _fault(self, node: SyntaxTreeNode) -> None:
        if node.meta["fault"] == "unclosed":
            self.problem(
                "block",
                _("the block “::: {}” is never closed: put ::: on a line after its text").format(
                    node.info
                ),
                node.info,
            )
        elif self._unknown_blocks:
            # it most likely closes the block that has just been complained of
            self._unknown_blocks -= 1
        else:
            self.problem("block", _("this ::: closes nothing: no block with text is open here"))

    def _footnote(self, node: SyntaxTreeNode) -> None:
        label = node.meta["label"]
        if label in self.footnotes:
            self.problem("footnote", _("the footnote [^{}] stands twice").format(label), label)
        self.footnotes[label] = tuple(self.blocks(node.children))

    def inline_notes(self, env: dict[str, object]) -> None:
        """Take the footnotes written within the text, `^[…]`, labelled by their number."""
        notes = env.get("footnotes")
        entries = notes["list"] if isinstance(notes, dict) else {}
        for number, entry in entries.items():
            if "tokens" in entry:
                self._line = self._note_lines[number]
                where = self.where()
                pieces = tuple(self.pieces(SyntaxTreeNode(entry["tokens"]).children))
                self.footnotes[f"^{number}"] = (ParagraphSource(Run(pieces, where)),)

    def _html(self, content: str) -> None:
        tag = " ".join(content.split())[:40]
        self.problem(
            "html",
            _(
                "HTML cannot stand in a manuscript, since Word and PDF know nothing of it: {}"
            ).format(tag),
            tag,
        )

    # --- inlines

    def pieces(self, nodes: list[SyntaxTreeNode]) -> Iterator[Piece]:
        for node in nodes:
            yield from self._piece(node)

    def _piece(self, node: SyntaxTreeNode) -> Iterator[Piece]:
        match node.type:
            case "text":
                yield from self.prepared.restore(node.content)
            case "softbreak" | "hardbreak":
                self._line += 1
                yield Break(forced=node.type == "hardbreak")
            case "em":
                yield Marked("emphasis", tuple(self.pieces(node.children)))
            case "strong":
                yield Marked("strong", tuple(self.pieces(node.children)))
            case "link":
                target = self.prepared.raw(str(node.attrs["href"]))
                yield Marked("link", tuple(self.pieces(node.children)), target)
            case "code_inline":
                yield Code(tuple(self.prepared.restore(node.content)))
            case "image":
                caption = tuple(self.prepared.restore(str(node.attrs.get("title", ""))))
                alt = tuple(self.pieces(node.children))
                yield Picture(str(node.attrs["src"]), alt, caption)
            case "footnote_ref":
                meta = node.meta
                self._note_lines.setdefault(meta["id"], self._line)
                yield NoteMark(meta.get("label") or f"^{meta['id']}")
            case "html_inline":
                self._html(node.content)
            case _:
                raise AssertionError(node.type)


def _container_words(kind: str, rest: str) -> tuple[tuple[str, ...], str]:
    if kind != "summary" or not rest:
        return (), rest
    language, _sep, title = rest.partition(" ")
    return (language,), title.strip()
