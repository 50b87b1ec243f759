"""Saved web pages: the page's own text, without menus, scripts and what is hidden."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from belagg.documents.blocks import Block, read_blocks
from belagg.documents.dates import file_dates
from belagg.documents.encodings import decoded
from belagg.documents.limits import Limits
from belagg.documents.media import HTML
from belagg.documents.text import DateKind, ReadDocument

_UNSEEN = "script, style, noscript, template, svg, iframe, nav, select, [hidden]"
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", re.IGNORECASE)
_DATES = (
    (DateKind.PUBLISHED, "meta[property='article:published_time'], meta[name='dcterms.issued']"),
    (DateKind.MODIFIED, "meta[property='article:modified_time'], meta[name='dcterms.modified']"),
)


def read_web_page(data: bytes, sha256: str, limits: Limits) -> ReadDocument:
    """Read an HTML page; raises UnreadableError."""
    declared = _CHARSET.search(data[:4096])
    page = LexborHTMLParser(decoded(data, declared[1].decode("ascii") if declared else None))
    title = page.css_first("title")
    dates = [
        (kind, node.attributes.get("content"))
        for kind, selector in _DATES
        if (node := page.css_first(selector)) is not None
    ]
    for node in page.css(_UNSEEN):
        node.decompose()
    body = page.body
    blocks = [] if body is None else list(_blocks(body))
    name = "" if title is None else " ".join(title.text().split())
    return read_blocks(blocks, sha256, HTML, limits, name, file_dates(*dates))


def _blocks(body: LexborNode) -> Iterator[Block]:
    """Give the text of the page, a block for each element that starts a line of its own."""
    words: list[str] = []
    level = 0
    for kind, value in _events(body):
        if kind == "text":
            words.append(value)
            continue
        if text := "".join(words).strip():
            yield Block(text, level)
        words = []
        level = _HEADINGS.get(value, 0) if kind == "open" else 0
    if text := "".join(words).strip():
        yield Block(text, level)


def _events(root: LexborNode) -> Iterator[tuple[str, str]]:
    """Walk the tree without recursion: pages can nest deeper than Python's stack."""
    stack: list[tuple[LexborNode | None, str]] = [(root, "")]
    while stack:
        node, closed = stack.pop()
        if node is None:
            yield "close", closed
            continue
        if node.tag == "-text":
            yield "text", node.text_content or ""
            continue
        if node.tag == "br":
            yield "text", " "
        if node.tag in _BLOCKS:
            yield "open", node.tag or ""
            stack.append((None, node.tag or ""))
        stack.extend((child, "") for child in reversed(list(node.iter(include_text=True))))
