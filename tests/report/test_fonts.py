"""The fonts that come with the package may be shipped, cover our languages, and stay small."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from belagg.report.pictures import font_directory

FONTS = sorted(font_directory().glob("*.woff2")) + sorted(font_directory().glob("*.ttf"))
EACH = pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)


def test_the_web_fonts_of_a_report_weigh_less_than_250_kb_in_all() -> None:
    assert 0 < sum(path.stat().st_size for path in font_directory().glob("*.woff2")) < 185_000


@EACH
def test_no_cut_bears_the_reserved_name_but_in_its_licence(path: Path) -> None:
    names = [(n.nameID, n.toUnicode()) for n in TTFont(path)["name"].names]
    assert all("Source" not in text for identifier, text in names if identifier not in (0, 13, 14))
    assert any(identifier == 13 for identifier, _text in names)


@EACH
def test_every_letter_of_the_languages_of_sweden_is_there(path: Path) -> None:
    wanted = "åäöÅÄÖéÉüáčđŋšžÁČĐŊŠŽłńțș–—‘’“”„…«»§×−½€\u00a0\u2009\u202f↗"
    assert set(map(ord, wanted)) <= set(TTFont(path).getBestCmap())


def test_the_licence_stands_beside_the_fonts() -> None:
    for name in ("serif", "sans"):
        text = (font_directory() / f"OFL-{name}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in text
