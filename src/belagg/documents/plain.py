"""Plain text and Markdown."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from belagg.documents.blocks import Block, read_blocks
from belagg.documents.encodings import decoded
from belagg.documents.limits import Limits
from belagg.documents.media import MARKDOWN, PLAIN
from belagg.documents.text import ReadDocument

_ITEM = re.compile(r"\s*(?:[•▪*–—-]|\d{1,3}[.)])\s")
_LONG = 160
"""Lines longer than this are paragraphs of their own: nobody breaks lines there."""


def read_plain(data: bytes, sha256: str, limits: Limits) -> ReadDocument:
    """Read plain text: a line is a line of the file; blank lines part paragraphs."""
    return read_blocks(_lines(decoded(data)), sha256, PLAIN, limits)


def _lines(text: str) -> Iterator[Block]:
    goes_on = False
    for number, line in enumerate(re.split("\r\n|[\r\n\f]", text), 1):
        if not line.strip():
            goes_on = False
            continue
        yield Block(line, 0, number, goes_on and not _ITEM.match(line))
        goes_on = len(line) <= _LONG


def read_markdown(data: bytes, sha256: str, limits: Limits) -> ReadDocument:
    """Read Markdown as CommonMark; a block's number is the line of the file where it begins."""
    tokens = MarkdownIt("commonmark").enable("table").parse(decoded(data))
    return read_blocks(_tokens(tokens), sha256, MARKDOWN, limits)


def _tokens(tokens: list[Token]) -> Iterator[Block]:
    level, number = 0, 0
    for token in tokens:
        if token.map:
            number = token.map[0] + 1
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type in {"fence", "code_block"}:
            yield Block(token.content, 0, number)
        elif token.type == "inline":
            yield Block("".join(_inline(token.children or [])), level, number)
            level = 0


def _inline(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type in {"text", "code_inline"}:
            yield token.content
        elif token.children:
            yield from _inline(token.children)
