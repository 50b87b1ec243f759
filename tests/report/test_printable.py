"""Text is shown on one line, without what no page can show."""

from hypothesis import given
from hypothesis import strategies as st

from belagg.report.printable import _SPACES, _UNPRINTABLE, printable


@given(st.text() | st.text("ab  \t\n\x00\x85\u00a0\u00ad"))
def test_text_that_needs_nothing_is_told_from_text_that_does(text):
    assert printable(text) == _UNPRINTABLE.sub("", _SPACES.sub(" ", text))
