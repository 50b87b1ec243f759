"""What a document is: its language, its dates, its headings and its title."""

from dataclasses import replace

import pycld2

from belagg.documents.dates import stated_dates
from belagg.documents.headings import Entry, headings
from belagg.documents.text import Layout, ReadDocument

_SAMPLE = 20_000
"""How much text the language is told from, in characters."""


def described(document: ReadDocument, outline: list[Entry]) -> ReadDocument:
    """Add language, dates stated in the text, and for documents with pages headings and title."""
    if document.error is not None:
        return document
    if document.layout is Layout.PAGES:
        document = replace(document, headings=headings(document, outline))
    return replace(
        document,
        language=language(document.text),
        dates=document.dates + stated_dates(document.text),
        title=document.title or _first_heading(document),
    )


def language(text: str) -> str:
    """Give the ISO 639-1 code of the language most of a text is in; empty where it is not sure."""
    # The middle of a document is running text; its opening is names, dates and tables.
    first = max(0, len(text) // 2 - _SAMPLE // 2)
    try:
        sure, _, languages = pycld2.detect(text[first : first + _SAMPLE], isPlainText=True)
    except pycld2.error:
        return ""
    code = languages[0][1]
    return code if sure and len(code) == 2 and code != "un" else ""


def _first_heading(document: ReadDocument) -> str:
    spans = document.headings
    if not len(spans):
        return ""
    best = min(range(len(spans)), key=lambda k: (int(spans.level[k]), k))
    return document.text[int(spans.start[best]) : int(spans.end[best])]
