"""The tables of data behind the figures say each thing once."""

import pytest

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.manuscript.tree import Heading, TableBlock
from belagg.report.appendix.data import data_behind


@pytest.fixture
def recoded(make_study, answers):
    """All four bodies said yes; the decision on the last one is given."""

    def make(last):
        decided = [
            {"assessment_id": f"a{n}", "unit_id": f"0{n}", "question_id": "1",
             "layer": "recoded", "category": category, "basis": "text"}
            for n, category in enumerate(("yes", "yes", "yes", last), start=1)
        ]  # fmt: skip
        return make_study(responses=answers("1", "yes yes yes yes"), assessments=decided)

    return make


def blocks_of(study, used=()):
    subject = Subject(study, figures_of(study), ())
    return list(data_behind(subject, used, "sv", 50))


def headings(blocks):
    return [block.anchor for block in blocks if isinstance(block, Heading)]


@pytest.mark.parametrize(
    ("last", "used", "tables"),
    [
        ("yes", (), ["data-1"]),
        ("yes", ("1@stated.yes.count",), ["data-1-stated", "data-1"]),
        ("no", (), ["data-1-stated", "data-1"]),
    ],
)
def test_what_was_stated_stands_apart_only_where_it_differs_or_is_used(recoded, last, used, tables):
    assert headings(blocks_of(recoded(last), used))[1:] == tables


def test_a_table_that_stands_for_both_says_so(recoded):
    blocks = blocks_of(recoded("yes"))
    (table,) = (place for place, block in enumerate(blocks) if isinstance(block, TableBlock))
    assert "Det som uppgavs ger samma tal." in str(blocks[table + 1])
