"""A minute of damaged files: none gives a traceback, hangs, or leaves anything outside its place.

`make fuzz` does the same for half an hour each, with other files every time.
"""

import pytest
from tests.fuzz.run import faults
from tests.fuzz.seeds import seeds

KINDS = ("xlsform", "limesurvey", "responses", "refi-qda", "package", "concepts", "documents")


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_read_or_refused(kind):
    assert [(fault.name, fault.told) for fault in faults(kind, iter(range(50)))] == []


def test_every_importer_is_fuzzed():
    from belagg.exchange.formats import importable

    assert {made.name for made in importable()} <= set(KINDS)


@pytest.mark.long
def test_there_are_files_of_every_kind():
    assert set(seeds()) == set(KINDS)
    assert all(seeds().values())
