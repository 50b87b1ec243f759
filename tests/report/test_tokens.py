"""Colours and patterns can be read by everybody: contrast, greyscale and colour blindness."""

import itertools
import re

import pytest
from coloraide import Color

from belagg.manuscript.tree import Tone
from belagg.report.tokens import DARK, HATCHINGS, LIGHT, Theme, css_properties, picture_css

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
VISIONS = {
    "normal": lambda colour: colour,
    "greyscale": lambda colour: colour.clone().filter("grayscale"),
    "protanopia": lambda colour: colour.clone().filter("protan", method="machado"),
    "deuteranopia": lambda colour: colour.clone().filter("deutan", method="machado"),
    # Machado, Oliveira and Fernandes (2009) advise against their model for tritanopia.
    "tritanopia": lambda colour: colour.clone().filter("tritan", method="brettel"),
}
TOLD_APART = 10


def contrast(one: str, other: str) -> float:
    return Color(one).contrast(Color(other), method="wcag21")


def least_difference(one: str, other: str) -> float:
    """The smallest CIEDE2000 difference of two colours over all kinds of vision."""
    return min(
        see(Color(one)).delta_e(see(Color(other)), method="2000") for see in VISIONS.values()
    )


def signature(tone: Tone) -> tuple[tuple[int, str], ...]:
    """Directions and kinds of line in the hatching of a tone."""
    kinds = {None: "line", 0: "dots"}
    return tuple(
        sorted(
            (stroke.angle, kinds.get(stroke.dash[0] if stroke.dash else None, "dashes"))
            for stroke in HATCHINGS[tone]
        )
    )


@THEMES
def test_text_has_contrast_of_four_and_a_half_to_one(theme: Theme) -> None:
    for ground in (theme.paper, theme.surface):
        for name in ("ink", "muted", "accent", "error"):
            assert contrast(getattr(theme, name), ground) >= 4.5, name
    assert contrast(theme.paper, theme.paints[Tone.YES].fill) >= 4.5


@THEMES
@pytest.mark.parametrize("tone", Tone)
def test_every_area_stands_out_from_the_paper_and_its_marks_from_the_area(
    theme: Theme, tone: Tone
) -> None:
    paint = theme.paints[tone]
    assert contrast(paint.edge, theme.paper) >= 3
    assert contrast(theme.rule, theme.paper) >= 3
    if HATCHINGS[tone]:
        assert contrast(paint.mark, paint.fill) >= 3


@THEMES
@pytest.mark.parametrize(
    "pair", list(itertools.combinations((Tone.YES, Tone.PARTLY, Tone.NO), 2)), ids=str
)
def test_yes_partly_and_no_differ_by_colour_alone_for_every_vision(
    theme: Theme, pair: tuple[Tone, Tone]
) -> None:
    one, other = (theme.paints[tone].fill for tone in pair)
    assert least_difference(one, other) >= TOLD_APART


@THEMES
def test_any_two_tones_differ_by_pattern_or_by_colour_for_every_vision(theme: Theme) -> None:
    alike = [
        (one, other)
        for one, other in itertools.combinations(Tone, 2)
        if signature(one) == signature(other)
        and least_difference(theme.paints[one].fill, theme.paints[other].fill) < TOLD_APART
    ]
    assert alike == []


def test_every_tone_has_a_paint_and_a_hatching() -> None:
    assert set(LIGHT.paints) == set(DARK.paints) == set(HATCHINGS) == set(Tone)


def test_missing_tones_are_grey() -> None:
    for tone in Tone:
        if tone.value in {"no_answer", "refused", "dont_know", "not_applicable", "not_asked",
                          "undeterminable", "not_published"}:  # fmt: skip
            assert Color(LIGHT.paints[tone].fill).convert("oklch")["chroma"] < 0.01


def test_every_property_that_pictures_use_is_declared() -> None:
    declared = set(re.findall(r"(--[\w-]+):", css_properties()))
    assert set(re.findall(r"var\((--[\w-]+)\)", picture_css())) <= declared
