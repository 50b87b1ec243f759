"""Swedish and English typography."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belagg.manuscript import typography
from belagg.manuscript.typography import NBSP, THIN, typeset

LANGUAGES = st.sampled_from(["sv", "en"])


def shown(text: str) -> str:
    """Make the invisible visible: `~` does not break, `_` is thin and does not break."""
    return text.replace(NBSP, "~").replace(THIN, "_")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('Hon sade "nej".', "Hon sade ”nej”."),
        ("det är regionens' svar", "det är regionens’ svar"),
        ("vård - och stöd", "vård~– och stöd"),
        ("vård -- och stöd", "vård~– och stöd"),
        ("hälso- och sjukvård", "hälso- och sjukvård"),
        ("10-20 procent", "10–20~procent"),
        ("2019-2021", "2019–2021"),
        ("2021-05-19", "2021-05-19"),
        ("08-123 45 67", "08-123 45 67"),
        ("ISO 3166-2", "ISO 3166-2"),
        ("covid-19", "covid-19"),
        ("12 000 personer", "12_000~personer"),
        ("1 234 567", "1_234_567"),
        ("år 2021 000", "år 2021 000"),
        ("45%", "45~%"),
        ("45 % av", "45~% av"),
        ("13 regioner", "13~regioner"),
        ("13 av 20 regioner", "13 av 20~regioner"),
        ("10 kap. 21 § i lagen", "10~kap.~21~§ i lagen"),
        ("9 a § samma lag", "9~a~§ samma lag"),
        ("se s. 29 och sid. 30", "se s.~29 och sid.~30"),
        ("i kapitel 4 och Diagram 2", "i kapitel~4 och Diagram~2"),
        ("den 19 maj 2021", "den 19~maj 2021"),
        ("och så vidare...", "och så vidare…"),
        ("under 2021 och 2022", "under 2021 och 2022"),
    ],
)
def test_swedish_text_is_set_as_a_swede_would(typed: str, expected: str) -> None:
    assert shown(typeset(typed, "sv")) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('She said "no".', "She said “no”."),
        ("\"Don't say 'never'\"", "“Don’t say ‘never’”"),
        ("the region's answer", "the region’s answer"),
        ('("no")', "(“no”)"),
        ("care - and support", "care~– and support"),
        ("45 % of", "45% of"),
        ("13 regions", "13~regions"),
        ("13 of 20", "13 of 20"),
        ("pages 10-20", "pages 10–20"),
    ],
)
def test_english_text_is_set_as_english(typed: str, expected: str) -> None:
    assert shown(typeset(typed, "en")) == expected


def test_text_in_pieces_is_set_as_a_whole() -> None:
    assert shown(typeset(" regioner", "sv", before="13")) == "~regioner"
    assert typeset('" hon', "en", before="nej") == "” hon"
    assert typeset('"nej', "en", before=" ") == "“nej"


@given(
    st.text(alphabet=st.sampled_from(list("ab1230 .,-–'\"%§s\u00a0\u202f()år…")), max_size=40),
    LANGUAGES,
)
def test_setting_a_text_twice_changes_nothing(text: str, language: str) -> None:
    once = typeset(text, language)
    assert typeset(once, language) == once


@given(st.text(max_size=60), LANGUAGES)
def test_letters_and_digits_are_never_changed(text: str, language: str) -> None:
    def kept(value: str) -> str:
        return "".join(c for c in value if c.isalnum())

    assert kept(typeset(text, language)) == kept(text)


@pytest.mark.parametrize(
    ("value", "language", "decimals", "expected"),
    [
        (13, "sv", 0, "13"),
        (12000, "sv", 0, "12_000"),
        (12000, "en", 0, "12,000"),
        (62.5, "sv", 0, "63"),
        (0.25, "sv", 1, "0,3"),
        (2.675, "en", 2, "2.68"),
        (-3.2, "sv", 1, "\u22123,2"),
        (-0.2, "sv", 0, "0"),
        (65, "sv", 1, "65,0"),
    ],
)
def test_numbers_are_rounded_and_written_as_readers_expect(
    value: float, language: str, decimals: int, expected: str
) -> None:
    assert shown(typography.number(value, language, decimals)) == expected


def test_percentages_follow_the_language() -> None:
    assert shown(typography.percent(65.0, "sv")) == "65~%"
    assert typography.percent(65.0, "en") == "65%"
    assert shown(typography.percent_words(65.0, "sv")) == "65~procent"
    assert shown(typography.percent_words(65.0, "en")) == "65~percent"


def test_a_share_that_is_neither_none_nor_all_never_looks_so() -> None:
    assert shown(typography.percent(0.3, "sv")) == "<1~%"
    assert shown(typography.percent(99.7, "sv")) == ">99~%"
    assert shown(typography.percent(0.3, "sv", 1)) == "0,3~%"
    assert shown(typography.percent(0.04, "sv", 1)) == "<0,1~%"
    assert shown(typography.percent(0.0, "sv")) == "0~%"
    assert shown(typography.percent(100.0, "en")) == "100%"
    assert shown(typography.percent_words(0.3, "sv")) == "mindre än 1~procent"


@pytest.mark.parametrize(
    ("value", "language", "gender", "expected"),
    [
        (0, "sv", "en", "noll"),
        (1, "sv", "en", "en"),
        (1, "sv", "ett", "ett"),
        (13, "sv", "en", "tretton"),
        (21, "sv", "en", "tjugoen"),
        (21, "sv", "ett", "tjugoett"),
        (290, "sv", "en", "tvåhundranittio"),
        (21, "en", "en", "twenty-one"),
        (121, "en", "en", "one hundred and twenty-one"),
        (-2, "sv", "en", "minus två"),
    ],
)
def test_numbers_are_spelled_out(
    value: int, language: str, gender: typography.Gender, expected: str
) -> None:
    assert typography.words(value, language, gender) == expected


def test_lists_have_no_comma_before_the_last() -> None:
    assert typography.listing([], "sv") == ""
    assert typography.listing(["A"], "sv") == "A"
    assert typography.listing(["A", "B"], "sv") == "A och B"
    assert typography.listing(["A", "B", "C"], "sv", "samt") == "A, B samt C"
    assert typography.listing(["A", "B", "C"], "en") == "A, B and C"


def test_dates_are_written_out() -> None:
    assert shown(typography.date_text("2021-05-19", "sv")) == "19~maj 2021"
    assert shown(typography.date_text("2021-05-19T08:30:00Z", "en")) == "19~May 2021"
    assert typography.date_text("2021-05", "sv") == "maj 2021"
    assert typography.date_text("2021", "sv") == "2021"


def test_a_sentence_begins_with_a_capital() -> None:
    assert typography.sentence_case("åtta regioner") == "Åtta regioner"
