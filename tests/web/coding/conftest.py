"""Documents of made-up regions, of which one plan has 43 pages."""

from pathlib import Path

import pytest

from belagg.study.study import Study
from belagg.web.coding.documents import reading
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project

EXAMPLE = Path(__file__).parents[3] / "examples" / "exempelregioner"


@pytest.fixture
def regions(db) -> Project:
    """The made-up regions, with documents that nobody has read."""
    return save_study(Study.load(EXAMPLE))


@pytest.fixture
def read(regions) -> Project:
    """The made-up regions, with documents that the worker has read."""
    reading.ask(regions)
    reading.run(regions.pk)
    return regions
