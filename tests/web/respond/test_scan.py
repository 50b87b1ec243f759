"""What may tell of a single person is found; what tells of bodies and rules is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belagg.web.respond.scan import REDACTED, Kind, findings_in, redacted

# The numbers are those that the tax agency and others publish as examples.
FOUND = [
    ("Det gäller 900101-1239 hos oss.", Kind.NUMBER),
    ("Se 19640823-3234.", Kind.NUMBER),
    ("6408233234", Kind.NUMBER),
    ("Samordningsnummer 701063-2391.", Kind.NUMBER),
    ("Kontakta Anna Svensson på enheten.", Kind.NAME),
    ("Per-Erik Lindström har skrivit den.", Kind.NAME),
    ("En man är åtalad för det.", Kind.OFFENCE),
    ("Hon greps. Han blev dömd i tingsrätten.", Kind.OFFENCE),
    ("The patient was arrested.", Kind.OFFENCE),
]
NOT_FOUND = [
    "Vi har 3 mottagningar och 12 barnmorskor.",
    "Ring 040-12 34 56 eller 08-123 456 78.",
    "Diarienummer HSN 2021-123456 gäller.",
    "Vi gör polisanmälan när brott misstänks mot barn.",
    "Maria Mottagning och Karolinska i Solna.",
    "Region Skåne, Region Västmanland och Malmö Stad.",
    "Organisationsnummer 232100-0255.",
    "Mini Maria Linköping tar emot.",
    "",
]


@pytest.mark.parametrize("text, kind", FOUND)
def test_what_may_tell_of_a_person_is_found(text, kind):
    assert kind in {one.kind for one in findings_in(text)}


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_tells_of_the_body_is_left_alone(text):
    assert findings_in(text) == ()


@pytest.mark.parametrize("text, _kind", FOUND)
def test_in_the_proposal_nothing_is_found_any_more(text, _kind):
    assert REDACTED in redacted(text)
    assert findings_in(redacted(text)) == ()


@given(st.text(alphabet="Anna Svensson 900101-1239.\nhon är åtalad"))
def test_places_lie_in_the_text_and_the_proposal_keeps_the_rest(text):
    for one in findings_in(text):
        assert 0 <= one.start < one.end <= len(text)
    if not findings_in(text):
        assert redacted(text) == text
