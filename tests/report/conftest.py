"""Reports made by hand, for every renderer."""

import runpy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from belagg.manuscript.tree import Block, Blocks, Cover, Document
from belagg.study.geography import Geography, load_geography

LABELS = {
    "contents": "Innehåll",
    "footnotes": "Noter",
    "page": "Sida",
    "data": "Data",
    "appendix": "Bilaga",
    "skip": "Hoppa till innehållet",
    "missing": "Saknas",
    "back": "Tillbaka till texten",
}


@pytest.fixture(scope="session")
def sample_document() -> Callable[..., Document]:
    """Give the maker of the sample report; it takes `extra_rows` and `chapters`."""
    names = runpy.run_path(str(Path(__file__).with_name("sample.py")))
    maker: Callable[..., Document] = names["sample_document"]
    return maker


@pytest.fixture(scope="session")
def long_report() -> Callable[..., Document]:
    """Give the maker of the long report; it takes how many items its appendix has."""
    names = runpy.run_path(str(Path(__file__).with_name("long_report.py")))
    maker: Callable[..., Document] = names["long_report"]
    return maker


@pytest.fixture(scope="session")
def geographies() -> Mapping[str, Geography]:
    """Give the areas that the sample's map is drawn on."""
    return {"se-regions": load_geography("se-regions", {})}


@pytest.fixture(scope="session")
def report_of() -> Callable[..., Document]:
    """Give the maker of a small report: blocks, footnotes and what else differs of the cover."""

    def make(
        *body: Block,
        footnotes: Mapping[str, Blocks] | None = None,
        language: str = "sv",
        **cover: Any,
    ) -> Document:
        facts = {
            "title": "En påhittad rapport",
            "subtitle": "",
            "authors": ("Påhittade Byrån",),
            "date": "2024-03-01",
            "date_text": "1 mars 2024",
            "publisher": "Påhittade institutet",
            "description": "Påhittad.",
            "keywords": ("prov",),
            "revision": "3f9a1c0e5b7d",
            "licence": "CC BY 4.0",
        }
        return Document(language, Cover(**(facts | cover)), body, dict(footnotes or {}), LABELS)

    return make
