"""Documents of made-up regions, of which one plan has 43 pages."""

import shutil
from pathlib import Path

import pytest

from belagg.documents.review import review
from belagg.documents.review_files import Source
from belagg.documents.review_read import read_files
from belagg.study.study import Study
from belagg.web.coding.documents import reading
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project

EXAMPLE = Path(__file__).parents[3] / "examples" / "exempelregioner"


@pytest.fixture
def regions(db) -> Project:
    """The made-up regions, with documents that nobody has read."""
    return save_study(Study.load(EXAMPLE))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory) -> Path:
    """The texts of the documents, read once for all tests."""
    path = tmp_path_factory.mktemp("corpus") / "documents.corpus"
    found = [Source(one.name, one) for one in sorted((EXAMPLE / "documents").glob("*.pdf"))]
    review(found, (), corpus=path, read=read_files)
    return path


@pytest.fixture
def read(regions, corpus) -> Project:
    """The made-up regions, with documents that the worker has read."""
    reading.corpus_path().parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(corpus, reading.corpus_path())
    reading.ask(regions)
    reading.run(regions.pk)
    return regions
