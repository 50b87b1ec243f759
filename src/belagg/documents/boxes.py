"""The way back to the page: boxes of single characters, from the PDF itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from belagg.documents.pdf import opened
from belagg.documents.pdfium import PageReader
from belagg.documents.text import ReadDocument


@dataclass(frozen=True, slots=True)
class CharacterBox:
    """A character of a document's text where it stands: in points from the page's lower left.

    `offset` is that in the text; `character` what the PDF has there.
    """

    offset: int
    character: str
    page: int
    left: float
    bottom: float
    right: float
    top: float


def character_boxes(
    data: bytes, document: ReadDocument, start: int, end: int
) -> list[CharacterBox]:
    """Give the characters of `text[start:end]` with their boxes, without spaces.

    `data` is the file that the document was read from. Empty for documents without pages. Raises
    UnreadableError where the file cannot be opened.
    """
    places = list(_places(document, start, end))
    if not places:
        return []
    boxes: list[CharacterBox] = []
    with opened(data) as pdf:
        reader = PageReader(pdf)
        for page, group in groupby(places, key=lambda place: place[1]):
            wanted = list(group)
            found = reader.characters(page - 1, [index for _, _, index in wanted])
            boxes += [
                CharacterBox(offset, letter, page, *box)
                for (offset, _, _), (letter, box) in zip(wanted, found, strict=True)
                if letter.strip()
            ]
    return boxes


def _places(document: ReadDocument, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Give offset, page and PDFium's index of the characters that stand on a page."""
    runs = document.runs
    if not len(runs):
        return
    for offset in range(start, min(end, len(document.text))):
        if document.text[offset].isspace():
            continue
        k = int(np.searchsorted(runs.start, offset, side="right")) - 1
        yield offset, int(runs.page[k]), int(runs.index[k]) + offset - int(runs.start[k])
