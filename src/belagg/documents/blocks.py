"""Documents that flow: paragraphs with headings become a read document without pages."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from belagg.documents.characters import normal
from belagg.documents.errors import UnreadableError
from belagg.documents.flow import Flow, Part, flow
from belagg.documents.limits import Limits
from belagg.documents.text import (
    DocumentDate,
    Layout,
    Lines,
    ReadDocument,
    Reason,
    Spans,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as a format has it; `level` is that of a heading (1 is highest), else 0.

    `number` is where it stands in the source: the paragraph's number, or the line's in plain text.
    `continues` tells that it is a further line of the paragraph before it.
    """

    text: str
    level: int = 0
    number: int = 0
    continues: bool = False


def read_blocks(
    blocks: Iterable[Block],
    sha256: str,
    media: str,
    limits: Limits,
    title: str = "",
    dates: tuple[DocumentDate, ...] = (),
) -> ReadDocument:
    """Join blocks to a document; blank ones are left out, but count in the numbering.

    Raises UnreadableError where there is no text, or more of it than `limits` allows.
    """
    lines: list[list[Part]] = []
    starts: list[bool] = []
    numbers: list[int] = []
    levels: list[int] = []
    room = limits.characters
    for count, block in enumerate(blocks, 1):
        text = normal(" ".join(block.text.split()))[0].strip()
        if not text:
            continue
        room -= len(text)
        if room < 0:
            raise UnreadableError(Reason.TOO_LARGE, f"more than {limits.characters} characters")
        starts.append(not (block.continues and lines))
        if starts[-1]:
            levels.append(block.level)
        lines.append([(text, [])])
        numbers.append(block.number or count)
    if not lines:
        raise UnreadableError(Reason.EMPTY, "no text in the document")
    body = flow(lines, [0] * len(lines), starts)
    spans = body.paragraph_spans()
    level = np.array(levels, np.int32)
    heads = level > 0
    text = body.text
    return ReadDocument(
        sha256=sha256,
        media=media,
        layout=Layout.PARAGRAPHS,
        text=text,
        lines=_lines(body, numbers),
        paragraphs=Spans(spans.start, spans.end, level),
        joints=body.joint_columns(),
        headings=Spans(spans.start[heads], spans.end[heads], level[heads]),
        title=title,
        dates=dates,
        words=len(text.split()),
    )


def _lines(body: Flow, numbers: list[int]) -> Lines:
    start, end = body.line_columns()
    count = len(numbers)
    nowhere = np.full((count, 4), np.nan, np.float32)
    page = np.zeros(count, np.int32)
    return Lines(start, end, page, np.array(numbers, np.int32), nowhere, nowhere[:, 0].copy())
