"""Text is measured as the typeface sets it, and broken where a reader would break it."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from belagg.report import measure
from belagg.report.measure import text_width, wrap

FONTS = Path(measure.__file__).parent / "fonts"


@pytest.mark.parametrize(("file", "bold"), [("Regular", False), ("Semibold", True)])
def test_widths_are_those_of_the_font(file: str, bold: bool) -> None:
    font = TTFont(FONTS / f"BelaggSans-{file}.ttf")
    cmap, widths = font.getBestCmap(), font["hmtx"].metrics
    text = "Går det att avgöra? 65\u00a0% – Ŋ"
    expected = sum(widths[cmap[ord(char)]][0] for char in text) / font["head"].unitsPerEm * 13
    assert text_width(text, 13, bold=bold) == pytest.approx(expected, abs=0.1)


def test_a_label_breaks_at_spaces() -> None:
    assert wrap("Svar saknas helt", 70, 13, "sv") == ("Svar saknas", "helt")


def test_a_long_swedish_word_is_hyphenated_between_syllables() -> None:
    assert wrap("Behandlingsöverenskommelse", 100, 13, "sv") == ("Behandlingsöver-", "enskommelse")


def test_a_compound_with_a_hyphen_breaks_after_it() -> None:
    assert wrap("KBT-behandling", 80, 13, "sv") == ("KBT-", "behandling")


@given(st.text(alphabet="abcåäö -–/\u00a0", max_size=80), st.floats(20, 300))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = wrap(text, width, 13, "sv")
    assert all(text_width(line, 13) <= width for line in lines)
    letters = "".join(char for char in text if char in "abcåäö")
    assert "".join(char for line in lines for char in line if char in "abcåäö") == letters
