"""What the tests of the checks share."""

from collections.abc import Callable, Iterator

import pytest

from belagg.checks.run import Finding
from belagg.language import speaking
from belagg.publish.check import check_study
from belagg.study.study import Study


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Let findings be worded in English, whatever the language of who runs the tests."""
    with speaking("en"):
        yield


@pytest.fixture
def found() -> Callable[..., list[Finding]]:
    """Give what the check finds in a study of one code; of every code where none is given."""

    def find(study: Study, code: str = "") -> list[Finding]:
        return [f for f in check_study(study).findings if code in ("", f.code)]

    return find
