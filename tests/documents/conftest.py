"""Documents as reading would give them, made from plain lines of text."""

import hashlib

import numpy as np
import pytest

from belagg.documents.text import Lines, ReadDocument, Spans


def _document(*pages, headings=(), language="sv"):
    """Make a document of pages of paragraphs of lines; a line is 10 points high and 400 wide."""
    text, paragraphs = "", []
    start, end, page_of, number, box = [], [], [], [], []
    for page, own in enumerate(pages, 1):
        count = 0
        for paragraph in own:
            if text:
                text += "\n"
            first = len(text)
            for place, line in enumerate(paragraph):
                if place:
                    text += " "
                count += 1
                start.append(len(text))
                text += line
                end.append(len(text))
                page_of.append(page)
                number.append(count)
                box.append((50, 800 - 12 * count, 450, 810 - 12 * count))
            paragraphs.append((first, len(text)))
    heads = [(text.index(h), text.index(h) + len(h), level) for h, level in headings]
    lines = Lines(
        *(np.array(c, np.int32) for c in (start, end, page_of, number)),
        np.array(box, np.float32).reshape(-1, 4),
        np.full(len(start), 10, np.float32),
    )
    spans = np.array(paragraphs, np.int32).reshape(-1, 2).T
    return ReadDocument(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media="application/pdf",
        text=text,
        lines=lines,
        paragraphs=Spans(*spans, np.zeros(len(paragraphs), np.int32)),
        headings=Spans(*np.array(heads, np.int32).reshape(-1, 3).T),
        pages=np.full((len(pages), 2), (595, 842), np.float32),
        page_states=np.zeros(len(pages), np.uint8),
        language=language,
        words=len(text.split()),
    )


@pytest.fixture(scope="session")
def document_of():
    return _document
