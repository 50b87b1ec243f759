"""Messages in English, whatever an earlier test made the terminal speak."""

import pytest

from belagg.language import speaking


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield
