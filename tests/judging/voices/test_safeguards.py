"""No meeting opens before what protects those who come is recorded."""

import datetime as dt
from dataclasses import replace

import pytest

from belagg.judging.voices.safeguards import Lacking, Safeguards, lacking

TODAY = dt.date(2026, 3, 1)
WHOLE = Safeguards(
    ethics_decision="Dnr 2026-1 (påhittat)",
    legal_basis="Uppgift av allmänt intresse",
    impact_assessment="konsekvensbedomning.pdf",
    support_person="Kurator vid påhittad mottagning",
    erasure_on=dt.date(2027, 1, 1),
)


def test_a_meeting_opens_when_everything_is_recorded():
    assert lacking(WHOLE, TODAY) == []
    reasoned = replace(WHOLE, ethics_decision="", not_research="Uppdrag utan forskningsfråga")
    assert lacking(reasoned, TODAY) == []


def test_all_that_is_lacking_is_listed_at_once():
    assert lacking(Safeguards(), TODAY) == [
        Lacking.ETHICS, Lacking.LEGAL_BASIS, Lacking.IMPACT, Lacking.SUPPORT, Lacking.ERASURE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"support_person": "  "}, [Lacking.SUPPORT]),
        ({"erasure_on": dt.date(2026, 2, 28)}, [Lacking.ERASURE_PAST]),
        ({"minors": True}, [Lacking.MINORS]),
        ({"minors": True, "minors_allowed": True}, []),
        (
            {"minors": True, "minors_allowed": True, "ethics_decision": "", "not_research": "x"},
            [Lacking.MINORS],
        ),
    ],
)
def test_adults_only_unless_the_ethics_decision_says_otherwise(change, expected):
    assert lacking(replace(WHOLE, **change), TODAY) == expected
