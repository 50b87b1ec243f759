"""A quotation stands in its source, with what was left out marked."""

import pytest

from belagg.judging.voices.omissions import stands_in

TEXT = "Påhittad mening ett. Påhittad mening två. Påhittad mening tre."


@pytest.mark.parametrize(
    ("quoted", "holds"),
    [
        ("Påhittad mening två.", True),
        ("mening ett. […] mening tre.", True),
        ("[…] mening två. (…)", True),
        ("mening ett [...] mening tre", True),
        ("mening tre. […] mening ett.", False),
        ("mening ett. mening tre.", False),
        ("mening fyra", False),
    ],
)
def test_words_stand_in_order_around_what_is_left_out(quoted, holds):
    assert stands_in(quoted, TEXT) is holds
