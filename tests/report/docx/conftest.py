"""The sample report as a Word document, and ways to look into one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from belagg.manuscript.tree import Block, Cover, Document, ImageBlock
from belagg.report.docx.render import render_docx
from belagg.study.geography import shipped_geography

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}


@dataclass(frozen=True)
class Word:
    """A Word document opened for looking into; `data` is the file."""

    data: bytes

    def zip(self) -> ZipFile:
        return ZipFile(BytesIO(self.data))

    def part(self, name: str = "word/document.xml") -> etree._Element:
        return etree.fromstring(self.zip().read(name))

    def find(self, path: str, part: str = "word/document.xml") -> list:
        """Give what an XPath finds, with the prefixes w, r, wp, a, rel and ct."""
        return self.part(part).xpath(path, namespaces=NAMESPACES)

    def paragraphs(self, style: str, part: str = "word/document.xml") -> Iterator[str]:
        """Give the text of every paragraph of a style."""
        for paragraph in self.find(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']", part):
            yield "".join(paragraph.xpath(".//w:t/text()", namespaces=NAMESPACES))


@pytest.fixture(scope="session")
def render() -> Callable[[Document], Word]:
    """Render a document on the regions of Sweden."""
    geographies = {"se-regions": shipped_geography("se-regions")}
    return lambda document: Word(render_docx(document, geographies))


@pytest.fixture(scope="session")
def render_blocks(render: Callable[[Document], Word]) -> Callable[..., Word]:
    """Render a report of the given blocks, in Swedish; `footnotes` by name."""
    cover = Cover("Rubrik", "", (), "2024-03-01", "", "", "", (), "", "")

    def make(*blocks: Block, footnotes: dict | None = None) -> Word:
        return render(Document("sv", cover, blocks, footnotes or {}))

    return make


@pytest.fixture(scope="session")
def sample(sample_document: Callable[..., Document]) -> Document:
    """The sample report as a tree."""
    return sample_document()


@pytest.fixture(scope="session")
def word(sample: Document, render: Callable[[Document], Word]) -> Word:
    """The sample report as a Word document."""
    return render(sample)


@pytest.fixture(scope="session")
def image(sample: Document) -> ImageBlock:
    """The picture of the sample report."""
    return next(block for block in sample.body if isinstance(block, ImageBlock))
